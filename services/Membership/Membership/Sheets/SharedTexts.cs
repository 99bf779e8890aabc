using System.Xml;
using StudentUnion.Membership.Domain;

namespace StudentUnion.Membership.Sheets;

/// <summary>The texts that the cells of a workbook share. Kept as characters in large blocks: a string object each would take several times the memory.</summary>
internal sealed class SharedTexts
{
    private const int Block = 1 << 16;

    /// <summary>Most characters that are kept, about 48 MB.</summary>
    private const long MaxCharacters = 24L << 20;

    private readonly List<char[]> _blocks = [];
    private readonly List<(int Start, int Length)> _texts = [];
    private int _used = Block;

    public int Count => _texts.Count;

    public ReadOnlySpan<char> this[int index] =>
        _texts[index] is { Length: > 0 } text ? _blocks[text.Start / Block].AsSpan(text.Start % Block, text.Length) : default;

    public void Begin() => _texts.Add((Here, 0));

    /// <summary>Adds the reader's present text to the last one begun.</summary>
    public void Append(XmlReader xml)
    {
        Span<char> kept = xml.Value.ToCharArray();
        var (start, length) = _texts[^1];

        // A text lies in one block: one that does not fit moves to the next, with what it has so far.
        if (_used + kept.Length > Block)
        {
            var moved = this[_texts.Count - 1].ToArray();
            MembershipRules.FileIsWithinLimits.Require(moved.Length + kept.Length <= Block, $"text {_texts.Count}: > {Block} characters");
            MembershipRules.FileIsWithinLimits.Require((_blocks.Count + 1L) * Block <= MaxCharacters, $"> {MaxCharacters >> 20} Mi characters");
            _blocks.Add(new char[Block]);
            _used = 0;
            moved.CopyTo(_blocks[^1], 0);
            (start, _used) = (Here, moved.Length);
        }

        kept.CopyTo(_blocks[^1].AsSpan(_used));
        _used += kept.Length;
        _texts[^1] = (length == 0 ? Here - kept.Length : start, length + kept.Length);
    }

    private int Here => (_blocks.Count - 1) * Block + _used;
}
