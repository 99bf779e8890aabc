namespace StudentUnion.Year.Pabulib;

/// <summary>A vote file cannot be taken, and in which line it is wrong: a file with a doubtful line is not voted on at all.</summary>
public sealed class PabulibException(int line, string zh, string en) : Exception($"第 {line} 行 line {line}: {zh} {en}")
{
    /// <summary>Counted from 1, as an editor shows it.</summary>
    public int Line { get; } = line;
}
