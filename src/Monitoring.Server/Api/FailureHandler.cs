using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Monitoring.Grains.Ports;
using Monitoring.Records.Access;
using Monitoring.Server.Access.Passwords;

namespace Monitoring.Server.Api;

/// <summary>Turns what is thrown into problem details: a request that can't be read is the asker's to mend, a part that doesn't answer is ours.</summary>
internal sealed class FailureHandler(IProblemDetailsService problems) : IExceptionHandler
{
    public ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        var (status, title, detail) = exception switch
        {
            BadHttpRequestException bad => (bad.StatusCode, "The request can't be read.", bad.Message),
            HistoryUnavailableException away => (StatusCodes.Status503ServiceUnavailable, "The history doesn't answer.", away.Message),
            BusyException busy => (StatusCodes.Status503ServiceUnavailable, "Too many are signing in.", busy.Message),
            _ when AccessFailure.Of(exception) is not null => (
                StatusCodes.Status503ServiceUnavailable, "The access database doesn't answer.", "Try again; GET /healthz/ready names what is wrong."),
            TimeoutException or IOException or Orleans.Runtime.OrleansException => (
                StatusCodes.Status503ServiceUnavailable, "A part of the server doesn't answer.", "Try again; GET /healthz/ready names what is wrong."),
            _ => (StatusCodes.Status500InternalServerError, "The server failed.", "The server's log says why."),
        };
        context.Response.StatusCode = status;
        return problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = context,
            Exception = exception,
            ProblemDetails = new ProblemDetails { Status = status, Title = title, Detail = detail },
        });
    }
}
