using System.Net.Http.Headers;
using Npgsql;
using NpgsqlTypes;
using StudentUnion.Api;
using StudentUnion.Benchmarks.Rigs;

namespace StudentUnion.Benchmarks.Load;

/// <summary>
/// A university of as many delegates, each with an access token made beforehand, whose congress holds one election after the other. Roster and
/// delegates are written straight into the tables; all else goes through the service's own interface.
/// </summary>
internal sealed class Electorate
{
    public const int Seats = 3;
    public const int Candidates = 8;

    private static readonly ElectionMethod Method = new(Quorum.AtLeastTwoThirds, MajorityBase.ValidBallots, TieRule.LeaveVacant);
    private readonly Rig _rig;
    private readonly Guid _tenant = Guid.CreateVersion7();
    private readonly Guid[] _people;
    private readonly ElectionsApi _officer;
    private Guid _congress;
    private int _elections;

    private Electorate(Rig rig, int voters)
    {
        _rig = rig;
        _people = [.. Enumerable.Range(0, voters).Select(_ => Guid.CreateVersion7())];
        using var tokens = new DevelopmentTokens(rig.Keys, rig.Gateway);
        var token = tokens.Mint(Guid.CreateVersion7(), _tenant, grants: ["union-officer"], lifetime: TimeSpan.FromHours(6));
        var http = new HttpClient { BaseAddress = rig.Of("elections"), Timeout = TimeSpan.FromMinutes(5) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _officer = new GatewayClient(http).Elections;
    }

    public int Voters => _people.Length;

    /// <summary>One access token a line.</summary>
    public string Tokens => _rig.At("tokens");

    public static async Task<Electorate> Gather(Rig rig, int voters, CancellationToken ct)
    {
        var electorate = new Electorate(rig, voters);
        await electorate.MintTokens(ct);
        await electorate.Convene(ct);
        return electorate;
    }

    /// <summary>Opens an election in which every delegate may vote.</summary>
    public async Task<Guid> OpenElection(CancellationToken ct)
    {
        var draft = new ElectionDraft($"第{++_elections}次表决", ElectionOffice.Poll, Seats, TimeProvider.System.GetUtcNow().AddHours(6), Method);
        var election = (await _officer.Draft(_congress, draft, ct: ct)).Id;
        await _officer.Nominate(election, [.. Enumerable.Range(1, Candidates).Select(n => new NewCandidate($"候选项{n}"))], ct: ct);
        await _officer.Open(election, ct);
        return election;
    }

    /// <summary>Closes and counts; the result has to hold exactly the ballots that were acknowledged.</summary>
    public async Task Check(Guid election, CastOutcome cast, CancellationToken ct)
    {
        await _officer.Close(election, ct);
        await _officer.Count(election, ct);
        var result = await _officer.Result(election, ct);
        var votes = result.Candidates.OrderBy(c => c.Number).Select(c => c.Votes).ToArray();
        if (result.Issued != Voters || result.Returned != cast.Acknowledged || result.Blank != cast.Blank || !votes.SequenceEqual(cast.Votes))
        {
            throw new InvalidOperationException(
                $"The count is wrong: {cast.Acknowledged} ballots acknowledged ({cast.Blank} blank), votes {string.Join(' ', cast.Votes)}; "
                + $"counted {result.Returned} of {result.Issued} ({result.Blank} blank), votes {string.Join(' ', votes)}.");
        }

        if (cast.Others.Count > 0)
            throw new InvalidOperationException($"Not every ballot was taken: {string.Join(", ", cast.Others.Select(o => $"{o.Value} × {o.Key}"))}.");
    }

    // Signing is the slow part: as many signers as there are cores, each with a key object of its own.
    private async Task MintTokens(CancellationToken ct)
    {
        var lines = new string[Voters];
        var part = (Voters + Environment.ProcessorCount - 1) / Environment.ProcessorCount;
        await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(worker => Task.Run(() =>
        {
            using var tokens = new DevelopmentTokens(_rig.Keys, _rig.Gateway);
            for (var n = worker * part; n < Math.Min(Voters, (worker + 1) * part); n++)
                lines[n] = tokens.Mint(Guid.CreateVersion7(), _tenant, _people[n], lifetime: TimeSpan.FromHours(6));
        }, ct)));
        await File.WriteAllLinesAsync(Tokens, lines, ct);
    }

    private async Task Convene(CancellationToken ct)
    {
        _congress = (await _officer.Convene(new NewCongress("学生代表大会", "第一次", CongressLevel.School, new DateOnly(2026, 11, 24)), ct: ct)).Id;
        await using (var connection = await _rig.Connect("electionsdb", ct))
        {
            await Copy(connection, "copy members (tenant_id, person_id, college, as_of) from stdin (format binary)", (row, person) =>
            {
                row.StartRow();
                row.Write(_tenant, NpgsqlDbType.Uuid);
                row.Write(person, NpgsqlDbType.Uuid);
                row.Write("文学院", NpgsqlDbType.Text);
                row.Write(1L, NpgsqlDbType.Bigint);
            }, ct);
            await Copy(connection, "copy delegates (tenant_id, congress_id, person_id, delegation, present) from stdin (format binary)", (row, person) =>
            {
                row.StartRow();
                row.Write(_tenant, NpgsqlDbType.Uuid);
                row.Write(_congress, NpgsqlDbType.Uuid);
                row.Write(person, NpgsqlDbType.Uuid);
                row.Write("文学院代表团", NpgsqlDbType.Text);
                row.Write(false, NpgsqlDbType.Boolean);
            }, ct);
        }

        await _rig.Execute("electionsdb", "update congresses set due = $1 where id = $2", ct, Voters, _congress);
        await _rig.Execute("electionsdb", "analyze", ct);
        await _officer.RecordEveryonePresent(_congress, ct);
    }

    private async Task Copy(NpgsqlConnection connection, string sql, Action<NpgsqlBinaryImporter, Guid> write, CancellationToken ct)
    {
        await using var row = await connection.BeginBinaryImportAsync(sql, ct);
        foreach (var person in _people) write(row, person);
        await row.CompleteAsync(ct);
    }
}
