using System.Net.Http.Headers;
using System.Net.Http.Json;
using Npgsql;
using StudentUnion.Elections.Domain;
using StudentUnion.Elections.Features;
using StudentUnion.Testing;

namespace StudentUnion.Elections.Tests.Process;

/// <summary>A database, an issuer and as many processes of the service as a test wants, with one open poll in which everybody may vote.</summary>
public sealed class ElectionRig : IAsyncDisposable
{
    private readonly List<ElectionsProcess> _processes = [];

    private ElectionRig(string database, TestIssuer issuer) => (Database, Issuer) = (database, issuer);

    public string Database { get; }
    public TestIssuer Issuer { get; }
    public IReadOnlyList<ElectionsProcess> Processes => _processes;
    public Union Union { get; private set; } = new(Guid.Empty, []);
    public Guid Election { get; private set; }

    public static async Task<ElectionRig> Start(int processes)
    {
        var rig = new ElectionRig(await Servers.Database("elections_rig"), await TestIssuer.Start());
        for (var i = 0; i < processes; i++)
        {
            rig._processes.Add(new(rig.Database, rig.Issuer));
            await rig._processes[i].Start();
        }

        return rig;
    }

    public HttpClient As(TestCaller caller, int process = 0)
    {
        var http = new HttpClient { BaseAddress = _processes[process].Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Issuer.Token(caller));
        http.DefaultRequestHeaders.Add(ServiceDefaults.IdempotencyKey.Header, Guid.CreateVersion7().ToString());
        return http;
    }

    /// <summary>An open poll with as many voters, each with one mark.</summary>
    public async Task OpenPoll(int voters, int options)
    {
        Union = new(Guid.CreateVersion7(), [.. Enumerable.Range(0, voters).Select(_ => Guid.CreateVersion7())]);
        await Execute("insert into members (tenant_id, person_id, college, as_of) select $1, p, 'college', 1 from unnest($2) p", Union.Tenant, Union.Members.ToArray());

        var congress = await ElectionsApp.Id(As(Union.Officer).PostAsJsonAsync("/api/elections/congresses",
            new ConveneCongress.Request("代表大会", "1", CongressLevel.School, new DateOnly(2026, 3, 3)), ElectionsApp.Json));
        foreach (var batch in Union.Members.Chunk(1000))
        {
            await ElectionsApp.Done(As(Union.Officer).PostAsJsonAsync($"/api/elections/congresses/{congress}/delegates",
                new AddDelegates.Request([.. batch.Select(p => new AddDelegates.Entry(p, "1"))]), ElectionsApp.Json));
        }

        await ElectionsApp.Done(As(Union.Officer).PostAsJsonAsync($"/api/elections/congresses/{congress}/presence", new { everyone = true }));
        Election = await ElectionsApp.Id(As(Union.Officer).PostAsJsonAsync($"/api/elections/congresses/{congress}/elections",
            new DraftElection.Request("表决", Office.Poll, 1, TimeProvider.System.GetUtcNow().AddHours(2), ElectionsApp.UsualMethod), ElectionsApp.Json));
        await ElectionsApp.Done(As(Union.Officer).PostAsJsonAsync($"/api/elections/elections/{Election}/candidates",
            new NameCandidates.Request([.. Enumerable.Range(1, options).Select(n => new NameCandidates.Entry($"选项{n}", null, null))]), ElectionsApp.Json));
        await Act("opening");
    }

    public Task Act(string act) => ElectionsApp.Done(As(Union.Officer).PostAsync(new Uri($"/api/elections/elections/{Election}/{act}", UriKind.Relative), null));

    /// <summary>Closes, counts and reads the result.</summary>
    public async Task<GetResult.Response> Result()
    {
        await Act("closing");
        await Act("count");
        return (await As(Union.Officer).GetFromJsonAsync<GetResult.Response>($"/api/elections/elections/{Election}/result", ElectionsApp.Json))!;
    }

    public async Task Execute(string sql, params object[] values)
    {
        await using var source = NpgsqlDataSource.Create(Database);
        await using var command = source.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes) await process.DisposeAsync();
        await Issuer.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        var target = new NpgsqlConnectionStringBuilder(Database);
        await using var admin = NpgsqlDataSource.Create($"{await Servers.Postgres()};Database=postgres;Pooling=false");
        await using var drop = admin.CreateCommand($"drop database \"{target.Database}\" with (force)");
        await drop.ExecuteNonQueryAsync();
    }
}
