using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace StudentUnion.ServiceDefaults;

/// <summary>Turns a broken rule into RFC 9457 problem details in the reader's language; anything else stays a bare 500.</summary>
public static class Problems
{
    /// <summary>The prefix of every rule's problem type.</summary>
    public const string RuleType = "urn:student-union:rule:";

    public static IServiceCollection AddRuleProblems(this IServiceCollection services, IEnumerable<Rule> rules)
    {
        Rule[] all = [.. PlatformRules.All, .. rules];
        return services
            .AddProblemDetails(options => options.CustomizeProblemDetails = context => SayTheStatus(context.HttpContext, context.ProblemDetails))
            .AddSingleton<IExceptionHandler>(sp => new RuleProblemHandler(all, sp.GetRequiredService<IProblemDetailsService>()));
    }

    /// <summary>Gives a problem that no rule explains its title in the reader's language.</summary>
    public static void SayTheStatus(HttpContext http, ProblemDetails problem)
    {
        if (problem.Type?.StartsWith(RuleType, StringComparison.Ordinal) == true) return;

        var status = problem.Status ?? http.Response.StatusCode;
        if (Statuses.TryGetValue(status, out var title))
            problem.Title = RequestLanguage.Of(http) == Language.English ? title.En : title.Zh;
        http.Response.Headers.Vary = "Accept-Language";
    }

    private static readonly Dictionary<int, (string Zh, string En)> Statuses = new()
    {
        [400] = ("请求内容不符合格式，请按提示修改。", "The request is malformed; see the errors."),
        [401] = ("请先登录。", "Sign in first."),
        [403] = ("您没有办理此事的权限。", "This is not yours to do."),
        [404] = ("没有找到，或者不属于您所在的组织。", "Not found, or not of your organization."),
        [405] = ("此地址不支持这种操作。", "This address does not support that method."),
        [408] = ("请求超时，请重试。", "The request took too long; try again."),
        [413] = ("内容超过允许的大小。", "The content is larger than allowed."),
        [415] = ("不支持这种内容类型。", "This type of content is not supported."),
        [429] = ("操作过于频繁，请稍后再试。", "Too many requests; try again shortly."),
        [500] = ("系统出错，您的数据没有改变；请稍后再试。", "Something failed here and nothing was changed; try again later."),
        [502] = ("服务暂时不可用，请稍后再试。", "The service is not reachable; try again shortly."),
        [503] = ("服务暂时不可用，请稍后再试。", "The service is not available; try again shortly."),
        [504] = ("服务响应超时，请稍后再试。", "The service did not answer in time; try again shortly."),
    };

    private sealed class RuleProblemHandler(Rule[] rules, IProblemDetailsService problems) : IExceptionHandler
    {
        public async ValueTask<bool> TryHandleAsync(HttpContext http, Exception exception, CancellationToken ct)
        {
            if (exception is BadHttpRequestException malformed)
            {
                http.Response.StatusCode = malformed.StatusCode;
                return await problems.TryWriteAsync(new()
                {
                    HttpContext = http,
                    ProblemDetails = new ProblemDetails { Status = malformed.StatusCode },
                });
            }

            if (RuleBehind(exception) is not { } broken) return false;

            http.Response.StatusCode = broken.Rule.Status;
            http.Response.Headers.Vary = "Accept-Language";
            return await problems.TryWriteAsync(new()
            {
                HttpContext = http,
                ProblemDetails = new ProblemDetails
                {
                    Type = RuleType + broken.Rule.Code,
                    Title = broken.Rule.In(RequestLanguage.Of(http)),
                    Detail = broken.Seen,
                    Status = broken.Rule.Status,
                    Extensions = { ["measure"] = broken.Rule.Source },
                },
            });
        }

        // A unique index carries the code of the rule it guards, so a lost race reads like a refused request.
        private RuleBrokenException? RuleBehind(Exception exception) => exception switch
        {
            RuleBrokenException broken => broken,
            DbUpdateConcurrencyException => new RuleBrokenException(PlatformRules.VersionIsCurrent),
            DbUpdateException { InnerException: PostgresException pg } => Guarded(pg),
            PostgresException pg => Guarded(pg),
            _ => null,
        };

        private RuleBrokenException? Guarded(PostgresException pg) =>
            pg.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.CheckViolation or PostgresErrorCodes.ExclusionViolation
            && rules.FirstOrDefault(r => r.Code == pg.ConstraintName) is { } rule
                ? new RuleBrokenException(rule)
                : null;
    }
}
