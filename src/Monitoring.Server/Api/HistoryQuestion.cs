using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Monitoring.Domain.Areas;

namespace Monitoring.Server.Api;

/// <summary>What every question about the past asks for, and what can be wrong with it.</summary>
internal static class HistoryQuestion
{
    public const int MostSignals = 10;
    public const int MostBuckets = 10_000;

    /// <summary>The last instant that a date can name (the year 9999): keeps sums of times from overflowing.</summary>
    public const long EndOfTime = 253_402_300_799_999;

    /// <returns>What is wrong with it; null: nothing.</returns>
    public static ValidationProblem? Wrong(string[]? signals, long? from, long? to, int most = MostSignals) =>
        signals is not { Length: > 0 } ? Problems.Invalid("signal", "Name the signal: facility/area/equipment/signal.")
        : signals.Length > most ? Problems.Invalid("signal", $"At most {most} signals.")
        : WrongRange(from, to);

    public static ValidationProblem? WrongRange(long? from, long? to) =>
        from is not (>= 0 and < EndOfTime) || to is not (> 0 and <= EndOfTime) || from >= to ? Problems.Invalid("from", "from and to are Unix milliseconds (UTC), from before to.")
        : null;

    public static ValidationProblem? WrongBuckets(int? buckets) => buckets is < 1 or > MostBuckets ? Problems.Invalid("buckets", $"1 to {MostBuckets}.") : null;

    /// <returns>Null: the plan has them all.</returns>
    public static ProblemHttpResult? Find(string[] addresses, Plan plan, out ImmutableArray<Signal> signals)
    {
        var known = addresses.Distinct(StringComparer.Ordinal).Select(plan.FindSignal).ToList();
        signals = [.. known.OfType<Signal>()];
        return known.Contains(null) ? UnknownSignal() : null;
    }

    public static ProblemHttpResult UnknownSignal() => Problems.Unknown("signal", "GET /api/v1/areas/{facility}/{area} lists an area's signals with their addresses.");
}
