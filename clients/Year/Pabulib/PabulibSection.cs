namespace StudentUnion.Year.Pabulib;

/// <summary>One section of a vote file: its first row names the columns, which differ from file to file.</summary>
internal sealed class PabulibSection(string name)
{
    public const string Meta = "META";
    public const string Projects = "PROJECTS";
    public const string Votes = "VOTES";

    private Dictionary<string, int>? _columns;
    private int _needed;

    public string Name { get; } = name;

    public bool HasHeader => _columns is not null;

    /// <summary>The section this word opens; null where it opens none.</summary>
    public static string? Named(string word) => word.Trim() switch { Meta => Meta, Projects => Projects, Votes => Votes, _ => null };

    public void TakeHeader(PabulibRow row)
    {
        _columns = [];
        foreach (var (index, cell) in row.Cells.Index())
            if (!_columns.TryAdd(cell.Trim(), index))
                throw new PabulibException(row.Line, $"列 {cell} 重复。", $"Column '{cell}' of section {Name} stands twice.");

        foreach (var column in Required())
        {
            if (!_columns.TryGetValue(column, out var index))
                throw new PabulibException(row.Line, $"{Name} 缺少列 {column}。", $"Section {Name} has no column '{column}'.");
            _needed = Math.Max(_needed, index + 1);
        }
    }

    /// <summary>Refuses a row that cannot be read by the header.</summary>
    public void Require(PabulibRow row)
    {
        if (row.Cells is [var word] && word.Length > 1 && word.All(char.IsAsciiLetterUpper))
            throw new PabulibException(row.Line, $"没有 {word} 这一部分。", $"There is no section '{word}': META, PROJECTS and VOTES are known.");
        if (row.Cells.Length < _needed)
            throw new PabulibException(row.Line, "单元格太少。", $"The row has {row.Cells.Length} cells; section {Name} needs {_needed}.");
        if (row.Cells.Length > _columns!.Count)
            throw new PabulibException(row.Line, "单元格多于表头。", $"The row has {row.Cells.Length} cells and the header {_columns.Count}: is a ';' not quoted?");
    }

    /// <summary>The cell of the column; null where the file has no such column or the row ends before it.</summary>
    public string? Cell(PabulibRow row, string column) =>
        _columns!.TryGetValue(column, out var index) && index < row.Cells.Length ? row.Cells[index] : null;

    private string[] Required() => Name switch
    {
        Meta => ["key", "value"],
        Projects => ["project_id"],
        _ => ["voter_id", "vote"],
    };
}
