using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;
using RemoteAssist.Gateway.Telemetry;
using RemoteAssist.Grains.Interfaces;

namespace RemoteAssist.Gateway.Api;

/// <summary>Turns what nobody planned into problem details with a code, too.</summary>
internal sealed partial class ErrorHandling(ILogger<ErrorHandling> logger) : IExceptionHandler
{
    internal static void AddTo(IServiceCollection services)
    {
        services.AddExceptionHandler<ErrorHandling>();
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = context =>
        {
            context.ProblemDetails.Extensions.Remove("traceId");
            context.ProblemDetails.Extensions.TryAdd("code", CodeFor(context.ProblemDetails.Status ?? 500));
        });
        // What is wrong with a body is said in words, also in production.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
    }

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        IResult answer;
        switch (exception)
        {
            case BadHttpRequestException wrong:
                answer = Problems.Make(wrong.StatusCode, CodeFor(wrong.StatusCode), ReasonPhrases.GetReasonPhrase(wrong.StatusCode), Describe(wrong));
                break;
            case ForeignTenantException:
                LogForeign(httpContext.Request.Method, httpContext.Request.Path);
                answer = Problems.NotFound();
                break;
            case OperationCanceledException when httpContext.RequestAborted.IsCancellationRequested:
                return true;
            case TimeoutException or Orleans.Runtime.OrleansException or System.Data.Common.DbException:
                LogUnreachable(exception, httpContext.Request.Path);
                answer = Problems.Unavailable();
                break;
            default:
                LogFailed(exception, httpContext.Request.Method, httpContext.Request.Path);
                answer = Problems.Make(500, CodeFor(500), "Something went wrong here.", "It has been logged. Try again; if it stays, tell the operator the time.");
                break;
        }

        await answer.ExecuteAsync(httpContext);
        return true;
    }

    internal static Task ForStatus(StatusCodeContext context)
    {
        HttpContext http = context.HttpContext;
        int status = http.Response.StatusCode;
        if (status == StatusCodes.Status404NotFound) return Problems.NotFound().ExecuteAsync(http);
        string detail = status == StatusCodes.Status405MethodNotAllowed
            ? $"Use {http.Response.Headers.Allow} here."
            : "See /openapi/v1.json for what is allowed.";
        return Problems.Make(status, CodeFor(status), ReasonPhrases.GetReasonPhrase(status), detail).ExecuteAsync(http);
    }

    private static string Describe(BadHttpRequestException wrong) => wrong.InnerException is System.Text.Json.JsonException json
        ? $"The body is not the JSON that is expected here: see {(string.IsNullOrEmpty(json.Path) ? "$" : json.Path)}, and /openapi/v1.json."
        : wrong.Message;

    private static string CodeFor(int status) => status switch
    {
        400 => "bad_request",
        401 => "not_signed_in",
        403 => "not_allowed",
        404 => "not_found",
        405 => "method_not_allowed",
        408 => "request_too_slow",
        413 => "body_too_large",
        415 => "unsupported_media_type",
        503 => "unavailable",
        _ => status < 500 ? "bad_request" : "internal_error",
    };

    [LoggerMessage(LogEvents.ClusterUnreachable, LogLevel.Warning, "The cluster did not answer for {Path}")]
    private partial void LogUnreachable(Exception exception, string path);

    [LoggerMessage(LogEvents.ForeignTenant, LogLevel.Error, "{Method} {Path} reached for another tenant's grain and was refused")]
    private partial void LogForeign(string method, string path);

    [LoggerMessage(LogEvents.RequestFailed, LogLevel.Error, "{Method} {Path} failed")]
    private partial void LogFailed(Exception exception, string method, string path);
}
