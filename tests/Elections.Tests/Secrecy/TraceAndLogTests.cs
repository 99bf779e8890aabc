using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StudentUnion.Testing;

namespace StudentUnion.Elections.Tests.Secrecy;

/// <summary>Neither log nor trace says who voted, let alone what. Canary voters: none of their ids may turn up.</summary>
public sealed class TraceAndLogTests(TraceAndLogTests.LoggedApp app) : IClassFixture<TraceAndLogTests.LoggedApp>
{
    [Fact]
    public async Task Of_votes_cast_and_refused_the_log_names_nobody()
    {
        var (union, election) = await app.Elections.OpenElection(members: 4);
        TestCaller[] canaries = [union.Student(0), union.Student(1), TestCaller.Student(union.Tenant, Guid.CreateVersion7())];
        app.Lines.Clear();

        await ElectionsApp.Done(app.Elections.Cast(canaries[0], election, 1));
        await app.Elections.Cast(canaries[0], election, 1);
        await app.Elections.Cast(canaries[1], election, 1, 2, 3, 4);
        await app.Elections.Cast(canaries[1], election, -7);
        await app.Elections.Cast(canaries[2], election, 1);
        await app.Elections.As(canaries[0]).GetAsync($"/api/elections/elections/{election}");
        await app.Elections.Act(union.Officer, election, "closing");
        await app.Elections.Cast(canaries[1], election, 1);

        Assert.NotEmpty(app.Lines);
        foreach (var line in app.Lines)
        {
            foreach (var canary in canaries)
            {
                Assert.DoesNotContain($"{canary.Person}", line, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain($"{canary.Account}", line, StringComparison.OrdinalIgnoreCase);
            }
        }
    }

    [Fact]
    public async Task A_voters_trace_ends_before_the_box()
    {
        var (union, election) = await app.Elections.OpenElection(members: 3);
        await ElectionsApp.Done(app.Elections.Cast(union.Student(0), election, 1));

        var activities = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activities.Add,
        };
        ActivitySource.AddActivityListener(listener);

        var trace = ActivityTraceId.CreateRandom();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/elections/elections/{election}/ballots") { Content = JsonContent.Create(new { marks = new[] { 2 } }) };
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        Assert.Equal(HttpStatusCode.NoContent, (await app.Elections.As(union.Student(1)).SendAsync(request)).StatusCode);

        await Poll.Until(() => Task.FromResult(activities.Any(a => a.TraceId == trace) && activities.Any(IntoTheBox)), "the request or the box was not traced");
        Assert.DoesNotContain(activities, a => IntoTheBox(a) && a.TraceId == trace);
        Assert.All(activities.Where(IntoTheBox), a => Assert.True(a.ParentId is null, "what is written into the box has a parent"));
        Assert.DoesNotContain(activities, a => a.TagObjects.Any(tag => $"{tag.Value}".Contains($"{union.Members[1]}", StringComparison.OrdinalIgnoreCase)));

        static bool IntoTheBox(Activity activity) => activity.TagObjects.Any(tag => $"{tag.Value}".Contains("ballot_box.ballots", StringComparison.Ordinal));
    }

    /// <summary>The service with everything it logs, at every level, kept.</summary>
    public sealed class LoggedApp : IAsyncLifetime
    {
        private readonly Collected _collected = new();

        public LoggedApp() => Elections = new(host => host.ConfigureTestServices(services => services.AddLogging(logging =>
        {
            logging.AddProvider(_collected);
            logging.AddFilter<Collected>(null, LogLevel.Trace);
        })));

        public ElectionsApp Elections { get; }

        public ConcurrentQueue<string> Lines => _collected.Lines;

        public ValueTask InitializeAsync() => Elections.InitializeAsync();

        public ValueTask DisposeAsync() => Elections.DisposeAsync();
    }

    private sealed class Collected : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull
        {
            Lines.Enqueue($"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
