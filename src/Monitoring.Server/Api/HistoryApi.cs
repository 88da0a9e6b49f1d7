using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;
using Monitoring.Grains.Ports;

namespace Monitoring.Server.Api;

internal static class HistoryApi
{
    private const int MostBuckets = 10_000;

    /// <summary>The last instant that a date can name (the year 9999): keeps sums of times from overflowing.</summary>
    private const long EndOfTime = 253_402_300_799_999;

    public static void MapHistory(this IEndpointRouteBuilder routes) => routes.MapGet("/history", GetHistory)
        .WithName("GetHistory").WithTags("History").WithSummary("A signal's past in equal buckets; empty buckets are included, so that gaps are seen.")
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    /// <param name="signal"><c>facility/area/equipment/signal</c></param>
    private static async Task<Results<Ok<HistoryView>, ProblemHttpResult, ValidationProblem>> GetHistory(
        string? signal, long? from, long? to, int? buckets, [FromServices] IReadingHistory history, [FromServices] Plan plan, CancellationToken cancellation)
    {
        if (WrongRange(signal, from, to) is { } invalid)
        {
            return invalid;
        }

        if (buckets is < 1 or > MostBuckets)
        {
            return Problems.Invalid("buckets", $"1 to {MostBuckets}.");
        }

        if (plan.FindSignal(signal!) is not { } known)
        {
            return UnknownSignal();
        }

        var range = await history.RangeAsync(known.Number, from!.Value, to!.Value, buckets ?? 600, cancellation);
        return TypedResults.Ok(new HistoryView(known.Address, known.Plan.Unit.Symbol(), from.Value, to.Value, [.. range.Select(BucketView.Of)]));
    }

    /// <returns>What is wrong with the question; null: nothing.</returns>
    public static ValidationProblem? WrongRange(string? signal, long? from, long? to) =>
        signal is null ? Problems.Invalid("signal", "Name the signal: facility/area/equipment/signal.")
        : from is not (>= 0 and < EndOfTime) || to is not (> 0 and <= EndOfTime) || from >= to ? Problems.Invalid("from", "from and to are Unix milliseconds (UTC), from before to.")
        : null;

    public static ProblemHttpResult UnknownSignal() => Problems.Unknown("signal", "GET /api/v1/areas/{facility}/{area} lists an area's signals with their addresses.");
}
