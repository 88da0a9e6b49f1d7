using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;
using Monitoring.Grains.Ports;
using Monitoring.Server.Access;

namespace Monitoring.Server.Api;

internal static class HistoryApi
{
    public static void MapHistory(this IEndpointRouteBuilder routes) => routes.MapGet("/history", GetHistory)
        .WithName("GetHistory").WithTags("History").WithSummary("Signals' past in equal buckets; empty buckets are included, so that gaps are seen.")
        .RequireRight(Right.See, Where.Anywhere)
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    /// <param name="signal"><c>facility/area/equipment/signal</c>; one to ten.</param>
    private static async Task<Results<Ok<HistoryView>, ProblemHttpResult, ValidationProblem>> GetHistory(
        string[]? signal, long? from, long? to, int? buckets, Caller caller, [FromServices] IReadingHistory history, [FromServices] Plan plan, CancellationToken cancellation)
    {
        if ((HistoryQuestion.Wrong(signal, from, to) ?? HistoryQuestion.WrongBuckets(buckets)) is { } invalid)
        {
            return invalid;
        }

        if (caller.FindMissing(Right.See, signal!) is { } missing)
        {
            return missing.ToProblem();
        }

        return HistoryQuestion.Find(signal!, plan, out var signals) is { } unknown
            ? unknown
            : TypedResults.Ok(await HistoryReading.ReadAsync(history, signals, HistoryWindow.Of(from!.Value, to!.Value, buckets), cancellation));
    }
}
