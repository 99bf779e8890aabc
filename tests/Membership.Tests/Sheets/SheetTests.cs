using System.Globalization;
using System.IO.Compression;
using System.Text;
using MiniExcelLibs;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Sheets;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Tests.Sheets;

public class SheetTests
{
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    [Theory]
    [InlineData("a,b\n1,2\n", "1:a|b", "2:1|2")]
    [InlineData("a,b\r\n1,2", "1:a|b", "2:1|2")]
    [InlineData("a,b\r1,2\r", "1:a|b", "2:1|2")]
    [InlineData("a;b\n1;2\n", "1:a|b", "2:1|2")]
    [InlineData("a\tb\n1\t2\n", "1:a|b", "2:1|2")]
    [InlineData("\"a\n1\",b\nc,d\n", "1:a\n1|b", "3:c|d")]
    [InlineData("\"a\"\"b\",\"c,d\"\n", "1:a\"b|c,d")]
    [InlineData("a,\n,b\n\nc", "1:a|", "2:|b", "3:", "4:c")]
    [InlineData("a,\"\"\n\"\",b", "1:a|", "2:|b")]
    [InlineData(" a ,　b\u00A0\n", "1:a|b")]
    [InlineData("5\"x,b\n", "1:5\"x|b")]
    public async Task Csv_is_read_with_its_physical_lines(string text, params string[] records) =>
        Assert.Equal(records, await Read(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("gb18030", false)]
    public async Task The_encoding_is_found(string name, bool mark)
    {
        var encoding = name == "utf-8" ? new UTF8Encoding(mark) : Gb18030;
        byte[] file = [.. encoding.GetPreamble(), .. encoding.GetBytes("学号,姓名\n1,联通\n2,龘𠮷\n")];
        Assert.Equal(["1:学号|姓名", "2:1|联通", "3:2|龘𠮷"], await Read(file));
    }

    [Fact]
    public async Task A_few_gb18030_characters_that_look_like_utf8_are_still_gb18030() =>
        Assert.Equal(["1:number,name", "2:1,联通"], (await Read(Gb18030.GetBytes("number,name\n1,联通\n"))).Select(r => r.Replace('|', ',')));

    [Fact]
    public async Task The_encoding_is_decided_where_the_first_character_beyond_ascii_stands()
    {
        var ascii = new StringBuilder();
        for (var i = 0; i < 20_000; i++) ascii.Append(CultureInfo.InvariantCulture, $"{i:D8},plain\n");
        var records = await Read(Gb18030.GetBytes(ascii + "9,张三丰\n"));
        Assert.Equal("20001:9|张三丰", records[^1]);
    }

    [Fact]
    public async Task A_damaged_byte_costs_its_line_only()
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 500).Select(i => $"{i},第{i}名学生的姓名\n")));
        text[Array.IndexOf(text, (byte)'\n', 3000) - 2] = 0xFF;
        var records = await Read(text);
        Assert.Equal(500, records.Count);
        Assert.Single(records, r => r.Contains('\uFFFD', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    public async Task It_does_not_matter_how_the_bytes_arrive(int atOnce)
    {
        var text = string.Concat(Enumerable.Range(0, 3000).Select(i => $"{i},\"张\"\"三\"\"\n{i}\",文学院\r\n"));
        var whole = await Read(Encoding.UTF8.GetBytes(text));
        Assert.Equal(3000, whole.Count);
        Assert.Equal("5999:2999|张\"三\"\n2999|文学院", whole[^1]);
        Assert.Equal(whole, await Read(new Trickle(Encoding.UTF8.GetBytes(text), atOnce)));
    }

    [Theory]
    [InlineData(new byte[0], "0 bytes")]
    [InlineData(new byte[] { 0x25, 0x50, 0x44, 0x46, 0x2D }, "PDF")]
    [InlineData(new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1 }, "XLS")]
    [InlineData(new byte[] { 0x1F, 0x8B, 8 }, "GZIP")]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x66, 0x5B }, "UTF-16")]
    [InlineData(new byte[] { 0x3C, 0x74, 0x61, 0x62, 0x6C, 0x65, 0x3E }, "HTML / XML / JSON")]
    [InlineData(new byte[] { 1, 0, 2 }, "binary")]
    public async Task Anything_else_is_refused_and_named(byte[] file, string seen) => await Refuses(MembershipRules.FileIsATable, file, seen);

    [Fact]
    public async Task A_zip_that_is_no_workbook_is_refused() =>
        await Refuses(MembershipRules.FileIsATable, Zip(("readme.txt", "hello")), "ZIP");

    [Fact]
    public async Task Text_in_no_known_encoding_is_refused() =>
        await Refuses(MembershipRules.FileIsReadable, [(byte)'a', 0xFF, 0xFF, 0x80, 0xFE, 0xFF, (byte)'\n']);

    [Fact]
    public async Task An_unclosed_quote_is_refused_with_its_line() =>
        await Refuses(MembershipRules.FileIsReadable, "a,b\n1,2\n3,\"4\n5,6\n"u8.ToArray(), "line 3: \" …");

    [Fact]
    public async Task Too_many_columns_are_refused_with_their_line() =>
        await Refuses(MembershipRules.FileIsWithinLimits, Encoding.UTF8.GetBytes("a\n" + new string(',', 300)), "line 2: > 256 columns");

    [Fact]
    public async Task A_truncated_workbook_is_refused()
    {
        var whole = Workbook("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>学号</t></is></c></row>");
        await Refuses(MembershipRules.FileIsReadable, whole[..(whole.Length / 2)]);
    }

    [Fact]
    public async Task A_zip_bomb_is_refused_while_it_unpacks() =>
        await Refuses(MembershipRules.FileIsWithinLimits, Workbook($"<row r=\"1\"><c r=\"A1\"/></row>{new string(' ', 16 << 20)}"));

    [Fact]
    public async Task A_workbook_with_a_document_type_is_refused() => await Refuses(MembershipRules.FileIsReadable,
        Zip(("xl/workbook.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><workbook>&b;</workbook>")));

    [Fact]
    public async Task Cells_of_a_workbook_keep_what_stands_in_them()
    {
        var file = Workbook(
            """
            <row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="inlineStr"><is><t>文 学</t></is></c></row>
            <row r="4"><c r="A4"><v>20230001</v></c><c r="B4"><v>2.0230002E7</v></c><c r="C4" t="str"><f>1+1</f><v>2</v></c><c r="D4"><v>123456789012345678</v></c></row>
            <row/>
            <row><c><v>0.5</v></c><c t="s"><v>1</v></c></row>
            """,
            "<si><t>学</t><rPh sb=\"0\" eb=\"1\"><t>ガク</t></rPh></si><si><r><t>00</t></r><r><t>17</t></r></si>");
        Assert.Equal(["2:学||文 学", "4:20230001|20230002|2|123456789012345678", "5:", "6:0.5|0017"], await Read(file));
    }

    [Fact]
    public async Task A_workbook_of_another_program_is_read()
    {
        using var file = new MemoryStream();
        file.SaveAs(new[]
        {
            new Dictionary<string, object> { ["学号"] = 20230001L, ["姓名"] = "张三" },
            new Dictionary<string, object> { ["学号"] = "00170002", ["姓名"] = "李&四" },
        });
        Assert.Equal(["1:学号|姓名", "2:20230001|张三", "3:00170002|李&四"], await Read(file.ToArray()));
    }

    [Fact]
    public async Task Many_shared_texts_cross_their_blocks_whole()
    {
        var texts = Enumerable.Range(0, 6_000).Select(i => $"文本{i:D5}内容内容内容").ToList();
        var rows = string.Concat(texts.Select((_, i) => $"<row r=\"{i + 1}\"><c r=\"A{i + 1}\" t=\"s\"><v>{i}</v></c></row>"));
        var records = await Read(Workbook(rows, string.Concat(texts.Select(t => $"<si><t>{t[..4]}</t><t>{t[4..]}</t></si>"))));
        Assert.Equal(texts.Select((t, i) => $"{i + 1}:{t}"), records);
    }

    [Fact]
    public async Task A_header_may_stand_lower_and_hold_line_breaks_and_remarks()
    {
        var sheet = await Sheet.Open(new MemoryStream(Encoding.UTF8.GetBytes("某大学学生名册,,\n\n\"学\n号\",姓 名*,学院（院系）,性别\n1,张三,文学院,男\n")), default);
        var header = await Header.Find(sheet, [new("学号", true), new("姓名", true), new("学院", true, "院系"), new("专业", false)], default);
        Assert.Equal((3, 0, 1, 2, -1), (header.Line, header[0], header[1], header[2], header[3]));
        Assert.Equal(["性别"], header.Ignored);
        Assert.True(await sheet.Read(default));
        Assert.Equal(5, sheet.Line);
    }

    /// <summary>A workbook with one sheet of these rows.</summary>
    internal static byte[] Workbook(string rows, string? shared = null)
    {
        var parts = new List<(string, string)>
        {
            ("xl/workbook.xml", """<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="藏" state="hidden" r:id="rId1"/><sheet name="名册" r:id="rId2"/></sheets></workbook>"""),
            ("xl/_rels/workbook.xml.rels", """<Relationships><Relationship Id="rId1" Target="worksheets/hidden.xml"/><Relationship Id="rId2" Target="/xl/worksheets/shown.xml"/></Relationships>"""),
            ("xl/worksheets/shown.xml", $"<worksheet><dimension ref=\"A1\"/><sheetData>{rows}</sheetData><mergeCells/></worksheet>"),
        };
        if (shared is not null) parts.Add(("xl/sharedStrings.xml", $"<sst>{shared}</sst>"));
        return Zip([.. parts]);
    }

    private static byte[] Zip(params (string Name, string Text)[] parts)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in parts)
            {
                using var part = zip.CreateEntry(name, CompressionLevel.SmallestSize).Open();
                part.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return file.ToArray();
    }

    private static Task<List<string>> Read(byte[] file) => Read(new MemoryStream(file));

    private static async Task<List<string>> Read(Stream file)
    {
        await using var sheet = await Sheet.Open(file, default);
        var records = new List<string>();
        while (await sheet.Read(default))
        {
            Assert.False(sheet.Malformed);
            records.Add($"{sheet.Line}:{string.Join('|', Enumerable.Range(0, sheet.Count).Select(i => sheet[i].ToString()))}");
        }

        return records;
    }

    private static async Task Refuses(Rule rule, byte[] file, string? seen = null)
    {
        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => Read(file));
        Assert.Equal(rule, refusal.Rule);
        if (seen is not null) Assert.Equal(seen, refusal.Seen);
    }

    /// <summary>Gives its bytes a few at a time, as a slow network does.</summary>
    private sealed class Trickle(byte[] bytes, int atOnce) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, atOnce)], cancellationToken);
    }
}
