using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.WebEncoders;
using StudentUnion.Identity.Data;
using StudentUnion.Identity.Domain;
using StudentUnion.Identity.Features;
using StudentUnion.Identity.Features.Accounts;
using StudentUnion.Identity.Features.Sessions;
using StudentUnion.Identity.Keys;
using StudentUnion.Identity.Wiring;
using StudentUnion.Membership.Contracts;
using StudentUnion.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
var addresses = new Addresses(builder.Configuration);
var keys = PlatformKeys.From(builder.Configuration, TimeProvider.System);

// First of all: data protection reads its keys from the database as soon as the host starts.
builder.AddDatabase<IdentityDb>("identitydb");
builder.AddServiceDefaults(IdentityRules.All);
builder.Logging.AddFilter("OpenIddict", LogLevel.Warning).AddFilter("Microsoft.EntityFrameworkCore.Update", LogLevel.None).AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);
builder.AddMessaging<IdentityDb>(ears => ears.Hear<OrganizationRegistered, KnowTheOrganizations>("identity.know-the-organizations"));

var services = builder.Services;
services.AddSingleton(addresses).AddSingleton(keys);
services.AddOpenIdServer(addresses, keys);
services.AddOwnTokens(addresses, keys);
services.AddAuthentication().AddSession(addresses);
services.AddDataProtection().SetApplicationName("StudentUnion.Identity").PersistKeysToDbContext<IdentityDb>().ProtectKeysWithCertificate(keys.Encryption);

services.Configure<PasswordHasherOptions>(options => options.IterationCount = 210_000); // OWASP's figure for PBKDF2 with SHA-512
services.AddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>().AddSingleton<ILookupNormalizer, UpperInvariantLookupNormalizer>();
services.AddSingleton<CheckThePassword.Decoy>().AddSingleton<RememberTheDevice>();
services.AddScoped<CheckThePassword>().AddScoped<ChangePassword>().AddScoped<CountTheTries>();

services.AddHostedService<RegisterTheClients>();
if (builder.Environment.IsDevelopment()) services.AddHostedService<SeedTheFederation>();
services.AddHostedService<PruneTheTokens>();

services.AddRateLimiter(builder.Configuration);
services.AddRazorPages();
services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All)); // Chinese stays readable in the page source
services.AddLocalization(options => options.ResourcesPath = "Resources");
services.AddAntiforgery(options => addresses.Shape(options.Cookie, "sup.id.form"));
services.AddValidation();
services.AddOpenApi("v1", ApiDocument.Describe);
services.Configure<ForwardedHeadersOptions>(options =>
{
    // Only the gateway reaches this service, wherever it runs, and it lets nobody else set these.
    options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
    options.KnownIPNetworks.Clear();
    options.KnownProxies.Clear();
});

var app = builder.Build();

app.UseForwardedHeaders();
app.UsePublishedAddresses(addresses);
app.UsePageSecurity(addresses);
app.UsePageLanguage();
app.UseSlowGuessing();
app.UseServiceDefaults();
app.UseProblemPage();

// What applications ask, as OpenID Connect prescribes; the pages in Pages are what people see of it.
Authorize.Map(app);
ExchangeToken.Map(app);
DescribeTheUser.Map(app);
SignOut.Map(app);
ChooseLanguage.Map(app);
StyleSheets.Map(app);
app.MapRazorPages();

// Who answers for accounts: the federation for all, a League teacher for the own university.
var accounts = app.MapGroup("/api/identity/accounts").RequireAnyRole(Roles.FederationStaff, Roles.LeagueTeacher).InTenant<IdentityDb>();
ListAccounts.Map(accounts);
OpenAccount.Map(accounts);
GrantRole.Map(accounts);
RevokeRole.Map(accounts);
UnlockAccount.Map(accounts);
ResetPassword.Map(accounts);

app.Run();
