namespace StudentUnion.Year.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public void Nothing_said_plays_the_demonstration() => Assert.Equal((Story.Demo, 3, (int?)null), Of() is var asked ? (asked.Story, asked.Universities, asked.Voters) : default);

    [Fact]
    public void Options_stand_before_or_after_the_command()
    {
        var asked = Of("--seed", "7", "once", "--voters", "50", "--gateway", "http://localhost:8080");
        Assert.Equal((Story.Once, 7, (int?)50, new Uri("http://localhost:8080")), (asked.Story, asked.Seed, asked.Voters, asked.Gateway));
    }

    [Theory]
    [InlineData("play")]
    [InlineData("votes")]
    [InlineData("votes", "no-such-file.pb")]
    [InlineData("--universities", "0")]
    [InlineData("--voters", "many")]
    [InlineData("--voters")]
    [InlineData("--gateway", "nowhere")]
    [InlineData("--fast", "1")]
    [InlineData("once", "twice")]
    public void What_cannot_be_understood_is_refused_with_a_sentence(params string[] arguments) =>
        Assert.True(Assert.Throws<FormatException>(() => Of(arguments)).Message.Length > 10);

    private static CommandLine Of(params string[] arguments) => CommandLine.Parse(arguments);
}
