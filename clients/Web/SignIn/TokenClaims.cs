using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;

namespace StudentUnion.Web.SignIn;

/// <summary>Takes from the access token what the pages need to know, and nothing else.</summary>
internal static class TokenClaims
{
    private static readonly string[] FromAccessToken = ["sub", "tenant", "person", "grants"];

    /// <summary>The person as the present access token describes them; the name stays the one the id token gave.</summary>
    public static ClaimsPrincipal Person(string accessToken, string? name)
    {
        var token = new JsonWebToken(accessToken);
        var identity = new ClaimsIdentity("union", "name", "grants");
        foreach (var type in FromAccessToken)
            identity.AddClaims(token.Claims.Where(c => c.Type == type).Select(c => new Claim(type, c.Value)));
        if (name is not null) identity.AddClaim(new Claim("name", name));
        return new ClaimsPrincipal(identity);
    }
}
