using StudentUnion.Membership.Domain;

namespace StudentUnion.Membership.Sheets;

/// <summary>A table somebody uploaded, read line by line and never held in memory. What it is, its first bytes decide and never its name.</summary>
public abstract class Sheet : IAsyncDisposable
{
    /// <summary>Most columns that are read.</summary>
    public const int MaxColumns = 256;

    /// <summary>Most lines that are read.</summary>
    public const int MaxLines = 2_000_000;

    /// <summary>Largest upload, in bytes.</summary>
    public const long MaxBytes = 1L << 30;

    private const int Window = 64 * 1024;

    /// <summary>Physical line or row of the present record, from 1. A record with line breaks in its cells is told by its first line.</summary>
    public int Line { get; protected set; }

    /// <summary>Cells of the present record.</summary>
    public abstract int Count { get; }

    /// <summary>Whether the quotes of the present record are not paired.</summary>
    public virtual bool Malformed => false;

    /// <summary>A cell of the present record without surrounding blanks; empty beyond the last one.</summary>
    public ReadOnlySpan<char> this[int column] => column < 0 || column >= Count ? default : Trim(Cell(column));

    /// <summary>Whether every cell of the present record is blank.</summary>
    public bool IsBlank
    {
        get
        {
            for (var i = 0; i < Count; i++)
                if (!this[i].IsEmpty) return false;
            return true;
        }
    }

    /// <summary>Goes to the next record.</summary>
    /// <returns>False at the end.</returns>
    public abstract ValueTask<bool> Read(CancellationToken ct);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Begins to read an upload.</summary>
    /// <exception cref="ServiceDefaults.RuleBrokenException">It is no table, or none that can be read.</exception>
    public static async Task<Sheet> Open(Stream upload, CancellationToken ct)
    {
        var capped = new CappedStream(upload, MaxBytes);
        var window = new byte[Window];
        var read = await capped.ReadAtLeastAsync(window, Window, throwOnEndOfStream: false, ct);
        var start = window.AsMemory(0, read);

        MembershipRules.FileIsATable.Require(read > 0, "0 bytes");
        var kind = KindOf(start.Span);
        MembershipRules.FileIsATable.Require(kind is "CSV" or "ZIP", kind);

        var whole = new PrefixedStream(start, capped);
        return kind == "ZIP" ? await XlsxSheet.Unzip(whole, ct) : await CsvSheet.Begin(whole, ct);
    }

    protected abstract ReadOnlySpan<char> Cell(int column);

    private static string KindOf(ReadOnlySpan<byte> start) =>
        start.StartsWith("PK\u0003\u0004"u8) ? "ZIP"
        : start.StartsWith<byte>([0xD0, 0xCF, 0x11, 0xE0]) ? "XLS"
        : start.StartsWith("%PDF"u8) ? "PDF"
        : start.StartsWith<byte>([0x1F, 0x8B]) ? "GZIP"
        : start.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G']) ? "PNG"
        : start.StartsWith<byte>([0xFF, 0xD8, 0xFF]) ? "JPEG"
        : start.StartsWith<byte>([0xFF, 0xFE]) || start.StartsWith<byte>([0xFE, 0xFF]) ? "UTF-16"
        : start.TrimStart(" \r\n\t\uFEFF"u8) is var text && (text.StartsWith("<"u8) || text.StartsWith("{"u8)) ? "HTML / XML / JSON"
        : start.Contains((byte)0) ? "binary"
        : "CSV";

    private static ReadOnlySpan<char> Trim(ReadOnlySpan<char> cell)
    {
        while (!cell.IsEmpty && IsBlankMark(cell[0])) cell = cell[1..];
        while (!cell.IsEmpty && IsBlankMark(cell[^1])) cell = cell[..^1];
        return cell;
    }

    // Zero-width marks travel with text copied from web pages.
    private static bool IsBlankMark(char c) => char.IsWhiteSpace(c) || c is '\uFEFF' or '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\0';
}
