using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;

namespace Monitoring.Server.Api;

/// <summary>Takes what people do to the area that it is about, and says in HTTP's words what came of it.</summary>
internal sealed class Acting(GrainAccess grains, Plan plan)
{
    private const int LongestName = 80;

    public async Task<IResult> OnAlarmAsync(string alarmId, ActBody body, Func<Actor, AlarmCommand> command)
    {
        if (!AlarmId.TryGetArea(alarmId, out var area) || plan.FindArea(area) is null)
        {
            return CheckBody(body, null, out _) is { } mistake ? mistake : Unknown();
        }

        if (CheckBody(body, area.Facility, out var actor) is { } wrong)
        {
            return wrong;
        }

        var result = await grains.Area(area).Act(command(actor));
        return result is { Outcome: CommandOutcome.Done, Alarm: { } alarm } ? TypedResults.Ok(AlarmView.Of(alarm, area, plan)) : Refusal(result);

        static ProblemHttpResult Unknown() => Problems.Unknown("alarm", "GET /api/v1/alarms lists the alarms that aren't over.");
    }

    public async Task<IResult> OnAreaAsync(AreaId area, ActBody body, Func<Actor, AlarmCommand> command)
    {
        if (plan.FindArea(area) is null)
        {
            return Problems.Unknown(["facility", "area"], "GET /api/v1/areas lists the areas of the plan.");
        }

        if (CheckBody(body, area.Facility, out var actor) is { } wrong)
        {
            return wrong;
        }

        var result = await grains.Area(area).Act(command(actor));
        return result.Outcome == CommandOutcome.Done ? TypedResults.NoContent() : Refusal(result);
    }

    private ValidationProblem? CheckBody(ActBody body, string? facility, out Actor actor)
    {
        var by = body.By?.Trim();
        var person = by is null || facility is null ? null : plan.FindFacility(facility)?.FindPerson(by);
        actor = person is null ? new Actor(by ?? "", Role.Operator) : new Actor(person.Id, person.Role);
        return string.IsNullOrEmpty(by) || by.Length > LongestName || by.Any(char.IsControl)
            ? Problems.Invalid("by", $"Say who does it: 1 to {LongestName} characters on one line.")
            : body.FindProblem() is { } wrong ? Problems.Invalid(wrong.Field, wrong.Remedy) : null;
    }

    private static ProblemHttpResult Refusal(CommandResult result)
    {
        var (status, title) = result.Outcome switch
        {
            CommandOutcome.AlreadyDone => (StatusCodes.Status409Conflict, "Somebody was first."),
            CommandOutcome.NotAllowed => (StatusCodes.Status403Forbidden, "This isn't this person's to do."),
            CommandOutcome.NotPossible => (StatusCodes.Status422UnprocessableEntity, "That isn't possible now."),
            _ => (StatusCodes.Status404NotFound, "No such thing."),
        };
        if (status == StatusCodes.Status404NotFound)
        {
            return Problems.Unknown("alarm", "GET /api/v1/alarms lists the alarms that aren't over; GET /api/v1/areas/{facility}/{area} the equipment.");
        }

        var problem = new ProblemDetails { Status = status, Title = title, Detail = result.Why };
        if (result is { Outcome: CommandOutcome.AlreadyDone, Alarm.AcknowledgedBy: { } by })
        {
            problem.Extensions["acknowledgedBy"] = by;
            problem.Extensions["acknowledgedAt"] = result.Alarm.AcknowledgedAt;
        }

        return TypedResults.Problem(problem);
    }
}

internal static class ActProblems
{
    public static RouteHandlerBuilder ProducesActProblems(this RouteHandlerBuilder route) => route
        .ProducesValidationProblem()
        .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
}
