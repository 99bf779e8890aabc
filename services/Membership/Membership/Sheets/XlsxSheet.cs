using System.Globalization;
using System.IO.Compression;
using System.Xml;
using StudentUnion.Membership.Domain;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Sheets;

/// <summary>
/// The first visible sheet of an XLSX workbook (ECMA-376), read forward. Every part is unpacked under a cap on the bytes that really come out of it, so a
/// zip bomb ends as a refusal; the libraries here unpack without one.
/// </summary>
internal sealed class XlsxSheet : Sheet
{
    private const long MaxUpload = 256L << 20;
    private const long MaxUnpacked = 2L << 30;

    /// <summary>A part may unpack to so many times its size; spreadsheets reach about 30.</summary>
    private const long MaxRatio = 200;

    private const int MaxParts = 2_000;
    private const int MaxCell = 32_767;

    private readonly FileStream _file;
    private readonly ZipArchive _parts;
    private readonly SharedTexts _texts;
    private readonly XmlReader _xml;
    private readonly (int Start, int Length)[] _cells = new (int, int)[MaxColumns];
    private char[] _chars = new char[8 * 1024];
    private int _used;
    private int _count;

    private XlsxSheet(FileStream file, ZipArchive parts, SharedTexts texts, XmlReader xml) => (_file, _parts, _texts, _xml) = (file, parts, texts, xml);

    public override int Count => _count;

