using Microsoft.AspNetCore.Mvc;

namespace Monitoring.Server.Access;

/// <summary>Ends a change of the access database that turns out not to be allowed or possible; nothing of it is kept. The API answers with it.</summary>
internal sealed class RefusedException(IResult answer, string why) : Exception(why)
{
    public IResult Answer { get; } = answer;

    public static RefusedException Invalid(string field, params string[] remedies) => new(
        Results.ValidationProblem(new Dictionary<string, string[]> { [field] = remedies }, title: $"The field '{field}' is not right."), $"{field}: {string.Join(' ', remedies)}");

    public static RefusedException Unknown(string what, string remedy) =>
        new(Results.Problem(remedy, statusCode: StatusCodes.Status404NotFound, title: $"No such {what}."), remedy);

    public static RefusedException Forbidden(string why) =>
        new(Results.Problem(why, statusCode: StatusCodes.Status403Forbidden, title: "This isn't this person's to do."), why);

    public static RefusedException Conflict(string title, string remedy) =>
        new(Results.Problem(remedy, statusCode: StatusCodes.Status409Conflict, title: title), $"{title} {remedy}");

    /// <summary>Name, password, PIN or code aren't right.</summary>
    public static RefusedException Wrong(string reason, string remedy) => new(Results.Problem(new ProblemDetails
    {
        Status = StatusCodes.Status401Unauthorized,
        Title = "That isn't right.",
        Detail = remedy,
        Extensions = { ["reason"] = reason },
    }), remedy);

    public static RefusedException Locked(TimeSpan wait) => new(new LockedResult(wait), "Too many attempts failed.");
}

/// <summary>Too much failed: nothing is tried for a while (RFC 6585, 4).</summary>
internal sealed class LockedResult(TimeSpan wait) : IResult
{
    private readonly int seconds = (int)Math.Ceiling(Math.Max(1, wait.TotalSeconds));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Results.Problem(new ProblemDetails
        {
            Status = StatusCodes.Status429TooManyRequests,
            Title = "Too many attempts.",
            Detail = $"Too many attempts failed. Try again in {seconds} s.",
            Extensions = { ["retryAfter"] = seconds },
        }).ExecuteAsync(httpContext);
    }
}

/// <summary>On every route of people and their credentials: what a change was refused for is the answer.</summary>
internal sealed class RefusalFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (RefusedException refused)
        {
            return refused.Answer;
        }
    }
}
