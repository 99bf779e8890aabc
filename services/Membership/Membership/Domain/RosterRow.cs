using System.Globalization;
using System.Text;

namespace StudentUnion.Membership.Domain;

/// <summary>One line of a student roster, cleaned. Null stands for a blank cell, which never blanks what is known.</summary>
public readonly record struct RosterRow(
    string StudentNumber, string? Name, string? College, string? Major, short? Grade, string? ClassName, string? Level,
    string? PoliticalStatus, string? Category, string? Status)
{
    /// <summary>Longest student number.</summary>
    public const int MaxNumber = 32;

    /// <summary>Longest name, college, major or class.</summary>
    public const int MaxText = 64;
}

/// <summary>The columns of a roster, in the order of <see cref="RosterRow"/>.</summary>
public enum RosterColumn { StudentNumber, Name, College, Major, Grade, ClassName, Level, PoliticalStatus, Category, Status }

/// <summary>Reads the cells of roster lines. Remembers the words that come again and again, so that a million lines need few strings.</summary>
/// <param name="report">Is told of every cell that breaks a row rule.</param>
public sealed class RosterCells(Action<RowFinding> report)
{
    private const int MostWords = 4096;
    private readonly Dictionary<string, string> _words = [];

    /// <summary>The column as the documentation names it.</summary>
    public static string NameOf(RosterColumn column) => column switch
    {
        RosterColumn.StudentNumber => "学号",
        RosterColumn.Name => "姓名",
        RosterColumn.College => "学院",
        RosterColumn.Major => "专业",
        RosterColumn.Grade => "年级",
        RosterColumn.ClassName => "班级",
        RosterColumn.Level => "培养层次",
        RosterColumn.PoliticalStatus => "政治面貌",
        RosterColumn.Category => "学生类别",
        RosterColumn.Status => "学籍状态",
    };

    /// <summary>The student number of a line; null where it breaks a rule.</summary>
    public string? Number(int line, ReadOnlySpan<char> cell)
    {
        if (cell.IsEmpty) return Broken(line, RosterColumn.StudentNumber, RowRules.StudentNumberIsGiven);

        var number = Ascii.IsValid(cell) ? cell.ToString() : cell.ToString().Normalize(NormalizationForm.FormKC).Trim();
        return IsNumber(number) ? number : Broken(line, RosterColumn.StudentNumber, RowRules.StudentNumberIsWellFormed);
    }

    /// <summary>Whether a text can be a student number.</summary>
    public static bool IsNumber(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > RosterRow.MaxNumber) return false;
        foreach (var c in text)
            if (!char.IsAsciiLetterOrDigit(c) && c != '-') return false;
        return true;
    }

    /// <summary>A person's name: rarely the same twice, so not remembered.</summary>
    public string? Name(int line, ReadOnlySpan<char> cell, ref bool fine) =>
        cell.IsEmpty ? null : Fits(line, RosterColumn.Name, cell, ref fine) ? cell.ToString() : null;

    /// <summary>College, major or class.</summary>
    public string? Text(int line, RosterColumn column, ReadOnlySpan<char> cell, ref bool fine) =>
        cell.IsEmpty ? null : Fits(line, column, cell, ref fine) ? Remembered(cell) : null;

    /// <summary>The year of enrolment, "2023" or "2023级".</summary>
    public short? Grade(int line, ReadOnlySpan<char> cell, ref bool fine)
    {
        if (cell.IsEmpty) return null;
        var year = cell[^1] is '级' or '年' ? cell[..^1] : cell;
        if (year.Length == 4 && short.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var grade) && grade is >= 1950 and <= 2100)
            return grade;
        fine = false;
        Broken(line, RosterColumn.Grade, RowRules.GradeIsAYear, cell);
        return null;
    }

    /// <summary>A cell whose words are few and given.</summary>
    public string? Term(int line, RosterColumn column, ReadOnlySpan<char> cell, ref bool fine)
    {
        if (cell.IsEmpty) return null;
        if (RosterTerms.Of(column, cell) is { } term) return term;
        fine = false;
        Broken(line, column, column switch
        {
            RosterColumn.Level => RowRules.LevelIsKnown,
            RosterColumn.PoliticalStatus => RowRules.PoliticalStatusIsKnown,
            RosterColumn.Category => RowRules.CategoryIsKnown,
            _ => RowRules.StatusIsKnown,
        }, cell);
        return null;
    }

    private bool Fits(int line, RosterColumn column, ReadOnlySpan<char> cell, ref bool fine)
    {
        if (cell.Length <= RosterRow.MaxText) return true;
        fine = false;
        Broken(line, column, RowRules.TextFits);
        return false;
    }

    private string Remembered(ReadOnlySpan<char> cell)
    {
        var words = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        if (words.TryGetValue(cell, out var known)) return known;

        var word = cell.ToString();
        if (_words.Count < MostWords) _words.Add(word, word);
        return word;
    }

    private string? Broken(int line, RosterColumn column, ServiceDefaults.Rule rule, ReadOnlySpan<char> seen = default)
    {
        report(new RowFinding(line, NameOf(column), rule.Code, seen.IsEmpty ? null : seen[..Math.Min(seen.Length, 20)].ToString()));
        return null;
    }
}
