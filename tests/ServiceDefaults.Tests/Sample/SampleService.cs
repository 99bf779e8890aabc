using System.ComponentModel.DataAnnotations;
using System.Net.Http.Headers;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Testing;

namespace StudentUnion.ServiceDefaults.Tests.Sample;

/// <summary>Something that happened to a key; numbers of one key grow.</summary>
public sealed record Noted(Guid Key, int Number);

/// <summary>Nobody can bear to hear this one.</summary>
public sealed record Unbearable(Guid Key);

/// <summary>Nobody hears this one until a hearer comes up.</summary>
public sealed record Late(Guid Key, int Number);

/// <summary>Nobody ever hears this one: the broker has no queue for it.</summary>
public sealed record Unheard(Guid Key, int Number);

public sealed class WriteItDown(SampleDb db) : IHear<Noted>, IHear<Late>
{
    public Task Hear(Noted said, CancellationToken ct) => Add(said.Key, said.Number);
    public Task Hear(Late said, CancellationToken ct) => Add(said.Key, said.Number);

    private Task Add(Guid key, int number)
    {
        db.Heard.Add(new() { Key = key, Number = number });
        return Task.CompletedTask;
    }
}

public sealed class Refuse : IHear<Unbearable>
{
    public Task Hear(Unbearable said, CancellationToken ct)
    {
        SampleRules.TextIsKind.Require(false);
        return Task.CompletedTask;
    }
}

/// <summary>A whole service made of nothing but the defaults, on real servers.</summary>
public sealed class SampleService : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SampleService(WebApplication app) => _app = app;

    public IServiceProvider Services => _app.Services;

    public static async Task<SampleService> Start(string database, string broker, bool hears = true, bool hearsLate = false)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Configuration["ConnectionStrings:sampledb"] = database;
        builder.Configuration["ConnectionStrings:messaging"] = broker;
        builder.Configuration["Identity:Issuer"] = "http://127.0.0.1:1";

        builder.AddServiceDefaults(SampleRules.All);
        builder.Services.AddValidation();
        builder.AddDatabase<SampleDb>("sampledb");
        builder.AddMessaging<SampleDb>(ears =>
        {
            var queue = new Npgsql.NpgsqlConnectionStringBuilder(database).Database;
            if (hears) ears.Hear<Noted, WriteItDown>($"{queue}.noted").Hear<Unbearable, Refuse>($"{queue}.unbearable");
            if (hearsLate) ears.Hear<Late, WriteItDown>($"{queue}.late");
        });
        builder.Services.AddOpenApi("v1", ApiDocument.Describe);
        builder.Services.AddAuthentication(TestCaller.Scheme).AddScheme<AuthenticationSchemeOptions, TestCallerHandler>(TestCaller.Scheme, null);

        var app = builder.Build();
        app.UseServiceDefaults();
        Map(app.MapGroup("/notes").RequireAuthorization().InTenant<SampleDb>());
        await app.StartAsync();
        return new(app);
    }

    public sealed record Draft([Required, MaxLength(20)] string Text);

    public sealed record NoteRow(Guid Id, string Text);

    private static void Map(RouteGroupBuilder notes)
    {
        notes.MapPost("/", async (Draft draft, ClaimsPrincipal caller, SampleDb db, CancellationToken ct) =>
        {
            SampleRules.TextIsKind.Require(draft.Text != "unkind", seen: draft.Text);
            if (draft.Text == "slow") await Task.Delay(500, ct);
            var note = new Note { TenantId = caller.Tenant(), Text = draft.Text };
            db.Add(note);
            await db.SaveChangesAsync(ct);
            return TypedResults.Created($"/notes/{note.Id}", new NoteRow(note.Id, note.Text));
        }).Once<SampleDb>();

        notes.MapPut("/{id:guid}", async (Guid id, Draft draft, HttpContext http, SampleDb db, CancellationToken ct) =>
        {
            if (await db.Notes.SingleOrDefaultAsync(n => n.Id == id, ct) is not { } note) return Results.NotFound();
            http.RequireVersion(note.Version);
            note.Text = draft.Text;
            await db.SaveChangesAsync(ct);
            return Results.NoContent();
        });

        notes.MapGet("/{id:guid}", async (Guid id, HttpContext http, SampleDb db, CancellationToken ct) =>
        {
            if (await db.Notes.AsNoTracking().SingleOrDefaultAsync(n => n.Id == id, ct) is not { } note) return Results.NotFound();
            http.SetVersion(note.Version);
            return Results.Ok(new NoteRow(note.Id, note.Text));
        });

        notes.MapGet("/", async ([AsParameters] PageRequest page, HttpContext http, SampleDb db, CancellationToken ct) =>
        {
            var after = page.Start<NoteRow>();
            var rows = await db.Notes.AsNoTracking()
                .Where(n => after == null || EF.Functions.GreaterThan(ValueTuple.Create(n.Text, n.Id), ValueTuple.Create(after.Text, after.Id)))
                .OrderBy(n => n.Text).ThenBy(n => n.Id).Take(page.Size + 1)
                .Select(n => new NoteRow(n.Id, n.Text)).ToListAsync(ct);
            return http.Page(page, rows, n => n);
        });

        notes.MapGet("/fault", string (SampleDb _) => throw new InvalidOperationException("secret detail"));
        notes.MapPost("/staff-only", () => Results.NoContent()).RequireAnyRole("staff");
    }

    public HttpClient As(TestCaller caller)
    {
        var client = _app.GetTestClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(TestCaller.Scheme, caller.Header());
        return client;
    }

    public HttpClient Anonymous() => _app.GetTestClient();

    public async Task<T> With<T>(Func<SampleDb, Task<T>> act)
    {
        await using var scope = Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<SampleDb>());
    }

    /// <summary>Saves events as a feature would: in one transaction, through the outbox.</summary>
    public Task<int> Publish(params (object Event, Guid Key)[] events) => With(db =>
    {
        foreach (var (@event, key) in events)
        {
            switch (@event)
            {
                case Noted noted: db.Publish(noted, key, TimeProvider.System.GetUtcNow()); break;
                case Late late: db.Publish(late, key, TimeProvider.System.GetUtcNow()); break;
                case Unheard unheard: db.Publish(unheard, key, TimeProvider.System.GetUtcNow()); break;
                case Unbearable unbearable: db.Publish(unbearable, key, TimeProvider.System.GetUtcNow()); break;
                default: throw new ArgumentException($"{@event} is not an event of the sample.", nameof(events));
            }
        }

        return db.SaveChangesAsync();
    });

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
