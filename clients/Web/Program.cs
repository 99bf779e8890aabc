using System.Text.Encodings.Web;
using System.Text.Unicode;
using StudentUnion.Web.Pages;
using StudentUnion.Web.Shell;
using StudentUnion.Web.SignIn;
using StudentUnion.Web.Surroundings;

var builder = WebApplication.CreateBuilder(args);

builder.WebHost.ConfigureKestrel(o => o.AddServerHeader = false);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddLanguages();
builder.Services.AddScoped<Moments>();
builder.Services.AddScoped<TenantName>();
builder.AddRedisKeys();
builder.AddSignIn();
builder.AddGateway();
builder.Services.AddAntiforgery(o => (o.Cookie.Name, o.SuppressXFrameOptionsHeader) = ("sup.web.form", true));
// Chinese is written as it is, not as eight characters of escape each.
builder.Services.AddWebEncoders(o => o.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
builder.Services.AddRazorComponents();
builder.Services.AddCascadingAuthenticationState();
builder.Services.AddHealthChecks().AddCheck<SessionsAreKept>("cache", tags: ["ready"]);

var app = builder.Build();

app.UseSecurityHeaders();
app.UseRequestLocalization();
app.UseStatusPages();
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();

app.MapHealth();
app.MapStaticAssets().AllowAnonymous().WithMetadata(new ServedToAnyone());
app.MapSignIn();
app.MapLanguage();
app.MapUploads();
app.MapDownloads();
app.MapRazorComponents<App>();

app.Run();
