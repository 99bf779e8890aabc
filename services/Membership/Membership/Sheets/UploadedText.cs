using System.Text;
using StudentUnion.Membership.Domain;

namespace StudentUnion.Membership.Sheets;

/// <summary>
/// The text of an upload whose encoding nobody stated: UTF-8 with or without a byte order mark, or GB18030. It is decided at the first bytes that are not ASCII,
/// on as many of them as the buffer holds; a byte that cannot be decoded later becomes U+FFFD, and its line is reported.
/// </summary>
internal sealed class UploadedText(Stream upload)
{
    private static readonly Encoding Gb18030 = Gb(DecoderFallback.ExceptionFallback);

    private readonly byte[] _bytes = new byte[64 * 1024];
    private int _count;
    private bool _ended;
    private Decoder? _decoder;

    /// <summary>Fills the buffer with decoded characters.</summary>
    /// <returns>How many; 0 at the end.</returns>
    public async ValueTask<int> Read(Memory<char> chars, CancellationToken ct)
    {
        while (true)
        {
            if (_count == 0 && !_ended) await Fill(1, ct);
            if (_decoder is null)
            {
                var ascii = Ascii.IsValid(_bytes.AsSpan(0, _count)) ? _count : _bytes.AsSpan(0, _count).IndexOfAnyInRange((byte)0x80, (byte)0xFF);
                if (ascii == 0 && _count > 0)
                {
                    await Fill(_bytes.Length, ct);
                    _decoder = Decide(_bytes.AsSpan(0, _count), _ended);
                    continue;
                }

                var given = Math.Min(ascii, chars.Length);
                Encoding.ASCII.GetChars(_bytes.AsSpan(0, given), chars.Span);
                Drop(given);
                return given;
            }

            _decoder.Convert(_bytes.AsSpan(0, _count), chars.Span, flush: _ended, out var used, out var made, out var completed);
            Drop(used);
            if (made > 0 || (_ended && completed)) return made;
        }
    }

    private async ValueTask Fill(int atLeast, CancellationToken ct)
    {
        while (!_ended && _count < atLeast)
        {
            var read = await upload.ReadAsync(_bytes.AsMemory(_count), ct);
            _ended = read == 0;
            _count += read;
        }
    }

    private void Drop(int used)
    {
        _bytes.AsSpan(used, _count - used).CopyTo(_bytes);
        _count -= used;
    }

    private static Decoder Decide(ReadOnlySpan<byte> sample, bool isWhole)
    {
        if (sample.StartsWith(Encoding.UTF8.Preamble)) return Encoding.UTF8.GetDecoder();

        var (sequences, broken, hasHan) = LookAsUtf8(sample, isWhole);

        // A few GB18030 characters can look like two-byte UTF-8, but Chinese in UTF-8 always has sequences of three.
        if (broken == 0 && (hasHan || !IsGb18030(sample, isWhole))) return Encoding.UTF8.GetDecoder();
        if (broken * 100 < sequences) return Encoding.UTF8.GetDecoder();
        MembershipRules.FileIsReadable.Require(IsGb18030(sample, isWhole), "UTF-8 ✗, GB18030 ✗");
        return Gb(DecoderFallback.ReplacementFallback).GetDecoder();
    }

    private static (int Sequences, int Broken, bool HasHan) LookAsUtf8(ReadOnlySpan<byte> sample, bool isWhole)
    {
        var (sequences, broken, hasHan) = (0, 0, false);
        while (!sample.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(sample, out var rune, out var used);
            if (status == System.Buffers.OperationStatus.NeedMoreData && !isWhole) break;
            if (status != System.Buffers.OperationStatus.Done) broken++;
            else if (!rune.IsAscii)
            {
                sequences++;
                hasHan |= rune.Value >= 0x800;
            }

            sample = sample[used..];
        }

        return (sequences, broken, hasHan);
    }

    private static bool IsGb18030(ReadOnlySpan<byte> sample, bool isWhole)
    {
        try
        {
            var decoder = Gb18030.GetDecoder();
            decoder.GetCharCount(sample, flush: isWhole);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static Encoding Gb(DecoderFallback fallback) =>
        CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, fallback)
        ?? throw new NotSupportedException("This runtime has no GB18030.");
}
