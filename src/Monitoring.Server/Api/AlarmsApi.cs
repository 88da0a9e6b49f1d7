using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Grains.Contracts;

namespace Monitoring.Server.Api;

/// <param name="By">Who acknowledges: 1 to 80 characters.</param>
/// <param name="Note">What was seen or done: at most 500 characters.</param>
internal sealed record Acknowledgement(string? By, string? Note);

internal static class AlarmsApi
{
    private const string Remedy = "GET /api/v1/alarms lists the alarms that aren't over.";

    public static void MapAlarms(this IEndpointRouteBuilder routes)
    {
        var alarms = routes.MapGroup("/alarms").WithTags("Alarms");
        alarms.MapGet("", GetAlarms).WithName("ListAlarms").WithSummary("Alarms that aren't over, worst and newest first.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        alarms.MapPost("/{id}/acknowledge", Acknowledge).WithName("AcknowledgeAlarm").WithSummary("Says that somebody has seen an alarm and takes care of it.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        alarms.MapGet("/journal", JournalApi.GetJournal).WithName("ListJournal").WithSummary("Every transition of every alarm, newest first.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Results<Ok<AlarmView[]>, ProblemHttpResult>> GetAlarms(
        string? facility, string? area, [FromServices] BoardReader boards, [FromServices] Plan plan, CancellationToken cancellation)
    {
        var places = plan.AreaIds.Where(a => (facility is null || a.Facility == facility) && (area is null || a.Area == area)).ToArray();
        return places.Length == 0 && (facility ?? area) is not null
            ? Problems.Unknown(["facility", "area"], "GET /api/v1/areas lists the areas of the plan.")
            : TypedResults.Ok(await boards.ReadAlarmsAsync(places, cancellation));
    }

    private static async Task<Results<Ok<AlarmView>, ProblemHttpResult, ValidationProblem>> Acknowledge(
        string id, Acknowledgement body, [FromServices] GrainAccess grains, [FromServices] Plan plan)
    {
        var by = body.By?.Trim();
        if (string.IsNullOrEmpty(by) || by.Length > 80 || by.Any(char.IsControl))
        {
            return Problems.Invalid("by", "Say who acknowledges: 1 to 80 characters on one line.");
        }

        if (body.Note is { Length: > 500 })
        {
            return Problems.Invalid("note", "At most 500 characters.");
        }

        if (!AlarmId.TryGetArea(id, out var area) || plan.FindArea(area) is null)
        {
            return Problems.Unknown("alarm", Remedy);
        }

        var result = await grains.Area(area).Acknowledge(id, by, string.IsNullOrWhiteSpace(body.Note) ? null : body.Note.Trim());
        return result switch
        {
            { Outcome: AcknowledgeOutcome.Acknowledged, Alarm: { } alarm } => TypedResults.Ok(AlarmView.Of(alarm, area, plan)),
            { Outcome: AcknowledgeOutcome.AlreadyAcknowledged, Alarm: { } alarm } => AlreadyDone(alarm),
            _ => Problems.Unknown("alarm", Remedy),
        };
    }

    private static ProblemHttpResult AlreadyDone(Alarm alarm) => TypedResults.Problem(new ProblemDetails
    {
        Status = StatusCodes.Status409Conflict,
        Title = "Somebody was first.",
        Detail = $"{alarm.AcknowledgedBy} has acknowledged this alarm already.",
        Extensions = { ["acknowledgedBy"] = alarm.AcknowledgedBy, ["acknowledgedAt"] = alarm.AcknowledgedAt },
    });
}
