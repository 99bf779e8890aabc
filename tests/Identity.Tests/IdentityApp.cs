using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using StudentUnion.Identity.Data;
using StudentUnion.Identity.Domain;
using StudentUnion.Membership.Contracts;
using StudentUnion.Testing;

namespace StudentUnion.Identity.Tests;

/// <summary>The real service. It takes test callers as every service does, and its own tokens as well; browsers come with cookies of their own.</summary>
public class IdentityApp : ServiceApp<Texts, IdentityDb>, IAsyncLifetime
{
    public const string WebAddress = "http://127.0.0.1:2";
    public const string Password = "correct horse battery";

    /// <summary>A university's union with one college.</summary>
    public static readonly Guid North = Guid.CreateVersion7();
    public static readonly Guid NorthCollege = Guid.CreateVersion7();

    /// <summary>Another university's union.</summary>
    public static readonly Guid South = Guid.CreateVersion7();

    /// <summary>A union that has been closed.</summary>
    public static readonly Guid Closed = Guid.CreateVersion7();

    public static readonly TestCaller Federation = TestCaller.Staff(TheFederation.Id, Roles.FederationStaff);
    public static readonly TestCaller Teacher = TestCaller.Staff(North, Roles.LeagueTeacher);
    public static readonly TestCaller SouthTeacher = TestCaller.Staff(South, Roles.LeagueTeacher);

    private int _names;

    public IdentityApp() : base("identitydb")
    {
        // Keys and cookies are checked against the real time, too.
        if (TimeProvider.System.GetUtcNow() is var now && now > Clock.GetUtcNow()) Clock.SetUtcNow(now);
    }

    public string Keys { get; } = Servers.NewFolder("keys");

    public string WebSecret => File.ReadAllText(Path.Combine(Keys, "web-secret"));

    protected virtual string Environment => "Development";

    public new async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Hears(new OrganizationRegistered(TheFederation.Id, TheFederation.Id, null, "federation", "测试学联", true, 1));
        await Hears(new OrganizationRegistered(North, North, TheFederation.Id, "studentUnion", "北方大学学生会", true, 1));
        await Hears(new OrganizationRegistered(NorthCollege, North, North, "college", "数学学院学生会", true, 1));
        await Hears(new OrganizationRegistered(South, South, TheFederation.Id, "studentUnion", "南方大学学生会", true, 1));
        await Hears(new OrganizationRegistered(Closed, Closed, TheFederation.Id, "studentUnion", "旧学院学生会", false, 2));
    }

    /// <summary>A browser without any cookie yet.</summary>
    public Browser Browser() => new(((TestServer)Services.GetRequiredService<IServer>()).CreateHandler());

    /// <summary>The web application together with somebody's browser.</summary>
    public WebClient Web() => new(Browser(), WebSecret);

    /// <summary>A name nobody has yet.</summary>
    public string NewName() => $"member{Interlocked.Increment(ref _names)}";

    /// <summary>An account that can sign in with <see cref="Password"/>.</summary>
    public async Task<(Guid Id, string Name)> Account(Guid? tenant = null, Guid? person = null, bool mustChange = false, params string[] grants)
    {
        var name = NewName();
        var response = await Open(Federation, new
        {
            userName = name,
            displayName = "王小明",
            password = Password,
            mustChangePassword = mustChange,
            tenantId = tenant ?? North,
            personId = person,
            grants,
        });
        response.EnsureSuccessStatusCode();
        return ((await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid(), name);
    }

    public Task<HttpResponseMessage> Open(TestCaller caller, object account) => As(caller).PostAsJsonAsync("/api/identity/accounts", account);

    protected override void Configure(IWebHostBuilder host)
    {
        host.UseEnvironment(Environment);
        host.UseSetting("Identity:Web", WebAddress);
        host.UseSetting("SUP_KEYS", Keys);
        host.ConfigureTestServices(services =>
        {
            // A tenth of what Production takes: the tests sign in hundreds of times.
            services.Configure<PasswordHasherOptions>(options => options.IterationCount = 20_000);
            services.AddAuthentication("either").AddPolicyScheme("either", null, options =>
                options.ForwardDefaultSelector = http => http.Request.Headers.Authorization.ToString().StartsWith($"{TestCaller.Scheme} ", StringComparison.Ordinal)
                    ? TestCaller.Scheme
                    : JwtBearerDefaults.AuthenticationScheme);
        });
    }
}
