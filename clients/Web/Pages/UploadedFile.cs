using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace StudentUnion.Web.Pages;

/// <summary>A form with one file at its end: the fields before it, and the file as the stream it is.</summary>
internal sealed record UploadedFile(IReadOnlyDictionary<string, string> Fields, string FileName, Stream? Content)
{
    private const int MostFields = 16;
    private const int LongestField = 8 * 1024;

    public bool HasFile => Content is not null && FileName.Length > 0;

    /// <summary>Null where it is no form of ours. The token is a field before the file, so nothing of the file is read for a forged form.</summary>
    public static async Task<UploadedFile?> Read(HttpContext http, IAntiforgery antiforgery)
    {
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 100 } boundary) return null;

        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var reader = new MultipartReader(boundary, http.Request.Body);
        while (fields.Count < MostFields && await reader.ReadNextSectionAsync(http.RequestAborted) is { } section)
        {
            if (section.AsFileSection() is { } file)
                return await IsOurs(http, antiforgery, fields)
                    ? new UploadedFile(fields, Path.GetFileName(file.FileName), file.FileStream)
                    : null;
            if (section.AsFormDataSection() is not { } field) return null;
            if (await ReadShort(field, http.RequestAborted) is not { } value) return null;
            fields[field.Name] = value;
        }
        return await IsOurs(http, antiforgery, fields) ? new UploadedFile(fields, "", null) : null;
    }

    private static async Task<string?> ReadShort(FormMultipartSection field, CancellationToken ct)
    {
        using var reader = new StreamReader(field.Section.Body);
        var buffer = new char[LongestField + 1];
        var length = await reader.ReadBlockAsync(buffer, ct);
        return length > LongestField ? null : new string(buffer, 0, length);
    }

    // The token is checked where a script would put it: reading the form itself would swallow the file.
    private static async Task<bool> IsOurs(HttpContext http, IAntiforgery antiforgery, Dictionary<string, string> fields)
    {
        var names = antiforgery.GetTokens(http);
        if (!fields.TryGetValue(names.FormFieldName, out var token)) return false;
        http.Request.Headers[names.HeaderName!] = token;
        return await antiforgery.IsRequestValidAsync(http);
    }
}
