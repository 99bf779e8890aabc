using System.Diagnostics;
using System.Net;
using System.Text;
using StudentUnion.Membership.Contracts;
using StudentUnion.Membership.Domain;
using StudentUnion.Testing;
using DifferenceKind = StudentUnion.Api.DifferenceKind;
using InstitutionCounts = StudentUnion.Api.InstitutionCounts;
using InstitutionImport = StudentUnion.Api.InstitutionImport;
using InstitutionImportState = StudentUnion.Api.InstitutionImportState;
using OrganizationChange = StudentUnion.Api.OrganizationChange;
using OrganizationKind = StudentUnion.Api.OrganizationKind;
using OrganizationStatus = StudentUnion.Api.OrganizationStatus;

namespace StudentUnion.Membership.Tests.Features;

/// <summary>Lists build on each other, so every test has a register of its own.</summary>
public class ImportInstitutionListTests
{
    private static readonly DateOnly June2025 = new(2025, 6, 20);
    private static readonly DateOnly June2026 = new(2026, 6, 17);
    private const string Header = "代码,学校名称,省份,所在地,办学层次,主管部门\n";
    private const string Nanjing = "4132010284,南京大学,江苏省,南京市,本科,教育部\n";
    private const string Suzhou = "4132010285,苏州大学,江苏省,苏州市,本科,江苏省\n";
    private const string Fudan = "4131010246,复旦大学,上海市,上海市,本科,教育部\n";

    [Fact]
    public async Task The_lists_of_2025_and_2026_give_the_differences_that_are_known() => await Alone(async app =>
    {
        var folder = Environment.GetEnvironmentVariable("SUP_SHARED") ?? Path.Combine(MembershipApp.Root, "..", "shared");
        var (older, newer) = (List(2025), List(2026));
        if (!File.Exists(older)) Assert.Skip($"The Ministry's whole lists are not here: {older}");

        var first = await app.Preview(await File.ReadAllTextAsync(older), June2025);
        Assert.Equal(new InstitutionCounts(2919, 2919, 0, 0, 0, 0, 0), first.Counts);
        await Apply(app, first);

        var clock = Stopwatch.StartNew();
        var second = await app.Preview(await File.ReadAllTextAsync(newer), June2026);
        Assert.Equal((2952, 40, 62, 37, 7), (second.Counts.Rows, second.Counts.New, second.Counts.Renamed, second.Counts.LevelChanged, second.Counts.Gone));
        await Apply(app, second);
        TestContext.Current.SendDiagnosticMessage($"second list: preview and apply in {clock.ElapsedMilliseconds} ms");

        var unions = await app.Api(MembershipApp.FederationStaff).AllOrganizations(new(OrganizationKind.StudentUnion)).ToListAsync();
        Assert.Equal((2959, 2952), (unions.Count, unions.Count(u => u.Status == OrganizationStatus.Active)));

        string List(int year) => Path.Combine(folder, "data", "universities", $"institutions-{year}.csv");
    });

    [Fact]
    public async Task Jiangsu_from_2025_to_2026_keeps_every_unions_history() => await Alone(async app =>
    {
        await Apply(app, await app.Preview(MembershipApp.Jiangsu(2025), June2025, "江苏省"));
        var second = await app.Preview(MembershipApp.Jiangsu(2026), June2026, "江苏省");
        Assert.Equal(new InstitutionCounts(175, 0, 3, 2, 0, 0, 172), second.Counts);
        await Apply(app, second);

        var api = app.Api(MembershipApp.FederationStaff);
        var renamed = Assert.Single((await api.Organizations(new(Search: "常州信息职业技术大学"))).Items);
        var union = await api.Organization(renamed.Id);
        Assert.Equal("常州信息职业技术大学学生会", union.Name);
        Assert.Equal([OrganizationChange.Registered, OrganizationChange.Renamed, OrganizationChange.LevelChanged], union.History!.Select(e => e.What));
        Assert.Equal(("常州信息职业技术学院", "常州信息职业技术大学", June2026), (union.History![1].Before, union.History[1].After, union.History[1].List));
        Assert.Equal(("专科", "本科"), (union.History[2].Before, union.History[2].After));
        var announced = await app.Announced<OrganizationRegistered>(e => e.OrganizationId == union.Id && e.Version == union.Version);
        Assert.Equal(("studentUnion", union.Name, union.Id, true), (announced.Kind, announced.Name, announced.TenantId, announced.Active));
    });

