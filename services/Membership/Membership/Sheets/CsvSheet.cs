using System.Buffers;
using StudentUnion.Membership.Domain;

namespace StudentUnion.Membership.Sheets;

/// <summary>
/// A CSV file (RFC 4180; comma, semicolon or tab). Tells the physical line of every record, which CSV libraries do not, and ends at an unclosed
/// quote with the line it began on instead of swallowing the rest of the file.
/// </summary>
internal sealed class CsvSheet : Sheet
{
    /// <summary>Longest record, in characters.</summary>
    private const int MaxRecord = 1 << 20;

    private readonly UploadedText _text;
    private readonly CellSpan[] _cells = new CellSpan[MaxColumns];
    private char[] _chars = new char[64 * 1024];
    private int _next; // where the next record begins
    private int _end; // end of what was read
    private bool _ended; // the upload has no more
    private int _nextLine = 1;
    private int _count;
    private bool _malformed;
    private char _comma = ',';
    private SearchValues<char> _stops = SearchValues.Create(",\r\n");

    private CsvSheet(UploadedText text) => _text = text;

    public override int Count => _count;
    public override bool Malformed => _malformed;

    public static async Task<CsvSheet> Begin(Stream upload, CancellationToken ct)
    {
        var sheet = new CsvSheet(new UploadedText(upload));
        while (sheet._end < 4096 && await sheet.Fill(ct))
        {
            // Enough of the beginning to tell what separates its cells.
        }

        if (sheet._end > 0 && sheet._chars[0] == '\uFEFF') sheet._next = 1;
        sheet._comma = Separator(sheet._chars.AsSpan(sheet._next, sheet._end - sheet._next));
        sheet._stops = SearchValues.Create([sheet._comma, '\r', '\n']);
        return sheet;
    }

    public override async ValueTask<bool> Read(CancellationToken ct)
    {
        while (!TryRead())
        {
            if (!await Fill(ct) && _next == _end) return false;
        }

        MembershipRules.FileIsWithinLimits.Require(Line <= MaxLines, $"> {MaxLines} lines");
        return true;
    }

    protected override ReadOnlySpan<char> Cell(int column) => _chars.AsSpan(_cells[column].Start, _cells[column].Length);

    /// <summary>Reads one record out of the buffer; false where the buffer does not hold it whole, and then nothing has changed.</summary>
    private bool TryRead()
    {
        if (_next == _end) return false;

        var record = new Record(_next);
        while (true)
        {
            if (!(record.At < _end && _chars[record.At] == '"' ? Quoted(ref record, out var cell) : Plain(ref record, out cell))) return false;

            MembershipRules.FileIsWithinLimits.Require(record.Count < MaxColumns, $"line {_nextLine}: > {MaxColumns} columns");
            _cells[record.Count++] = cell;

            if (record.At == _end) break; // the file ends without a line break
            if (_chars[record.At] == _comma)
            {
                record.At++;
                if (record.At == _end && !_ended) return false;
                continue;
            }

            if (!LineBreak(ref record)) return false;
            break;
        }

        (Line, _count, _malformed) = (_nextLine, record.Count, record.Malformed);
        _nextLine += record.Lines;
        _next = record.At;
        for (var i = 0; i < _count; i++) Fold(ref _cells[i]);
        return true;
    }

    private bool Plain(ref Record record, out CellSpan cell)
    {
        var stop = _chars.AsSpan(record.At, _end - record.At).IndexOfAny(_stops);
        cell = new(record.At, stop < 0 ? _end - record.At : stop, HasDoubledQuotes: false);
        record.At += cell.Length;
        return stop >= 0 || _ended;
    }

    private bool Quoted(ref Record record, out CellSpan cell)
    {
        cell = default;
        var (start, from, doubled) = (record.At + 1, record.At + 1, false);
        while (true)
        {
            var quote = _chars.AsSpan(from, _end - from).IndexOf('"');
            MembershipRules.FileIsReadable.Require(quote >= 0 || !_ended, $"line {_nextLine}: \" …");
            if (quote < 0) return false;

            from += quote;
            if (from + 1 == _end && !_ended) return false;
            if (from + 1 == _end || _chars[from + 1] != '"') break;
            doubled = true;
            from += 2;
        }

        var behind = _chars.AsSpan(from + 1, _end - from - 1);
        var stop = behind.IndexOfAny(_stops);
        if (stop < 0 && !_ended) return false;
        if (stop >= 0) behind = behind[..stop];

        cell = new(start, from - start, doubled);
        record.Malformed |= !behind.IsWhiteSpace();
        record.Lines += Breaks(_chars.AsSpan(start, cell.Length));
        record.At = from + 1 + behind.Length;
        return true;
    }

    private bool LineBreak(ref Record record)
    {
        if (_chars[record.At] == '\r')
        {
            if (record.At + 1 == _end && !_ended) return false;
            if (record.At + 1 < _end && _chars[record.At + 1] == '\n') record.At++;
        }

        record.At++;
        record.Lines++;
        return true;
    }

    // Only once the record is whole: a record that is read again must find its text as it was.
    private void Fold(ref CellSpan cell)
    {
        if (!cell.HasDoubledQuotes) return;

        var text = _chars.AsSpan(cell.Start, cell.Length);
        var kept = 0;
        for (var i = 0; i < text.Length; i++)
        {
            text[kept++] = text[i];
            if (text[i] == '"') i++;
        }

        cell = cell with { Length = kept, HasDoubledQuotes = false };
    }

    private async ValueTask<bool> Fill(CancellationToken ct)
    {
        if (_ended) return false;

        _chars.AsSpan(_next, _end - _next).CopyTo(_chars);
        (_next, _end) = (0, _end - _next);
        if (_end == _chars.Length)
        {
            MembershipRules.FileIsReadable.Require(_chars.Length < MaxRecord, $"line {_nextLine}: > {MaxRecord} characters");
            Array.Resize(ref _chars, _chars.Length * 2);
        }

        var read = await _text.Read(_chars.AsMemory(_end), ct);
        _ended = read == 0;
        _end += read;
        return !_ended;
    }

    private static int Breaks(ReadOnlySpan<char> cell)
    {
        var breaks = cell.Count('\n');
        for (var i = 0; i < cell.Length; i++)
            if (cell[i] == '\r' && (i + 1 == cell.Length || cell[i + 1] != '\n')) breaks++;
        return breaks;
    }

    private static char Separator(ReadOnlySpan<char> beginning)
    {
        var (commas, tabs, semicolons) = (beginning.Count(','), beginning.Count('\t'), beginning.Count(';'));
        return commas >= tabs && commas >= semicolons ? ',' : tabs >= semicolons ? '\t' : ';';
    }

    private readonly record struct CellSpan(int Start, int Length, bool HasDoubledQuotes);

    private record struct Record(int At)
    {
        public int Count { get; set; }
        public int Lines { get; set; }
        public bool Malformed { get; set; }
        public int At { get; set; } = At;
    }
}
