using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;

namespace StudentUnion.ServiceDefaults;

/// <summary>What every service does alike, in two calls: one before the host is built, one after.</summary>
public static class ServiceHost
{
    /// <summary>Clock, telemetry, health, discovery, resilience, problems from rules, and tokens as the only source of who acts.</summary>
    public static void AddServiceDefaults(this WebApplicationBuilder builder, IEnumerable<Rule> rules)
    {
        builder.AddTelemetry();

        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.Configure<KestrelServerOptions>(kestrel => kestrel.AddServerHeader = false);
        services.AddHealthChecks();
        services.AddServiceDiscovery();
        services.ConfigureHttpClientDefaults(http =>
        {
            // What changes something is repeated by whoever knows that it may be, never by the wire.
            http.AddStandardResilienceHandler(resilience => resilience.Retry.DisableForUnsafeHttpMethods());
            http.AddServiceDiscovery();
        });
        services.AddRuleProblems(rules);
        services.AddCallerTokens(builder.Configuration);
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
            json.SerializerOptions.AllowDuplicateProperties = false;
        });
    }

    /// <summary>The pipeline of every service: problems first, then who is calling, then the routes.</summary>
    public static void UseServiceDefaults(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            // A refusal is an answer; only what no rule explains is a fault worth an error in the log.
            SuppressDiagnosticsCallback = context => context.Exception is RuleBrokenException or Microsoft.AspNetCore.Http.BadHttpRequestException,
        });
        app.UseStatusCodePages();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapHealth();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
    }
}
