using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Monitoring.Domain.Alarms.Health;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;
using Monitoring.Server.Access;
using Monitoring.Server.Trials;

namespace Monitoring.Server.Api;

internal static class AlarmHealthApi
{
    private const int DefaultDays = 28;
    private const int MostDays = 366;
    private const int MostDaysReplayed = 31;
    private const int MostProposals = 10;

    public static void MapAlarmHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/alarms/health").WithTags("Alarm health");
        health.MapGet("", GetHealth).WithName("GetAlarmHealth")
            .WithSummary("How well a facility's alarms serve its people: load, floods, chattering, standing alarms, time to acknowledge; by week and area.")
            .RequireRight(Right.Review, Where.Anywhere)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        health.MapGet("/proposals", GetProposals).WithName("GetAlarmProposals")
            .WithSummary("For each bad actor the smallest change that would have quietened it, found by replaying stored readings; takes seconds for each.")
            .RequireRight(Right.Review, Where.Anywhere)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    /// <param name="from">Unix milliseconds, UTC; 28 days before <paramref name="to"/> if left out.</param>
    /// <param name="to">Now if left out.</param>
    private static async Task<Results<Ok<AlarmHealthView>, ProblemHttpResult, ValidationProblem>> GetHealth(
        string? facility,
        string? area,
        long? from,
        long? to,
        Caller caller,
        [FromServices] HealthReader reader,
        [FromServices] Plan plan,
        [FromServices] TimeProvider time,
        CancellationToken cancellation)
    {
        var range = TimeRange.Of(from, to, DefaultDays, time);
        return range.Wrong(MostDays) is { } invalid ? invalid
            : facility is null ? Problems.Invalid("facility", "Name the facility.")
            : FindMissing(caller, facility, area) is { } missing ? missing.ToProblem()
            : Find(plan, facility, area) is not { } known ? UnknownPlace()
            : TypedResults.Ok(AlarmHealthView.Of(await reader.ReadAsync(known, area, range.From, range.To, cancellation), known, area, plan));
    }

    /// <param name="rule">With <paramref name="area"/>, <paramref name="equipment"/> and <paramref name="signal"/>: only of this source, if it is a bad actor.</param>
    private static async Task<Results<Ok<ProposalsView>, ProblemHttpResult, ValidationProblem>> GetProposals(
        string? facility,
        string? area,
        string? equipment,
        string? signal,
        string? rule,
        long? from,
        long? to,
        Caller caller,
        [FromServices] HealthReader reader,
        [FromServices] ProposalFinder finder,
        [FromServices] Replays replays,
        [FromServices] Plan plan,
        [FromServices] TimeProvider time,
        CancellationToken cancellation)
    {
        var range = TimeRange.Of(from, to, DefaultDays, time);
        if (range.Wrong(MostDaysReplayed) is { } invalid)
        {
            return invalid;
        }

        if (facility is null)
        {
            return Problems.Invalid("facility", "Name the facility.");
        }

        var one = new[] { equipment, signal, rule };
        if (one.Any(w => w is not null) && (area is null || one.Any(w => w is null)))
        {
            return Problems.Invalid("rule", "One source is named by area, equipment, signal and rule together.");
        }

        if (FindMissing(caller, facility, area) is { } missing)
        {
            return missing.ToProblem();
        }

        if (Find(plan, facility, area) is not { } known)
        {
            return UnknownPlace();
        }

        using var turn = await replays.BeginAsync(cancellation);
        if (!turn.IsAcquired)
        {
            return Problems.Busy();
        }

        var report = await reader.ReadAsync(known, area, range.From, range.To, cancellation);
        List<ProposalView> proposals = [];
        foreach (var actor in BadActor.Of(report.Whole).Where(a => rule is null || IsIt(a.Figures.Source, equipment!, signal!, rule)).Take(MostProposals))
        {
            proposals.Add(ProposalView.Of(await finder.FindAsync(actor, range.From, range.To, cancellation), plan));
        }

        return TypedResults.Ok(new ProposalsView(range.From, range.To, [.. proposals]));
    }

    private static bool IsIt(AlarmSource source, string equipment, string signal, string rule) => (source.Equipment, source.Signal, source.Rule) == (equipment, signal, rule);

    private static FacilityPlan? Find(Plan plan, string facility, string? area) =>
        area is null || plan.FindArea(new AreaId(facility, area)) is not null ? plan.FindFacility(facility) : null;

    /// <summary>Figures of a facility are sums over all of its areas.</summary>
    private static MissingRight? FindMissing(Caller caller, string facility, string? area) =>
        caller.Permissions.Allows(Right.Review, facility, area) ? null : new MissingRight(Right.Review, facility, area);

    private static ProblemHttpResult UnknownPlace() => Problems.Unknown(["facility", "area"], "GET /api/v1/areas lists the areas of the plan.");
}
