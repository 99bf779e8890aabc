using System.Text;

namespace StudentUnion.Year.Pabulib;

/// <summary>One row of a vote file, and the line it starts in.</summary>
internal readonly record struct PabulibRow(int Line, string[] Cells);

/// <summary>Cuts a text into rows: cells end with <c>;</c>, a cell may be quoted with <c>"</c> and then hold <c>;</c>, line ends and doubled quotes.</summary>
internal static class PabulibRows
{
    private const char Separator = ';';
    private const char Quote = '"';

    public static IEnumerable<PabulibRow> Of(TextReader text)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var number = 0;
        while (text.ReadLine() is { } line)
        {
            var start = ++number;
            if (string.IsNullOrWhiteSpace(line)) continue;

            cells.Clear();
            for (var at = 0; at <= line.Length;)
            {
                cell.Clear();
                if (at < line.Length && line[at] == Quote)
                {
                    var opened = number;
                    at++;
                    while (true)
                    {
                        if (at >= line.Length)
                        {
                            line = text.ReadLine() ?? throw new PabulibException(opened, "引号没有配对。", "A quote opens here and never closes.");
                            number++;
                            at = 0;
                            cell.Append('\n');
                        }
                        else if (line[at] != Quote)
                        {
                            cell.Append(line[at++]);
                        }
                        else if (at + 1 < line.Length && line[at + 1] == Quote)
                        {
                            cell.Append(Quote);
                            at += 2;
                        }
                        else
                        {
                            at++;
                            break;
                        }
                    }

                    if (at < line.Length && line[at] != Separator)
                        throw new PabulibException(opened, "引号没有在单元格末尾结束。", $"A quote opens here and closes in line {number} in the middle of a cell.");
                }
                else
                {
                    var end = line.IndexOf(Separator, at);
                    if (end < 0) end = line.Length;
                    cell.Append(line, at, end - at);
                    at = end;
                }

                cells.Add(cell.ToString());
                at++;
            }

            yield return new(start, [.. cells]);
        }
    }
}
