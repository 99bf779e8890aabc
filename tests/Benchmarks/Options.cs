namespace StudentUnion.Benchmarks;

/// <summary>What is measured, and how thoroughly.</summary>
/// <param name="Quick">A smoke run: everything is exercised, no figure is worth quoting, and the report in docs/ stays as it is.</param>
/// <param name="Full">The largest sizes as well.</param>
/// <param name="Names">Only these; all when empty.</param>
internal sealed record Options(bool Quick, bool Full, IReadOnlySet<string> Names)
{
    public int Rounds => Quick ? 3 : 5;

    public bool Wants(string name) => Names.Count == 0 || Names.Contains(name);

    public static Options? From(string[] args, IReadOnlyList<string> known)
    {
        var names = args.Where(arg => !arg.StartsWith("--", StringComparison.Ordinal)).ToHashSet();
        var unknown = names.Except(known).Concat(args.Where(arg => arg.StartsWith("--", StringComparison.Ordinal)).Except(["--quick", "--full"])).ToList();
        if (unknown.Count == 0) return new(args.Contains("--quick"), args.Contains("--full"), names);

        Console.Error.WriteLine($"不认识 Unknown: {string.Join(' ', unknown)}");
        Console.Error.WriteLine($"可测 What can be measured: {string.Join(' ', known)}; --quick --full");
        return null;
    }
}

/// <summary>One thing measured beside its limit, in the same run.</summary>
internal interface IBenchmark
{
    /// <summary>What the command line calls it; one run may answer several.</summary>
    IReadOnlyList<string> Names { get; }

    Task<IReadOnlyList<Measuring.Finding>> Run(Options options, CancellationToken ct);
}