    public static async Task<XlsxSheet> Unzip(Stream upload, CancellationToken ct)
    {
        var file = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        });
        ZipArchive? parts = null;
        try
        {
            await new CappedStream(upload, MaxUpload).CopyToAsync(file, ct);
            return Whole(() =>
            {
                parts = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
                MembershipRules.FileIsWithinLimits.Require(parts.Entries.Count <= MaxParts, $"> {MaxParts} parts");
                var sheet = FirstSheet(parts);
                return new XlsxSheet(file, parts, Texts(parts), XmlReader.Create(Unpack(sheet), Safe));
            });
        }
        catch
        {
            parts?.Dispose();
            await file.DisposeAsync();
            throw;
        }
    }

    public override ValueTask<bool> Read(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Whole(ReadRow));
    }

    public override async ValueTask DisposeAsync()
    {
        _xml.Dispose();
        _parts.Dispose();
        await _file.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override ReadOnlySpan<char> Cell(int column) => _chars.AsSpan(_cells[column].Start, _cells[column].Length);

    private static XmlReaderSettings Safe => new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true, CloseInput = true,
    };

    private bool ReadRow()
    {
        while (_xml.NodeType != XmlNodeType.Element || _xml.LocalName != "row")
            if (!_xml.Read()) return false;

        Line = int.TryParse(_xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var row) && row > Line ? row : Line + 1;
        MembershipRules.FileIsWithinLimits.Require(Line <= MaxLines, $"> {MaxLines} rows");
        (_count, _used) = (0, 0);

        if (_xml.IsEmptyElement)
        {
            _xml.Read();
            return true;
        }

        var depth = _xml.Depth;
        while (_xml.Read() && _xml.Depth > depth)
            if (_xml is { NodeType: XmlNodeType.Element, LocalName: "c" }) ReadCell();
        _xml.Read();
        return true;
    }

    private void ReadCell()
    {
        var column = ColumnOf(_xml.GetAttribute("r"));
        if (column < 0) column = _count;
        MembershipRules.FileIsWithinLimits.Require(column < MaxColumns, $"row {Line}: > {MaxColumns} columns");
        var type = _xml.GetAttribute("t");

        while (_count <= column) _cells[_count++] = (0, 0);
        var start = _used;
        if (!_xml.IsEmptyElement)
        {
            var (depth, inText, phonetic) = (_xml.Depth, false, false);
            while (_xml.Read() && _xml.Depth > depth)
            {
                if (_xml.NodeType is XmlNodeType.Element or XmlNodeType.EndElement)
                {
                    var begins = _xml is { NodeType: XmlNodeType.Element, IsEmptyElement: false };
                    if (_xml.LocalName == "rPh") phonetic = begins;
                    else inText = begins && (_xml.LocalName is "v" or "t");
                }
                else if (inText && !phonetic && _xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
                {
                    Take();
                }
            }
        }

        Settle(column, type, start);
    }

    private void Take()
    {
        while (true)
        {
            Reserve(1024);
            var read = _xml.ReadValueChunk(_chars, _used, 1024);
            if (read == 0) return;
            _used += read;
        }
    }

    private void Settle(int column, string? type, int start)
    {
        var text = _chars.AsSpan(start, _used - start);
        MembershipRules.FileIsWithinLimits.Require(text.Length <= MaxCell, $"row {Line}: > {MaxCell} characters");
        if (type == "s")
        {
            MembershipRules.FileIsReadable.Require(
                int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < _texts.Count, $"row {Line}: sharedStrings");
            _used = start;
            var shared = _texts[index];
            Reserve(shared.Length);
            shared.CopyTo(_chars.AsSpan(start));
            _used += shared.Length;
        }
        else if (type is null or "n" && text.IndexOfAnyExceptInRange('0', '9') >= 0
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 1e15 && number == Math.Floor(number))
        {
            // 2.0230001E7 is a student number that a program wrote as a number. Beyond 15 digits Excel has lost some: such a cell stays as it is and is refused.
            number.TryFormat(text, out var length, "F0", CultureInfo.InvariantCulture);
            _used = start + length;
        }

        _cells[column] = (start, _used - start);
    }

    private void Reserve(int more)
    {
        if (_used + more > _chars.Length) Array.Resize(ref _chars, Math.Max(_chars.Length * 2, _used + more));
    }

    private static int ColumnOf(ReadOnlySpan<char> reference)
    {
        var column = 0;
        foreach (var c in reference)
        {
            if (!char.IsAsciiLetterUpper(c)) break;
            column = column * 26 + (c - 'A' + 1);
            if (column > 1 << 20) break;
        }

        return column - 1;
    }

    private static ZipArchiveEntry FirstSheet(ZipArchive parts)
    {
        var book = parts.GetEntry("xl/workbook.xml");
        MembershipRules.FileIsATable.Require(book is not null, "ZIP");

        string? id = null;
        using (var xml = XmlReader.Create(Unpack(book), Safe))
        {
            while (id is null && xml.Read())
                if (xml is { NodeType: XmlNodeType.Element, LocalName: "sheet" } && xml.GetAttribute("state") is null or "visible")
                    id = Attribute(xml, "id");
        }

        var target = "worksheets/sheet1.xml";
        if (id is not null && parts.GetEntry("xl/_rels/workbook.xml.rels") is { } relations)
        {
            using var xml = XmlReader.Create(Unpack(relations), Safe);
            while (xml.Read())
                if (xml is { NodeType: XmlNodeType.Element, LocalName: "Relationship" } && xml.GetAttribute("Id") == id)
                    target = xml.GetAttribute("Target") ?? target;
        }

        var sheet = parts.GetEntry(target.StartsWith('/') ? target[1..] : $"xl/{target}");
        MembershipRules.FileIsReadable.Require(sheet is not null, target);
        return sheet;
    }

    // The attribute r:id, whichever edition of the standard names its namespace.
    private static string? Attribute(XmlReader xml, string name)
    {
        string? value = null;
        while (xml.MoveToNextAttribute())
            if (xml.LocalName == name && xml.Prefix.Length > 0) value = xml.Value;
        xml.MoveToElement();
        return value;
    }

    private static SharedTexts Texts(ZipArchive parts)
    {
        var texts = new SharedTexts();
        if (parts.GetEntry("xl/sharedStrings.xml") is not { } part) return texts;

        using var xml = XmlReader.Create(Unpack(part), Safe);
        var (inText, phonetic) = (false, false);
        while (xml.Read())
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element when xml.LocalName == "si":
                    texts.Begin();
                    break;
                case XmlNodeType.Element when xml.LocalName == "rPh":
                    phonetic = !xml.IsEmptyElement;
                    break;
                case XmlNodeType.EndElement when xml.LocalName == "rPh":
                    phonetic = false;
                    break;
                case XmlNodeType.Element when xml.LocalName == "t":
                    inText = !xml.IsEmptyElement;
                    break;
                case XmlNodeType.EndElement when xml.LocalName == "t":
                    inText = false;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace when inText && !phonetic:
                    texts.Append(xml);
                    break;
                default:
                    break;
            }
        }

        return texts;
    }

    private static CappedStream Unpack(ZipArchiveEntry part) =>
        new(part.Open(), Math.Min(MaxUnpacked, (1L << 20) + part.CompressedLength * MaxRatio));

    private static T Whole<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception broken) when (broken is InvalidDataException or XmlException or EndOfStreamException)
        {
            throw new RuleBrokenException(MembershipRules.FileIsReadable, $"XLSX: {broken.GetType().Name}");
        }
    }
}
