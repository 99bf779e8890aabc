using System.Globalization;
using System.Net;
using System.Text;
using StudentUnion.Web.Tests.Stub;

namespace StudentUnion.Web.Tests;

public sealed class UploadTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task A_large_roster_passes_through_whole()
    {
        using var officer = await Signed.In(app, StubPerson.Officer);
        var roster = new byte[20 * 1024 * 1024];

        var page = await Send(officer, "/roster/import", "/uploads/roster", [], ("2026级名册.csv", roster));

        Assert.Contains("正在合并名册", page.Text);
        Assert.Equal((roster.Length, "2026级名册.csv"), (app.Gateway.Union.LastUploadLength, app.Gateway.Union.LastUploadName));
        Assert.Empty(Directory.GetFiles(Path.GetTempPath(), "ASPNETCORE_*"));
    }

    [Fact]
    public async Task No_file_is_said_beside_the_field_and_what_was_entered_stays()
    {
        using var staff = await Signed.In(app, StubPerson.Federation);

        var page = await Send(staff, "/organizations/import", "/uploads/institutions", [("list", "2026-06-17"), ("province", "江苏省")], ("", []));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("请选择一个文件。", page.Text);
        Assert.Contains("value=\"2026-06-17\"", page.Html);
        Assert.Matches("value=\"江苏省\"\\s+selected", page.Html);
    }

    [Fact]
    public async Task A_file_that_is_refused_says_the_rule()
    {
        using var staff = await Signed.In(app, StubPerson.Federation);
        app.Gateway.Union.Refusal = (422, "membership.file-is-readable", "文件必须是 CSV 或 XLSX。", "看到的是 PDF。");

        var page = await Send(staff, "/organizations/import", "/uploads/institutions", [("list", "2026-06-17"), ("province", "")], ("名单.pdf", Encoding.UTF8.GetBytes("%PDF")));

        Assert.Contains("文件必须是 CSV 或 XLSX。", page.Text);
        Assert.Contains("看到的是 PDF。", page.Text);
    }

    [Fact]
    public async Task A_list_is_previewed_with_its_date_and_province()
    {
        using var staff = await Signed.In(app, StubPerson.Federation);

        var page = await Send(staff, "/organizations/import", "/uploads/institutions", [("list", "2026-06-17"), ("province", "江苏省")], ("list.csv", "code,name"u8.ToArray()));

        Assert.Contains("与现有名录的差异", page.Text);
        Assert.Contains(app.Gateway.Asked, a => a.Method == "POST" && a.Path.Contains("list=2026-06-17", StringComparison.Ordinal) && a.Path.Contains("%E6%B1%9F%E8%8B%8F", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_forged_upload_is_refused_before_its_file_is_read()
    {
        using var officer = await Signed.In(app, StubPerson.Officer);
        var before = app.Gateway.Asked.Count(a => a.Path.Contains("roster-imports", StringComparison.Ordinal) && a.Method == "POST");
        using var form = new MultipartFormDataContent { { new ByteArrayContent([1, 2, 3]), "file", "x.csv" } };

        using var answer = await officer.Send(HttpMethod.Post, "/uploads/roster", form);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(before, app.Gateway.Asked.Count(a => a.Path.Contains("roster-imports", StringComparison.Ordinal) && a.Method == "POST"));
    }

    [Fact]
    public async Task Only_officers_send_rosters_and_only_federation_staff_lists()
    {
        using var student = await Signed.In(app, StubPerson.Student);
        using var form = new MultipartFormDataContent { { new ByteArrayContent([1]), "file", "x.csv" } };

        using var roster = await student.Send(HttpMethod.Post, "/uploads/roster", form);
        Assert.Equal(HttpStatusCode.Forbidden, roster.StatusCode);
        using var again = new MultipartFormDataContent { { new ByteArrayContent([1]), "file", "x.csv" } };
        using var list = await student.Send(HttpMethod.Post, "/uploads/institutions", again);
        Assert.Equal(HttpStatusCode.Forbidden, list.StatusCode);
    }

    // Written by hand, since a browser writes a file's name as it is and HttpClient does not.
    private static async Task<PageSeen> Send(Browser browser, string page, string action, (string Name, string Value)[] fields, (string Name, byte[] Content) file)
    {
        const string boundary = "----boundary";
        var head = new StringBuilder();
        foreach (var (name, value) in (await browser.Open(page)).Form(action).Hidden.Concat(fields))
            head.Append(CultureInfo.InvariantCulture, $"--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        head.Append(CultureInfo.InvariantCulture, $"--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{file.Name}\"\r\nContent-Type: application/octet-stream\r\n\r\n");

        using var form = new ByteArrayContent([.. Encoding.UTF8.GetBytes(head.ToString()), .. file.Content, .. Encoding.UTF8.GetBytes($"\r\n--{boundary}--\r\n")]);
        form.Headers.TryAddWithoutValidation("Content-Type", $"multipart/form-data; boundary={boundary}");
        using var answer = await browser.Follow(await browser.Send(HttpMethod.Post, action, form));
        return await PageSeen.Of(answer);
    }
}
