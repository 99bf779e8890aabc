using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using StudentUnion.Api;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Testing;
using Roles = StudentUnion.Membership.Domain.Roles;
using RosterImport = StudentUnion.Api.RosterImport;
using RosterImportState = StudentUnion.Api.RosterImportState;

namespace StudentUnion.Membership.Tests;

/// <summary>The membership service of one test class, and what people do with it by name.</summary>
public sealed class MembershipApp() : ServiceApp<MembershipDb, MembershipDb>("membershipdb")
{
    public const string Header = "学号,姓名,学院,专业,年级,班级,培养层次,政治面貌,学生类别\n";

    /// <summary>Somebody who works for the federation.</summary>
    public static TestCaller FederationStaff { get; } = TestCaller.Staff(Federation.DefaultId, Roles.FederationStaff);

    /// <summary>The typed client every other part of the platform uses, as the caller.</summary>
    public MembershipApi Api(TestCaller caller, string language = "zh") => new GatewayClient(As(caller), language: () => language).Membership;

    /// <summary>A member organization of its own for one test.</summary>
    public async Task<Union> NewUnion()
    {
        var made = await Api(FederationStaff).Register(new(StudentUnion.Api.OrganizationKind.GraduateUnion, $"研究生会 {Guid.CreateVersion7()}", null));
        return new(made.Id);
    }

    /// <summary>Sends a roster and waits until it is done or has failed.</summary>
    public async Task<RosterImport> Import(Union union, byte[] file, string fileName = "roster.csv")
    {
        var api = Api(union.Officer);
        var made = await api.ImportRoster(new MemoryStream(file), fileName);
        return await Ended(union, made.Id);
    }

    public Task<RosterImport> Import(Union union, string rows) => Import(union, Encoding.UTF8.GetBytes(Header + rows));

    public async Task<RosterImport> Ended(Union union, Guid id, TimeSpan? within = null)
    {
        var import = await Api(union.Officer).RosterImport(id);
        await Poll.Until(async () =>
        {
            import = await Api(union.Officer).RosterImport(id);
            return import.State is RosterImportState.Done or RosterImportState.Failed;
        }, "the roster was not merged", within ?? TimeSpan.FromSeconds(30));
        return import;
    }

    /// <summary>Uploads a list of the Ministry.</summary>
    public async Task<StudentUnion.Api.InstitutionImport> Preview(string file, DateOnly list, string? province = null) =>
        await Api(FederationStaff).PreviewInstitutions(new MemoryStream(Encoding.UTF8.GetBytes(file)), "list.csv", list, province);

    /// <summary>Sends the bytes as they are and hands back the bare answer.</summary>
    public Task<HttpResponseMessage> Send(TestCaller caller, string path, byte[] file) =>
        As(caller).PostAsync($"/api/membership/{path}", new ByteArrayContent(file));

    /// <summary>Everything the service has logged, at every level.</summary>
    public ConcurrentQueue<string> Logged { get; } = new();

    /// <summary>Asks the database as its owner, past row-level security.</summary>
    public async Task<List<T>> Sql<T>(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Owner);
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync()) rows.Add(reader.GetFieldValue<T>(0));
        return rows;
    }

    protected override void Configure(IWebHostBuilder host) => host.ConfigureLogging(logging => logging
        .ClearProviders().AddProvider(new Ear(Logged)).SetMinimumLevel(LogLevel.Trace));

    /// <summary>The repository's root.</summary>
    public static string Root { get; } = Path.GetFullPath("../..", Path.GetDirectoryName(Here())!);

    /// <summary>The rows of Jiangsu in the Ministry's list of a year; public facts that the repository ships.</summary>
    public static string Jiangsu(int year) => File.ReadAllText(Path.Combine(Root, "clients", "Year", "data", $"institutions-jiangsu-{year}.csv"));

    private static string Here([CallerFilePath] string path = "") => path;
}

/// <summary>Keeps what is logged, with every exception in full.</summary>
internal sealed class Ear(ConcurrentQueue<string> logged) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        logged.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}

/// <summary>A member organization and people of it.</summary>
public sealed class Union(Guid id)
{
    public Guid Id { get; } = id;
    public TestCaller Officer { get; } = TestCaller.Staff(id, Roles.UnionOfficer);
    public TestCaller Teacher { get; } = TestCaller.Staff(id, Roles.LeagueTeacher);
    public TestCaller Student { get; } = TestCaller.Student(id, Guid.CreateVersion7());
}
