using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;

namespace StudentUnion.ServiceDefaults;

/// <summary>
/// <c>/livez</c>: the process answers. <c>/readyz</c>: database and broker answer too; a broker lost after that makes it Degraded (still 200),
/// since writes go on and the outbox keeps what is to be said.
/// </summary>
public static class Health
{
    internal static bool IsProbe(PathString path) => path == "/livez" || path == "/readyz";

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/livez", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous().DisableHttpMetrics();
        app.MapHealthChecks("/readyz", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") }).AllowAnonymous().DisableHttpMetrics();
    }
}
