using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Hosting;
using Npgsql;
using StudentUnion.Elections.Data;
using StudentUnion.Elections.Domain;
using StudentUnion.Elections.Features;
using StudentUnion.Membership.Contracts;
using StudentUnion.Testing;

namespace StudentUnion.Elections.Tests;

/// <summary>The elections service of one test class, and the steps of a congress by their names.</summary>
public sealed class ElectionsApp : ServiceApp<Congress, ElectionsDb>
{
    private readonly Action<IWebHostBuilder>? _configure;

    public ElectionsApp() : this(null)
    {
    }

    internal ElectionsApp(Action<IWebHostBuilder>? configure) : base("electionsdb") => _configure = configure;

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Two thirds, majority of the valid ballots, a tie leaves the seat vacant.</summary>
    public static readonly DraftElection.MethodRequest UsualMethod = new(Quorum.AtLeastTwoThirds, MajorityBase.ValidBallots, TieRule.LeaveVacant);

    protected override void Configure(IWebHostBuilder host) => _configure?.Invoke(host);

    /// <summary>A university with as many students on its roster.</summary>
    public async Task<Union> UnionOf(int members)
    {
        var union = new Union(Guid.CreateVersion7(), [.. Enumerable.Range(0, members).Select(_ => Guid.CreateVersion7())]);
        foreach (var batch in union.Members.Chunk(500))
            await Hears(new MembersEnrolled(union.Tenant, Guid.CreateVersion7(), 1, [.. batch.Select(p => new EnrolledMember(p, "文学院"))]));
        return union;
    }

    /// <summary>A congress with every member a delegate, of whom the first few are present.</summary>
    public async Task<Guid> CongressOf(Union union, int present, CongressLevel level = CongressLevel.School)
    {
        var officer = As(union.Officer);
        var college = level == CongressLevel.College ? await CollegeOf(union) : (Guid?)null;
        var congress = await Id(officer.PostAsJsonAsync("/api/elections/congresses",
            new ConveneCongress.Request("学生代表大会", "第三十八次", level, new DateOnly(2026, 3, 3), college), Json));
        foreach (var batch in union.Members.Chunk(1000))
        {
            await Done(officer.PostAsJsonAsync($"/api/elections/congresses/{congress}/delegates",
                new AddDelegates.Request([.. batch.Select(p => new AddDelegates.Entry(p, "文学院代表团"))]), Json));
        }

        if (present == union.Members.Count) await Done(officer.PostAsJsonAsync($"/api/elections/congresses/{congress}/presence", new { everyone = true }, Json));
        else if (present > 0) await Present(union, congress, [.. union.Members.Take(present)]);
        return congress;
    }

    /// <summary>A college of the university.</summary>
    public async Task<Guid> CollegeOf(Union union)
    {
        var college = Guid.CreateVersion7();
        await Hears(new OrganizationRegistered(college, union.Tenant, union.Tenant, "college", "文学院学生会", true, 1));
        return college;
    }

    public Task Present(Union union, Guid congress, params Guid[] people) =>
        Done(As(union.Officer).PostAsJsonAsync($"/api/elections/congresses/{congress}/presence", new { personIds = people }, Json));

    /// <summary>A presidium election that closes in two hours, with the last members as candidates.</summary>
    public async Task<Guid> PresidiumDraft(Union union, Guid congress, int seats = 2, int candidates = 3, DraftElection.MethodRequest? method = null)
    {
        var officer = As(union.Officer);
        var election = await Id(officer.PostAsJsonAsync($"/api/elections/congresses/{congress}/elections",
            new DraftElection.Request("主席团选举", Office.Presidium, seats, Clock.GetUtcNow().AddHours(2), method ?? UsualMethod), Json));
        if (candidates > 0)
        {
            await Done(officer.PostAsJsonAsync($"/api/elections/elections/{election}/candidates",
                new NameCandidates.Request([.. union.Members.TakeLast(candidates).Reverse().Select((p, i) => new NameCandidates.Entry($"候选人{i + 1}", p, null))]), Json));
        }

        return election;
    }

    /// <summary>An open presidium election in a university where everybody is a delegate and present.</summary>
    public async Task<(Union Union, Guid Election)> OpenElection(int members = 5, int seats = 2, int candidates = 3)
    {
        var union = await UnionOf(members);
        var election = await PresidiumDraft(union, await CongressOf(union, members), seats, candidates);
        await Done(Act(union.Officer, election, "opening"));
        return (union, election);
    }

    public Task<HttpResponseMessage> Act(TestCaller caller, Guid election, string act) => As(caller).PostAsync($"/api/elections/elections/{election}/{act}", null);

    public Task<HttpResponseMessage> Cast(TestCaller voter, Guid election, params int[] marks) =>
        As(voter).PostAsJsonAsync($"/api/elections/elections/{election}/ballots", new { marks }, Json);

    public async Task<T> Get<T>(TestCaller caller, string path) => (await As(caller).GetFromJsonAsync<T>($"/api/elections/{path}", Json))!;

    /// <summary>Closes and counts.</summary>
    public async Task Count(Union union, Guid election)
    {
        await Done(Act(union.Officer, election, "closing"));
        await Done(Act(union.Officer, election, "count"));
    }

    /// <summary>Rows as the database's owner sees them: every tenant's, and behind the wall as well.</summary>
    public async Task<List<T>> Rows<T>(string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var connection = new NpgsqlConnection(Owner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync()) rows.Add(read(reader));
        return rows;
    }

    public static async Task Done(Task<HttpResponseMessage> asked)
    {
        using var response = await asked;
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
    }

    public static async Task<Guid> Id(Task<HttpResponseMessage> asked)
    {
        using var response = await asked;
        Assert.True(response.StatusCode == HttpStatusCode.Created, $"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        return (await response.Content.ReadFromJsonAsync<Created>(Json))!.Id;
    }
}

/// <summary>A member organization in a test: its students, one officer, one teacher.</summary>
public sealed record Union(Guid Tenant, IReadOnlyList<Guid> Members)
{
    public TestCaller Officer { get; } = TestCaller.Staff(Tenant, Roles.UnionOfficer);
    public TestCaller Teacher { get; } = TestCaller.Staff(Tenant, Roles.LeagueTeacher);

    public TestCaller Student(int number) => TestCaller.Student(Tenant, Members[number]);
}
