using System.Security.Claims;
using Microsoft.Extensions.Caching.Memory;
using StudentUnion.Api;
using StudentUnion.Web.SignIn;

namespace StudentUnion.Web.Surroundings;

/// <summary>The name of the member organization someone belongs to, remembered for a while: it stands on many pages and changes once in years.</summary>
public sealed class TenantName(GatewayClient gateway, IMemoryCache cache)
{
    public async Task<string> Of(ClaimsPrincipal caller)
    {
        if (cache.TryGetValue<string>(caller.Tenant(), out var known)) return known!;
        try
        {
            var name = (await gateway.Membership.Organization(caller.Tenant())).Name;
            return cache.Set(caller.Tenant(), name, TimeSpan.FromMinutes(5));
        }
        catch (ApiProblemException e) when (e.Status is 0 or 404 or >= 500)
        {
            // A page is worth showing without the name above it.
            return "";
        }
    }
}
