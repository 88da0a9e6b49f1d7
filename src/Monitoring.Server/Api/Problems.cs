using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Monitoring.Server.Api;

/// <summary>What goes wrong by the asker's doing, said so that the asker can mend it (RFC 9457).</summary>
internal static class Problems
{
    public static ProblemHttpResult Unknown(string field, string remedy) => Unknown([field], remedy);

    public static ProblemHttpResult Unknown(string[] fields, string remedy) => TypedResults.Problem(new ProblemDetails
    {
        Status = StatusCodes.Status404NotFound,
        Title = $"No such {string.Join(" and ", fields)}.",
        Detail = remedy,
        Extensions = { ["fields"] = fields },
    });

    /// <summary>Too many wait for what takes its time.</summary>
    public static ProblemHttpResult Busy() => TypedResults.Problem(
        "Others are looking into the past, and only so many may at a time. Try again in a minute.", statusCode: StatusCodes.Status503ServiceUnavailable, title: "Too many are waiting.");

    public static ValidationProblem Invalid(string field, string remedy) =>
        TypedResults.ValidationProblem(new Dictionary<string, string[]> { [field] = [remedy] }, title: $"The field '{field}' is not right.");
}
