using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Offices;
using StudentUnion.Membership.Domain.Registers;
using StudentUnion.Membership.Features.InstitutionList;
using StudentUnion.Membership.Features.Offices;
using StudentUnion.Membership.Sheets;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Registers;

/// <summary>A table for a register: uploaded and previewed with what is wrong in each line, then entered. Entering twice changes nothing more.</summary>
public static class ImportRegister
{
    private const int MaxBytes = 32 << 20;
    private const int ShownErrors = 500;

    /// <summary>Accepted: lines that will be, or were, entered. Rejected: lines left out; the first 500 are told with what is wrong.</summary>
    public sealed record Response(
        Guid Id, RegisterKind Kind, RegisterImportState State, string? FileName, DateTimeOffset At, int Lines, int Accepted, int Rejected, IReadOnlyList<LineError> Errors);

    public sealed record LineError(int Line, string? Column, string Code, string Message);

    public static void Map(RouteGroupBuilder registers)
    {
        registers.MapPost("/", Preview).WithMetadata(new RequestSizeLimitAttribute(MaxBytes)).WithSummary("上传登记表并预览 · Upload a table and see what it would enter");

        var imports = registers.MapGroup("").InTenant<MembershipDb>();
        imports.MapGet("/", All).WithSummary("登记表导入记录 · Tables that were uploaded");
        imports.MapGet("/{id:guid}", One).WithSummary("一次登记表导入 · One uploaded table");
        imports.MapPost("/{id:guid}/apply", Apply).RequireAnyRole(Roles.LeagueTeacher).WithSummary("确认录入 · Enter a previewed table");
    }

    private static async Task<Created<Response>> Preview(
        HttpContext http, Stream body, string kind, ClaimsPrincipal caller, MembershipDb db, AcademicCalendar calendar, TimeProvider clock, CancellationToken ct,
        string? fileName = null)
    {
        var of = Choice.Of<RegisterKind>(kind) ?? throw new BadHttpRequestException("A kind is needed.");
        await using var sheet = await Sheet.Open(new CappedStream(body, MaxBytes), ct);
        var (rows, errors, lines) = await RegisterColumns.Read(sheet, of, ct);

        var now = clock.GetUtcNow();
        var import = new RegisterImport
        {
            Id = Guid.CreateVersion7(now), TenantId = caller.Tenant(), Kind = of, FileName = PreviewInstitutionList.Shown(fileName), ReceivedAt = now, By = caller.Account(),
            Rows = rows, Lines = lines, Errors = errors,
        };

        // Begun only now: whoever sends slowly holds no connection.
        await using var transaction = await db.BeginFor(import.TenantId, ct);
        var entering = new EnterRegister(db, import, now, calendar.SemesterOf(now));
        await entering.Run(save: false, ct);
        db.ChangeTracker.Clear(); // what it would enter is not entered

        import.Accepted = entering.Accepted;
        import.Errors = [.. errors, .. entering.Errors];
        db.Add(import);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(CancellationToken.None);
        return TypedResults.Created($"/api/membership/register-imports/{import.Id}", Show(import, RequestLanguage.Of(http)));
    }

    private static async Task<Results<Ok<Response>, NotFound>> Apply(
        HttpContext http, Guid id, ClaimsPrincipal caller, MembershipDb db, AcademicCalendar calendar, TimeProvider clock, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select from register_imports where id = {id} for update", ct);
        var import = await db.RegisterImports.SingleOrDefaultAsync(i => i.Id == id, ct);
        if (import is null) return TypedResults.NotFound();
        if (import.State == RegisterImportState.Applied) return TypedResults.Ok(Show(import, RequestLanguage.Of(http)));

        var now = clock.GetUtcNow();
        var unreadable = import.Errors.Where(e => import.Rows.TrueForAll(r => r.Line != e.Line)).ToList();
        var entering = new EnterRegister(db, import, now, calendar.SemesterOf(now));
        await entering.Run(save: true, ct);
        import.Accepted = entering.Accepted;
        import.Errors = [.. unreadable, .. entering.Errors];
        import.Applied(now);
        await db.SaveChangesAsync(ct);
        await db.Recheck(caller.Tenant(), calendar, now, ct);
        return TypedResults.Ok(Show(import, RequestLanguage.Of(http)));
    }

    private sealed record NewestFirst(Guid Id);

    private static async Task<Page<Response>> All(HttpContext http, MembershipDb db, [AsParameters] PageRequest page, CancellationToken ct)
    {
        var found = db.RegisterImports.AsNoTracking();
        if (page.Start<NewestFirst>() is { } start) found = found.Where(i => i.Id < start.Id);
        var rows = await found.OrderByDescending(i => i.Id).Take(page.Size + 1)
            .Select(i => new Response(i.Id, i.Kind, i.State, i.FileName, i.AppliedAt ?? i.ReceivedAt, i.Lines, i.Accepted, i.Lines - i.Accepted, new List<LineError>())).ToListAsync(ct);
        return http.Page(page, rows, row => new NewestFirst(row.Id));
    }

    private static async Task<Results<Ok<Response>, NotFound>> One(HttpContext http, Guid id, MembershipDb db, CancellationToken ct) =>
        await db.RegisterImports.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, ct) is { } import
            ? TypedResults.Ok(Show(import, RequestLanguage.Of(http)))
            : TypedResults.NotFound();

    private static Response Show(RegisterImport i, Language language) => new(
        i.Id, i.Kind, i.State, i.FileName, i.AppliedAt ?? i.ReceivedAt, i.Lines, i.Accepted, i.Lines - i.Accepted,
        [.. i.Errors.OrderBy(e => e.Line).Take(ShownErrors).Select(e => new LineError(e.Line, e.Column, e.Code, RuleOf(e.Code).In(language) + (e.Seen is null ? "" : $" ({e.Seen})")))]);

    private static readonly Dictionary<string, Rule> Rules =
        RowRules.All.Concat(MembershipRules.All).Concat(OfficeRules.All).ToDictionary(rule => rule.Code);

    private static Rule RuleOf(string code) => Rules[code];
}
