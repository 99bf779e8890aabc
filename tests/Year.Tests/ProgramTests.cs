using System.Diagnostics;

namespace StudentUnion.Year.Tests;

/// <summary>What a script sees of the program where there is no platform.</summary>
public sealed class ProgramTests
{
    [Theory]
    [InlineData(0, "用法 Usage", "--help")]
    [InlineData(2, "There is no command 'twice'", "twice")]
    [InlineData(2, "No running platform was found", "once")]
    [InlineData(2, "does not answer", "once", "--gateway", "http://127.0.0.1:9", "--keys", "/nowhere")]
    public async Task The_exit_code_tells_wrong_usage_and_a_missing_platform(int code, string says, params string[] arguments)
    {
        var (exit, words) = await Run(arguments);
        Assert.Contains(says, words, StringComparison.Ordinal);
        Assert.Equal(code, exit);
    }

    [Fact]
    public async Task A_vote_file_with_a_wrong_line_is_refused_before_anything_is_asked()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "PROJECTS\nproject_id\nA\nVOTES\nvoter_id;vote\n1;A\n1;A\n");
            var (exit, words) = await Run("votes", file);
            Assert.Contains("line 7: 选民 1 重复。 Voter '1' stands twice.", words, StringComparison.Ordinal);
            Assert.Equal(2, exit);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<(int Exit, string Words)> Run(params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("sup-year-");
        var start = new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, .. arguments])
        {
            // Nowhere below a running platform's folder.
            WorkingDirectory = folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("SUP_KEYS");
        using var year = Process.Start(start)!;
        var words = await Task.WhenAll(year.StandardOutput.ReadToEndAsync(), year.StandardError.ReadToEndAsync());
        await year.WaitForExitAsync();
        folder.Delete();
        return (year.ExitCode, string.Concat(words));
    }
}
