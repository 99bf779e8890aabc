namespace StudentUnion.Benchmarks.Load;

/// <summary>What each voter marks: a function of seed and voter, so that whoever counts can know without being told.</summary>
internal static class Marks
{
    /// <returns>How many marks were written; 0 is a blank ballot.</returns>
    public static int Of(int seed, int voter, int candidates, Span<int> marks)
    {
        var bits = Mix((ulong)seed << 32 | (uint)voter);
        var wanted = (int)(bits % (ulong)(marks.Length + 1));
        var taken = 0;
        while (taken < wanted)
        {
            bits = Mix(bits);
            // The smaller of two draws: as in real elections some are far more popular than others.
            var mark = 1 + (int)Math.Min(bits % (ulong)candidates, (bits >> 32) % (ulong)candidates);
            if (!marks[..taken].Contains(mark)) marks[taken++] = mark;
        }

        return taken;
    }

    // The finalizer of SplitMix64.
    private static ulong Mix(ulong z)
    {
        z += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
