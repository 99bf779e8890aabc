using System.Globalization;

namespace StudentUnion.Year;

/// <summary>What is to be played.</summary>
public enum Story
{
    Demo,
    Once,
    Votes,
}

/// <summary>What the command line asks for.</summary>
/// <param name="VoteFile">The file to be voted again.</param>
public sealed record CommandLine(Story Story, string? VoteFile)
{
    public Uri? Gateway { get; init; }
    public string? Keys { get; init; }
    public string? State { get; init; }
    public int Universities { get; init; } = 3;
    public int Seed { get; init; } = 2026;

    /// <summary>How many vote; as many as the story has unless told.</summary>
    public int? Voters { get; init; }

    /// <summary>How many voters are under way at the same time.</summary>
    public int AtOnce { get; init; } = 64;

    public const string Usage = """
        用法 Usage: year [demo | once | votes FILE] [options]

          demo          演示数据：院校、名册、选举、账号（默认） demonstration data (default)
          once          完整演练一次选举并核对 one whole election, checked
          votes FILE    用 .pb 文件中的真实选票投票并核对 cast the ballots of a pabulib file, checked

          --gateway URL      网关地址 the gateway's address
          --keys DIR         签名密钥所在文件夹 folder with signing.pfx (default: $SUP_KEYS, else keys/ beside the state file)
          --state FILE       运行状态文件 state file (default: .run/state.json, looked for upwards)
          --universities N   演示高校数 universities in the demonstration (3)
          --seed N           随机种子 seed of everything invented (2026)
          --voters N         投票人数 how many vote
          --at-once N        同时投票人数 voters under way at the same time (64)

        退出码 Exit code: 0 全部一致 all agrees · 1 有不符 something disagrees · 2 用法错误或平台不可达 usage, or no platform
        """;

    /// <exception cref="FormatException">It cannot be understood; the message says why.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        var words = new List<string>();
        var asked = new CommandLine(Story.Demo, null);
        for (var i = 0; i < arguments.Count; i++)
        {
            var name = arguments[i];
            if (!name.StartsWith("--", StringComparison.Ordinal))
            {
                words.Add(name);
                continue;
            }

            if (name is not ("--gateway" or "--keys" or "--state" or "--universities" or "--seed" or "--voters" or "--at-once"))
                throw new FormatException($"没有这个选项。 There is no option {name}.");
            if (++i == arguments.Count) throw new FormatException($"{name} 缺少值。 {name} needs a value.");
            asked = asked.With(name, arguments[i]);
        }

        return words switch
        {
            [] or ["demo"] => asked,
            ["once"] => asked with { Story = Story.Once },
            ["votes", var file] when File.Exists(file) => asked with { Story = Story.Votes, VoteFile = file },
            ["votes", var file] => throw new FormatException($"没有这个文件。 There is no such file: {file}"),
            ["votes"] => throw new FormatException("votes 需要一个文件。 votes needs a file."),
            _ => throw new FormatException($"没有这个命令。 There is no command '{string.Join(' ', words)}'."),
        };
    }

    private CommandLine With(string option, string value) => option switch
    {
        "--gateway" => this with
        {
            Gateway = Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
                ? address
                : throw new FormatException($"不是网址。 Not an address: {value}"),
        },
        "--keys" => this with { Keys = value },
        "--state" => this with { State = value },
        "--universities" => this with { Universities = Count(option, value) },
        "--seed" => this with { Seed = int.TryParse(value, CultureInfo.InvariantCulture, out var seed) ? seed : throw new FormatException($"不是整数。 Not a number: {value}") },
        "--voters" => this with { Voters = Count(option, value) },
        _ => this with { AtOnce = Count(option, value) },
    };

    private static int Count(string option, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
            ? count
            : throw new FormatException($"{option} 须为正整数。 {option} is a whole number above 0, not {value}.");
}