    [Fact]
    public async Task An_institution_that_is_gone_is_closed_and_one_that_comes_back_is_reopened() => await Alone(async app =>
    {
        await Apply(app, await app.Preview(Header + Nanjing + Suzhou, June2025));
        var without = await app.Preview(Header + Nanjing, June2026);
        Assert.Equal(1, without.Counts.Gone);
        await Apply(app, without);

        var api = app.Api(MembershipApp.FederationStaff);
        var suzhou = Assert.Single((await api.Organizations(new(Search: "苏州大学"))).Items);
        Assert.Equal(OrganizationStatus.Closed, suzhou.Status);
        await app.Announced<OrganizationRegistered>(e => e.OrganizationId == suzhou.Id && !e.Active);

        var again = await app.Preview(Header + Nanjing + Suzhou, June2026);
        Assert.Equal(DifferenceKind.New, Assert.Single((await api.Differences(again.Id)).Items).Kind);
        await Apply(app, again);
        Assert.Equal([OrganizationChange.Registered, OrganizationChange.Closed, OrganizationChange.Reopened],
            (await api.Organization(suzhou.Id)).History!.Select(e => e.What));
    });

    [Fact]
    public async Task A_province_is_read_alone_and_nothing_of_the_others_is_touched() => await Alone(async app =>
    {
        await Apply(app, await app.Preview(Header + Nanjing + Fudan, June2025));
        var jiangsu = await app.Preview(Header + Suzhou, June2026, "江苏省");
        Assert.Equal((1, 1), (jiangsu.Counts.New, jiangsu.Counts.Gone));
        await Apply(app, jiangsu);
        Assert.Equal(OrganizationStatus.Active, Assert.Single((await app.Api(MembershipApp.FederationStaff).Organizations(new(Search: "复旦"))).Items).Status);
    });

    [Fact]
    public async Task An_institution_that_moves_is_moved_and_not_founded_again() => await Alone(async app =>
    {
        await Apply(app, await app.Preview(Header + Nanjing + Suzhou, June2025));
        var moved = await app.Preview(Header + Nanjing + Suzhou.Replace("苏州市", "无锡市", StringComparison.Ordinal), June2026);
        Assert.Equal(new InstitutionCounts(2, 0, 0, 0, 0, 1, 1), moved.Counts);
        var difference = Assert.Single((await app.Api(MembershipApp.FederationStaff).Differences(moved.Id, DifferenceKind.Moved)).Items);
        Assert.Equal(("江苏省 苏州市", "江苏省 无锡市"), (difference.Before, difference.After));
    });

    [Fact]
    public async Task Wrong_lines_are_told_by_line_and_such_a_list_is_never_applied() => await Alone(async app =>
    {
        var faulty = await app.Preview(Header + Nanjing + "123,某校,江苏省,,本科,\n" + "4132010999,,江苏省,,本科,\n"
            + Nanjing + "4132010998,\"两行\n校名\",,苏州市,大学,\n" + Suzhou, June2025);
        Assert.Equal(InstitutionImportState.Failed, faulty.State);
        Assert.Equal(
            [(3, RowRules.CodeIsWellFormed.Code), (4, RowRules.InstitutionNameIsGiven.Code), (5, RowRules.CodeStandsOnce.Code),
                (6, RowRules.ProvinceIsGiven.Code), (6, RowRules.InstitutionLevelIsKnown.Code)],
            faulty.Errors!.Select(e => (e.Line, e.Code!)));
        await Refused.By(MembershipRules.ListHasNoErrors, await TryApply(app, faulty));
    });

    [Fact]
    public async Task A_missing_column_is_one_error_that_names_it() => await Alone(async app =>
    {
        var faulty = await app.Preview("代码,学校名称,所在地,办学层次\n4132010284,南京大学,南京市,本科\n", June2025);
        var error = Assert.Single(faulty.Errors!);
        Assert.Equal((1, "省份", RowRules.ColumnIsThere.Code), (error.Line, error.Column, error.Code));
    });

