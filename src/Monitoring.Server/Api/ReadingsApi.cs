using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;
using Monitoring.Domain.Signals;
using Monitoring.Grains.Ports;
using Monitoring.Server.Access;

namespace Monitoring.Server.Api;

internal static class ReadingsApi
{
    private const int Most = 100_000;

    public static void MapReadings(this IEndpointRouteBuilder routes) => routes.MapGet("/history/readings", GetReadings)
        .WithName("GetReadings").WithTags("History").WithSummary("A signal's readings as they came, ordered by time, each once.")
        .RequireRight(Right.See, Where.Anywhere)
        .ProducesProblem(StatusCodes.Status404NotFound);

    /// <param name="signal"><c>facility/area/equipment/signal</c></param>
    private static async Task<Results<Ok<ReadingsView>, ProblemHttpResult, ValidationProblem>> GetReadings(
        string? signal, long? from, long? to, int? limit, Caller caller, [FromServices] IReadingHistory history, [FromServices] Plan plan, CancellationToken cancellation)
    {
        if (HistoryQuestion.Wrong(signal is null ? null : [signal], from, to) is { } invalid)
        {
            return invalid;
        }

        if (limit is < 1 or > Most)
        {
            return Problems.Invalid("limit", $"1 to {Most}.");
        }

        if (caller.FindMissing(Right.See, [signal!]) is { } missing)
        {
            return missing.ToProblem();
        }

        if (plan.FindSignal(signal!) is not { } known)
        {
            return HistoryQuestion.UnknownSignal();
        }

        var readings = await history.ReadAsync(known.Number, from!.Value, to!.Value, limit ?? 1_000, cancellation);
        return TypedResults.Ok(new ReadingsView(known.Address, known.Plan.Unit.Symbol(), [.. readings.Select(ReadingView.Of)]));
    }
}

internal sealed record ReadingsView(string Signal, string Unit, ReadingView[] Readings);

/// <param name="Time">Unix milliseconds, UTC.</param>
/// <param name="Value">Null: the device sent no number.</param>
internal sealed record ReadingView(long Time, double? Value, Quality Quality)
{
    public static ReadingView Of(Reading reading) => new(reading.Time, Number.OrNull(reading.Value), reading.Quality);
}
