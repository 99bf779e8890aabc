namespace StudentUnion.Membership.Features.Roster;

/// <summary>
/// Which student numbers a file has had, in 16 bytes each: 64 bits stand for the number. Two that fall together by chance are told apart later; two that
/// are equal never slip through.
/// </summary>
internal sealed class SeenNumbers
{
    private ulong[] _slots = new ulong[1024];
    private int _count;

    /// <summary>Notes a number.</summary>
    /// <returns>False where it may have been there before.</returns>
    public bool Add(ReadOnlySpan<char> number)
    {
        if (!Place(_slots, Fingerprint(number))) return false;
        if (++_count * 2 > _slots.Length) Grow();
        return true;
    }

    private void Grow()
    {
        var larger = new ulong[_slots.Length * 2];
        foreach (var slot in _slots)
            if (slot != 0) Place(larger, slot);
        _slots = larger;
    }

    private static bool Place(ulong[] slots, ulong fingerprint)
    {
        var mask = slots.Length - 1;
        // The low bits of such a fingerprint are its weakest.
        for (var at = (int)(fingerprint >> 32) & mask; ; at = (at + 1) & mask)
        {
            if (slots[at] == fingerprint) return false;
            if (slots[at] != 0) continue;
            slots[at] = fingerprint;
            return true;
        }
    }

    // FNV-1a; zero marks a free slot.
    private static ulong Fingerprint(ReadOnlySpan<char> number)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in number) hash = (hash ^ c) * 1099511628211UL;
        return hash == 0 ? 1 : hash;
    }
}
