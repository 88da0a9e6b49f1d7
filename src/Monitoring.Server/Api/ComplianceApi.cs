using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;
using Monitoring.Domain.Signals;
using Monitoring.Server.Access;
using Monitoring.Server.Reviews;

namespace Monitoring.Server.Api;

internal static class ComplianceApi
{
    private const int MostSignals = 40;
    private const long LongestDays = 3_660;

    public static void MapCompliance(this IEndpointRouteBuilder routes) => routes.MapGet("/history/compliance", GetCompliance)
        .WithName("GetCompliance").WithTags("History").WithSummary("Time inside limits, the excursions, their alarms and what was done about them.")
        .RequireRight(Right.Review, Where.Anywhere)
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    /// <param name="signal"><c>facility/area/equipment/signal</c>; up to forty.</param>
    /// <param name="area"><c>facility/area</c>: all of its signals.</param>
    private static async Task<Results<Ok<ComplianceView>, ProblemHttpResult, ValidationProblem>> GetCompliance(
        string[]? signal, string? area, long? from, long? to, Caller caller,
        [FromServices] ReviewTurns turns, [FromServices] ComplianceReader reader, [FromServices] HeldReader heldReader, [FromServices] ExcursionAlarms alarms, [FromServices] Plan plan, CancellationToken cancellation)
    {
        var hasSignals = signal is { Length: > 0 };
        if (hasSignals == area is not null)
        {
            return Problems.Invalid("signal", "Name signals (facility/area/equipment/signal), or one area (area=facility/area).");
        }

        if (Wrong(hasSignals ? signal : [area!], from, to) is { } invalid)
        {
            return invalid;
        }

        if (caller.FindMissing(Right.Review, hasSignals ? signal! : [area!]) is { } missing)
        {
            return missing.ToProblem();
        }

        if (!TryFind(hasSignals ? signal! : null, area, plan, out var signals))
        {
            return hasSignals ? HistoryQuestion.UnknownSignal() : Problems.Unknown("area", "GET /api/v1/areas lists the areas of the plan.");
        }

        using var turn = await turns.BeginAsync(cancellation);
        if (!turn.IsAcquired)
        {
            return Problems.Busy();
        }

        var minute = Resolution.Minute.Milliseconds();
        var (start, end) = (from!.Value / minute * minute, (to!.Value + minute - 1) / minute * minute);
        var views = new List<SignalComplianceView>();
        foreach (var group in signals.GroupBy(s => s.Area))
        {
            var known = await alarms.ReadAsync(group.Key, start, end, cancellation);
            foreach (var one in group)
            {
                var held = end - start <= HeldReader.LongestRange && HeldReader.IsNeeded(one) ? await heldReader.ReadAsync(one, start, end, cancellation) : [];
                if (held is null)
                {
                    return Problems.Busy();
                }

                views.Add(SignalComplianceView.Of(await reader.ReadAsync(one, start, end, cancellation), held, known[(one.Equipment.Id, one.Plan.Id)]));
            }
        }

        return TypedResults.Ok(new ComplianceView(start, end, [.. views.OrderBy(v => signals.FindIndex(s => s.Address == v.Signal))]));
    }

    private static ValidationProblem? Wrong(string[]? signals, long? from, long? to) =>
        HistoryQuestion.Wrong(signals, from, to, MostSignals) ?? (to - from > LongestDays * TimeSpan.MillisecondsPerDay ? Problems.Invalid("from", $"At most {LongestDays} days before to.") : null);

    private static bool TryFind(string[]? addresses, string? area, Plan plan, out List<Signal> signals)
    {
        if (addresses is not null)
        {
            var isKnown = HistoryQuestion.Find(addresses, plan, out var found) is null;
            signals = [.. found];
            return isKnown;
        }

        var parts = area!.Split('/');
        signals = parts.Length == 2 && plan.SignalsOf.TryGetValue(new AreaId(parts[0], parts[1]), out var all) ? [.. all.Take(MostSignals)] : [];
        return signals.Count > 0;
    }
}
