using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using StudentUnion.Api;
using StudentUnion.Web.Pages.Organizations;
using StudentUnion.Web.Pages.Registers;
using StudentUnion.Web.Pages.Roster;
using StudentUnion.Web.Resources;
using StudentUnion.Web.Shell;
using StudentUnion.Web.SignIn;
using StudentUnion.Web.Surroundings;

namespace StudentUnion.Web.Pages;

/// <summary>Files pass through as they arrive: a roster full of names never rests on this machine's disk or in its memory.</summary>
internal static class Uploads
{
    private const long Largest = 128 * 1024 * 1024;

    public static void MapUploads(this IEndpointRouteBuilder app)
    {
        app.MapPost("/uploads/institutions", Institutions)
            .RequireAuthorization(Allowed.FederationStaff).WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(Largest));
        app.MapPost("/uploads/roster", Roster)
            .RequireAuthorization(Allowed.Officers).WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(Largest));

        app.MapPost("/uploads/register", Register)
            .RequireAuthorization(Allowed.ElectionRunners).WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(Largest));

        // Who comes back to such an address by the browser's history wants the form.
        app.MapGet("/uploads/institutions", () => Results.LocalRedirect("/organizations/import"));
        app.MapGet("/uploads/roster", () => Results.LocalRedirect("/roster/import"));
        app.MapGet("/uploads/register", () => Results.LocalRedirect("/registers/import"));
    }

    private static async Task<IResult> Institutions(HttpContext http, IAntiforgery antiforgery, IStringLocalizer<Texts> t)
    {
        if (await UploadedFile.Read(http, antiforgery) is not { } upload) return Results.BadRequest();

        var errors = new FormErrors();
        var (list, province) = (upload.Fields.GetValueOrDefault("list"), upload.Fields.GetValueOrDefault("province"));
        errors.Require(DateOnly.TryParse(list, CultureInfo.InvariantCulture, out var date), "list", t["Form.Date"]);
        errors.Require(upload.HasFile, "file", t["Form.File"]);

        return await Handed(http, typeof(ImportInstitutions), errors, new() { ["List"] = list, ["Province"] = province }, async gateway =>
        {
            var import = await gateway.Membership.PreviewInstitutions(upload.Content!, upload.FileName, date, province, http.RequestAborted);
            return $"/organizations/imports/{import.Id}";
        });
    }

    private static async Task<IResult> Roster(HttpContext http, IAntiforgery antiforgery, IStringLocalizer<Texts> t)
    {
        if (await UploadedFile.Read(http, antiforgery) is not { } upload) return Results.BadRequest();

        var errors = new FormErrors();
        errors.Require(upload.HasFile, "file", t["Form.File"]);

        return await Handed(http, typeof(ImportRoster), errors, [], async gateway =>
        {
            var import = await gateway.Membership.ImportRoster(upload.Content!, upload.FileName, http.RequestAborted);
            return $"/roster/imports/{import.Id}";
        });
    }

    private static async Task<IResult> Register(HttpContext http, IAntiforgery antiforgery, IStringLocalizer<Texts> t)
    {
        if (await UploadedFile.Read(http, antiforgery) is not { } upload) return Results.BadRequest();

        var errors = new FormErrors();
        var word = upload.Fields.GetValueOrDefault("kind");
        var kind = Query.Choice<RegisterKind>(word);
        errors.Require(kind is not null, "kind", t["Form.Choose"]);
        errors.Require(upload.HasFile, "file", t["Form.File"]);

        return await Handed(http, typeof(ImportRegister), errors, new() { ["Kind"] = word }, async gateway =>
        {
            var import = await gateway.Membership.PreviewRegister(kind!.Value, upload.Content!, upload.FileName, http.RequestAborted);
            return $"/registers/{import.Id}";
        });
    }

    /// <summary>Hands the file on and shows what became of it; where it was refused, the form again with what was entered and why.</summary>
    private static async Task<IResult> Handed(
        HttpContext http, Type form, FormErrors errors, Dictionary<string, object?> entered, Func<GatewayClient, Task<string>> send)
    {
        if (!errors.Any)
        {
            try
            {
                var address = await send(Gateway.ForUploads(http.RequestServices));
                http.Response.StatusCode = StatusCodes.Status303SeeOther;
                http.Response.Headers.Location = address;
                return Results.Empty;
            }
            catch (ApiProblemException e) when (e.Status is not (401 or 404))
            {
                errors.Take(e);
                entered["Problem"] = e;
            }
        }
        entered["Errors"] = errors;
        return new RazorComponentResult<App>(new Dictionary<string, object?> { [nameof(App.Page)] = form, [nameof(App.Parameters)] = entered })
        {
            StatusCode = StatusCodes.Status422UnprocessableEntity,
            PreventStreamingRendering = true,
        };
    }
}
