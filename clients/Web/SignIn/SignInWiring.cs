using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using StudentUnion.Api;

namespace StudentUnion.Web.SignIn;

/// <summary>Signing in through the union's Identity (authorization code with PKCE, pushed request); the session lives on the server.</summary>
internal static class SignInWiring
{
    private static readonly TimeSpan SessionLength = TimeSpan.FromHours(8);

    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        var issuer = new Uri(new Uri(builder.Configuration["Identity:Issuer"]
            ?? throw new InvalidOperationException("Identity:Issuer must name the gateway's address.")), "/id/");

        builder.Services.AddSingleton<SessionStore>();
        builder.Services.AddSingleton<TokenRenewal>();
        builder.Services
            .AddAuthentication(o =>
            {
                o.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
                o.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
                o.DefaultForbidScheme = CookieAuthenticationDefaults.AuthenticationScheme;
            })
            .AddCookie(o => Session(o, secure: !issuer.IsLoopback))
            .AddOpenIdConnect(o => Handshake(o, issuer));
        builder.Services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
            .Configure<SessionStore>((o, store) => o.SessionStore = store);
        builder.Services.AddOptions<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme)
            .Configure<IConfiguration>((o, configuration) => o.ClientSecret = Secret(configuration));

        builder.Services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
            .AddPolicy(Allowed.FederationStaff, p => p.RequireAssertion(c => c.User.IsFederationStaff()))
            .AddPolicy(Allowed.Officers, p => p.RequireAssertion(c => c.User.IsOfficer()))
            .AddPolicy(Allowed.Registrars, p => p.RequireAssertion(c => c.User.KeepsOrganizations()))
            .AddPolicy(Allowed.ElectionRunners, p => p.RequireAssertion(c => c.User.RunsElections()))
            .AddPolicy(Allowed.Members, p => p.RequireAssertion(c => c.User.IsMember()))
            .AddPolicy(Allowed.Recruitment, p => p.RequireAssertion(c => c.User.IsMember() || c.User.RunsElections()))
            .AddPolicy(Allowed.Deciders, p => p.RequireAssertion(c => c.User.Decides()));
    }

    private static void Session(CookieAuthenticationOptions o, bool secure)
    {
        // Cookies ignore ports, so the name is the web application's own; __Host- needs https.
        o.Cookie.Name = secure ? "__Host-sup.web" : "sup.web";
        o.Cookie.SecurePolicy = secure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        o.Cookie.HttpOnly = true;
        o.Cookie.SameSite = SameSiteMode.Lax;
        o.ExpireTimeSpan = SessionLength;
        o.SlidingExpiration = true;
        o.Events.OnValidatePrincipal = context =>
            context.HttpContext.RequestServices.GetRequiredService<TokenRenewal>().Validate(context);
        o.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }

    private static void Handshake(OpenIdConnectOptions o, Uri issuer)
    {
        o.Authority = issuer.ToString();
        o.RequireHttpsMetadata = !issuer.IsLoopback;
        o.ClientId = "web";
        o.ResponseType = OpenIdConnectResponseType.Code;
        o.ResponseMode = OpenIdConnectResponseMode.Query;
        o.UsePkce = true;
        o.SaveTokens = true;
        o.MapInboundClaims = false;
        o.DisableTelemetry = true;
        o.GetClaimsFromUserInfoEndpoint = false;
        o.TokenValidationParameters.NameClaimType = "name";
        o.Scope.Clear();
        foreach (var scope in (string[])["openid", "profile", "offline_access"]) o.Scope.Add(scope);
        foreach (var cookie in (CookieBuilder[])[o.CorrelationCookie, o.NonceCookie])
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = issuer.IsLoopback ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        }
        o.CorrelationCookie.Name = "sup.web.step.";
        o.NonceCookie.Name = "sup.web.nonce.";
        o.Events.OnTokenValidated = context =>
        {
            context.Principal = TokenClaims.Person(
                context.TokenEndpointResponse!.AccessToken, context.Principal!.FindFirstValue("name"));
            return Task.CompletedTask;
        };
        // A person who turned back at the login page is not an error.
        o.Events.OnRemoteFailure = context =>
        {
            context.HandleResponse();
            context.Response.Redirect("/welcome?again=1");
            return Task.CompletedTask;
        };
    }

    internal static string Secret(IConfiguration configuration)
    {
        if (configuration["Identity:WebSecret"] is { Length: > 0 } configured) return configured;
        var file = Path.Combine(configuration["SUP_KEYS"] ?? "", "web-secret");
        return File.Exists(file)
            ? File.ReadAllText(file).Trim()
            : throw new InvalidOperationException("Neither Identity:WebSecret nor the file web-secret in SUP_KEYS is there.");
    }
}

/// <summary>Who may open a page.</summary>
public static class Allowed
{
    public const string FederationStaff = Roles.FederationStaff;
    public const string Officers = Roles.UnionOfficer;
    public const string Registrars = "registrars";
    public const string ElectionRunners = "election-runners";
    public const string Members = "members";
    public const string Recruitment = "recruitment";
    public const string Deciders = "deciders";
}
