using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;
using Monitoring.Server.Access;

namespace Monitoring.Server.Api;

internal static class AlarmsApi
{
    public static void MapAlarms(this IEndpointRouteBuilder routes)
    {
        var alarms = routes.MapGroup("/alarms").WithTags("Alarms");
        alarms.MapGet("", GetAlarms).WithName("ListAlarms").WithSummary("Alarms that aren't over, worst and newest first.")
            .RequireRight(Right.See, Where.Anywhere)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        alarms.MapGet("/journal", JournalApi.GetJournal).WithName("ListJournal").WithSummary("Every transition of every alarm, newest first.")
            .RequireRight(Right.See, Where.Anywhere)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

        Map<Remark>("acknowledge", Right.Acknowledge, "Says that somebody has seen an alarm and takes care of it.", (id, body, by) => new Acknowledge(id, by, body.Note));
        Map<Remark>("reset", Right.Reset, "Releases a latched alarm that has returned.", (id, body, by) => new Reset(id, by, body.Note));
        Map<Shelving>(
            "shelve", Right.Shelve, "Silences an alarm for a time; it is still evaluated and recorded.",
            (id, body, by) => new Shelve(id, TimeSpan.FromMinutes(body.Minutes!.Value), body.Once, by, body.Why));
        Map<Remark>("unshelve", Right.Shelve, "Lets a shelved alarm speak again.", (id, body, by) => new Unshelve(id, by, body.Note));
        Map<ActionTaken>(
            "action", Right.Record, "Records the corrective action; recording again corrects it.",
            (id, body, by) => new RecordAction(id, body.Cause!, body.Taken!, body.Product!.Value, by, null));
        Map<Remark>("verify", Right.Verify, "A second person says that the corrective action was right.", (id, body, by) => new VerifyAction(id, by, body.Note));

        void Map<TBody>(string act, Right right, string summary, Func<string, TBody, Actor, AlarmCommand> command)
            where TBody : ActBody =>
            alarms.MapPost($"/{{id}}/{act}", (string id, TBody body, Caller caller, [FromServices] Acting acting) => acting.OnAlarmAsync(id, body, caller, right, by => command(id, body, by)))
                .WithName($"{char.ToUpperInvariant(act[0])}{act[1..]}Alarm").WithSummary(summary).RequireRight(right, Where.Alarm).ProducesActProblems();
    }

    private static async Task<Results<Ok<AlarmView[]>, ProblemHttpResult>> GetAlarms(
        string? facility, string? area, Caller caller, [FromServices] BoardReader boards, [FromServices] Plan plan, CancellationToken cancellation)
    {
        if (caller.FindMissing(Right.See, facility, area) is { } missing)
        {
            return missing.ToProblem();
        }

        var places = caller.AreasOf(Right.See, plan).Where(a => (facility is null || a.Facility == facility) && (area is null || a.Area == area)).ToArray();
        return places.Length == 0 && (facility ?? area) is not null
            ? Problems.Unknown(["facility", "area"], "GET /api/v1/areas lists the areas of the plan.")
            : TypedResults.Ok(await boards.ReadAlarmsAsync(places, cancellation));
    }
}
