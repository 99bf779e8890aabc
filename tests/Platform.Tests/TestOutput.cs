using System.Text;
using Spectre.Console;

namespace StudentUnion.Platform.Tests;

/// <summary>Lines of a narrator, as lines of a test's output.</summary>
internal sealed class TestOutput(ITestOutputHelper output) : IAnsiConsoleOutput
{
    public TextWriter Writer { get; } = new Lines(output);

    public bool IsTerminal => false;

    public int Width => 160;

    public int Height => 40;

    public void SetEncoding(Encoding encoding)
    {
    }

    private sealed class Lines(ITestOutputHelper output) : TextWriter
    {
        private readonly StringBuilder _line = new();

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value)
        {
            if (value != '\n')
            {
                _line.Append(value);
                return;
            }

            output.WriteLine(_line.ToString().TrimEnd());
            _line.Clear();
        }
    }
}
