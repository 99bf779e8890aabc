using System.Globalization;
using System.Text;

namespace StudentUnion.Year.Pabulib;

/// <summary>
/// A real approval vote as pabulib publishes it: options, and one ballot per voter. Columns are found by their name; age, sex and whatever else a
/// file says about a voter is not read.
/// </summary>
public sealed class PabulibFile
{
    private PabulibFile(IReadOnlyDictionary<string, string> meta, IReadOnlyList<PabulibOption> options, IReadOnlyList<int[]> ballots)
    {
        (Meta, Options, Ballots) = (meta, options, ballots);
        var largest = ballots.Max(ballot => ballot.Length);
        MostMarks = Math.Max(1, Math.Max(largest, Figure("max_length") ?? 0));
    }

    /// <summary>What the file says about itself.</summary>
    public IReadOnlyDictionary<string, string> Meta { get; }

    public string Title => Meta.GetValueOrDefault("description") is { Length: > 0 } title ? title : "pabulib";

    /// <summary>In the order of the file: the first is number 1 on the ballot.</summary>
    public IReadOnlyList<PabulibOption> Options { get; }

    /// <summary>Each ballot's marks as numbers on the ballot, from 1; no marks is a blank ballot.</summary>
    public IReadOnlyList<int[]> Ballots { get; }

    /// <summary>How many marks a ballot may carry: what the file allows, or the most that a ballot in it carries.</summary>
    public int MostMarks { get; }

    /// <summary>How many ballots the file says it holds, where it says so.</summary>
    public int? StatedBallots => Figure("num_votes");

    public static PabulibFile Open(string path)
    {
        using var text = new StreamReader(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        return Read(text);
    }

    public static PabulibFile Read(TextReader text)
    {
        var meta = new Dictionary<string, string>();
        var options = new List<PabulibOption>();
        var numbers = new Dictionary<string, int>();
        var ballots = new List<int[]>();
        var voters = new HashSet<string>();
        var seen = new HashSet<string>();
        PabulibSection? section = null;
        var last = 1;

        foreach (var row in PabulibRows.Of(text))
        {
            last = row.Line;
            if (row.Cells is [var word] && PabulibSection.Named(word) is { } name)
            {
                if (!seen.Add(name)) throw new PabulibException(row.Line, $"{name} 出现两次。", $"Section {name} stands twice.");
                if (name == PabulibSection.Votes && !seen.Contains(PabulibSection.Projects))
                    throw new PabulibException(row.Line, "VOTES 之前须有 PROJECTS。", "The options of section PROJECTS come before VOTES.");
                section = new(name);
            }
            else if (section is null)
            {
                throw new PabulibException(row.Line, "文件须以 META、PROJECTS 或 VOTES 开始。",
                    $"A section META, PROJECTS or VOTES was expected, not '{Shown(row.Cells[0])}'.");
            }
            else if (!section.HasHeader)
            {
                section.TakeHeader(row);
            }
            else
            {
                section.Require(row);
                if (section.Name == PabulibSection.Meta) meta[section.Cell(row, "key")!] = section.Cell(row, "value")!;
                else if (section.Name == PabulibSection.Projects) AddOption(section, row, options, numbers);
                else AddBallot(section, row, numbers, voters, ballots);
            }
        }

        if (meta.GetValueOrDefault("vote_type", "approval") is not "approval" and var type)
            throw new PabulibException(1, "只接受赞成式投票。", $"Only approval votes can be cast here; this file holds '{Shown(type)}' votes.");
        if (options.Count == 0) throw new PabulibException(last, "没有选项。", "The file holds no options (section PROJECTS).");
        if (ballots.Count == 0) throw new PabulibException(last, "没有选票。", "The file holds no ballots (section VOTES).");
        return new(meta, options, ballots);
    }

    private static void AddOption(PabulibSection section, PabulibRow row, List<PabulibOption> options, Dictionary<string, int> numbers)
    {
        var id = section.Cell(row, "project_id")!.Trim();
        if (id.Length == 0) throw new PabulibException(row.Line, "选项没有编号。", "A project has no id.");
        if (!numbers.TryAdd(id, options.Count + 1)) throw new PabulibException(row.Line, $"选项 {Shown(id)} 重复。", $"Project '{Shown(id)}' stands twice.");

        var votes = section.Cell(row, "votes") is { Length: > 0 } published
            ? int.TryParse(published, NumberStyles.None, CultureInfo.InvariantCulture, out var figure)
                ? figure
                : throw new PabulibException(row.Line, "票数不是整数。", $"The votes of a project are a whole number, not '{Shown(published)}'.")
            : (int?)null;
        options.Add(new(id, section.Cell(row, "name") is { Length: > 0 } name ? name : id, votes));
    }

    private static void AddBallot(
        PabulibSection section, PabulibRow row, Dictionary<string, int> numbers, HashSet<string> voters, List<int[]> ballots)
    {
        var voter = section.Cell(row, "voter_id")!.Trim();
        if (voter.Length == 0) throw new PabulibException(row.Line, "选民没有编号。", "A voter has no id.");
        if (!voters.Add(voter)) throw new PabulibException(row.Line, $"选民 {Shown(voter)} 重复。", $"Voter '{Shown(voter)}' stands twice.");

        var ids = section.Cell(row, "vote")!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var marks = new int[ids.Length];
        for (var i = 0; i < ids.Length; i++)
        {
            if (!numbers.TryGetValue(ids[i], out marks[i]))
                throw new PabulibException(row.Line, $"没有选项 {Shown(ids[i])}。", $"The vote names project '{Shown(ids[i])}', which is not in PROJECTS.");
            if (Array.IndexOf(marks, marks[i], 0, i) >= 0)
                throw new PabulibException(row.Line, $"一张选票两次选择 {Shown(ids[i])}。", $"The vote names project '{Shown(ids[i])}' twice.");
        }

        ballots.Add(marks);
    }

    private int? Figure(string key) =>
        int.TryParse(Meta.GetValueOrDefault(key), NumberStyles.None, CultureInfo.InvariantCulture, out var figure) ? figure : null;

    private static string Shown(string text) => text.Length <= 40 ? text : $"{text[..40]}…";
}

/// <summary>One thing that is voted on.</summary>
/// <param name="Id">As the votes name it.</param>
/// <param name="PublishedVotes">The approvals its publisher counted, where stated.</param>
public sealed record PabulibOption(string Id, string Name, int? PublishedVotes);
