using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace StudentUnion.Identity.Wiring;

/// <summary>The look of the sign-in pages, carried inside the program: it is the same from a build folder and from a published one.</summary>
public static class StyleSheets
{
    public static void Map(IEndpointRouteBuilder app)
    {
        foreach (var name in new[] { "app.css", "sign-in.css" })
        {
            var (plain, packed, tag) = Load(name);
            app.MapGet($"/id/css/{name}", (HttpContext http, HttpRequest request) =>
            {
                var packedIsFine = request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal);
                http.Response.Headers.CacheControl = "public, max-age=3600";
                http.Response.Headers.Vary = "Accept-Encoding";
                if (packedIsFine) http.Response.Headers.ContentEncoding = "br";
                return Results.Bytes(packedIsFine ? packed : plain, "text/css; charset=utf-8", entityTag: new EntityTagHeaderValue(tag));
            }).AllowAnonymous().ExcludeFromDescription();
        }
    }

    private static (byte[] Plain, byte[] Packed, string Tag) Load(string name)
    {
        using var plain = new MemoryStream();
        using (var resource = typeof(StyleSheets).Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException($"{name} was not built in.", name))
            resource.CopyTo(plain);

        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)) brotli.Write(plain.ToArray());
        return (plain.ToArray(), packed.ToArray(), $"\"{Convert.ToHexStringLower(SHA256.HashData(plain.ToArray())[..8])}\"");
    }
}