    [Fact]
    public async Task A_long_text_and_a_line_longer_than_the_header_are_told_by_line() => await Alone(async app =>
    {
        var faulty = await app.Preview(Header + $"4132010284,{new string('长', 101)},江苏省,南京市,本科,\n" + "4132010285,苏州,大学,江苏省,苏州市,本科,江苏省,?\n"
            + "4132010286,东南\"大学\",江苏省,\"南京\"市,本科,\n", June2025);
        Assert.Equal([(2, RowRules.TextFits.Code), (3, RowRules.RowFitsTheHeader.Code), (4, RowRules.RowIsReadable.Code)],
            faulty.Errors!.Select(e => (e.Line, e.Code!)));
    });

    [Fact]
    public async Task A_list_older_than_the_one_in_force_is_refused() => await Alone(async app =>
    {
        await Apply(app, await app.Preview(Header + Nanjing, June2026));
        await Refused.By(MembershipRules.ListIsNotOlder, await Upload(app, Header + Nanjing, June2025));
        await Refused.By(MembershipRules.ListIsNotOlder, await Upload(app, Header + Nanjing, June2025, "江苏省"));
    });

    [Fact]
    public async Task A_list_without_rows_of_the_province_is_refused() => await Alone(async app =>
        await Refused.By(MembershipRules.ListCoversTheProvince, await Upload(app, Header + Fudan, June2025, "江苏省")));

    [Fact]
    public async Task A_preview_that_another_apply_has_overtaken_is_refused_and_applying_twice_is_harmless() => await Alone(async app =>
    {
        var first = await app.Preview(Header + Nanjing, June2025);
        var second = await app.Preview(Header + Nanjing + Suzhou, June2025);
        await Apply(app, first);
        await Refused.By(MembershipRules.PreviewIsCurrent, await TryApply(app, second));

        var again = await TryApply(app, first);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        var nanjing = Assert.Single((await app.Api(MembershipApp.FederationStaff).Organizations(new(OrganizationKind.StudentUnion))).Items);
        Assert.Equal(1, (await app.Api(MembershipApp.FederationStaff).Organization(nanjing.Id)).Version);
    });

    [Fact]
    public async Task Of_two_applies_in_parallel_one_takes_effect() => await Alone(async app =>
    {
        var previews = new[] { await app.Preview(Header + Nanjing, June2025), await app.Preview(Header + Nanjing + Suzhou, June2025) };
        var answers = await Task.WhenAll(previews.Concat(previews).Select(p => TryApply(app, p)));
        Assert.Equal(2, answers.Count(a => a.StatusCode == HttpStatusCode.OK));
        foreach (var refused in answers.Where(a => a.StatusCode != HttpStatusCode.OK)) await Refused.By(MembershipRules.PreviewIsCurrent, refused);
    });

    [Fact]
    public async Task Whoever_asks_in_English_is_told_in_English() => await Alone(async app =>
    {
        var faulty = await app.Preview("代码,学校名称,省份,办学层次\n1,南京大学,江苏省,本科\n", June2025);
        var english = await app.Api(MembershipApp.FederationStaff, "en").InstitutionImport(faulty.Id);
        Assert.StartsWith(RowRules.CodeIsWellFormed.En, Assert.Single(english.Errors!).Message, StringComparison.Ordinal);
        Assert.StartsWith(RowRules.CodeIsWellFormed.Zh, Assert.Single(faulty.Errors!).Message, StringComparison.Ordinal);
    });

    private static async Task Alone(Func<MembershipApp, Task> test)
    {
        await using var app = new MembershipApp();
        await app.InitializeAsync();
        await test(app);
    }

    private static Task Apply(MembershipApp app, InstitutionImport import) => app.Api(MembershipApp.FederationStaff).Apply(import.Id);

    private static Task<HttpResponseMessage> TryApply(MembershipApp app, InstitutionImport import) =>
        app.As(MembershipApp.FederationStaff).PostAsync($"/api/membership/institution-imports/{import.Id}/apply", null);

    private static Task<HttpResponseMessage> Upload(MembershipApp app, string file, DateOnly list, string? province = null) =>
        app.Send(MembershipApp.FederationStaff, $"institution-imports?list={list:yyyy-MM-dd}&province={Uri.EscapeDataString(province ?? "")}",
            Encoding.UTF8.GetBytes(file));
}
