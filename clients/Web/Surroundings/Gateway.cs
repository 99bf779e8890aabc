using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using StudentUnion.Api;

namespace StudentUnion.Web.Surroundings;

/// <summary>The one way to the services: through the gateway, as the person who is signed in.</summary>
internal static class Gateway
{
    private const string Pages = "gateway";
    private const string Uploads = "gateway-uploads";

    public static void AddGateway(this WebApplicationBuilder builder)
    {
        var address = new Uri(builder.Configuration["services:gateway:http:0"] ?? builder.Configuration["Identity:Issuer"]!);

        builder.Services.AddHttpContextAccessor();
        builder.Services.AddHttpClient(Pages, http => (http.BaseAddress, http.Timeout) = (address, TimeSpan.FromSeconds(15)));
        builder.Services.AddHttpClient(Uploads, http => (http.BaseAddress, http.Timeout) = (address, TimeSpan.FromMinutes(15)));
        builder.Services.AddScoped(services => Client(services, Pages));
        builder.Services.AddKeyedScoped(Uploads, (services, _) => Client(services, Uploads));
        builder.Services.AddMemoryCache();
    }

    public static GatewayClient ForUploads(IServiceProvider services) => services.GetRequiredKeyedService<GatewayClient>(Uploads);

    private static GatewayClient Client(IServiceProvider services, string name)
    {
        var http = services.GetRequiredService<IHttpContextAccessor>();
        return new GatewayClient(
            services.GetRequiredService<IHttpClientFactory>().CreateClient(name),
            async _ => http.HttpContext is { } context ? await context.GetTokenAsync("access_token") : null,
            () => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName,
            services.GetRequiredService<TimeProvider>());
    }
}
