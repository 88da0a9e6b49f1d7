using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;
using Monitoring.Server.Access;

namespace Monitoring.Server.Api;

/// <summary>Takes what people do, in their name, to the area that it is about, and says in HTTP's words what came of it.</summary>
internal sealed class Acting(GrainAccess grains, Plan plan)
{
    /// <param name="right">By which the caller may; the route has asked for it.</param>
    public async Task<IResult> OnAlarmAsync(string alarmId, ActBody body, Caller caller, Right right, Func<Actor, AlarmCommand> command)
    {
        if (body.FindProblem() is { } wrong)
        {
            return Problems.Invalid(wrong.Field, wrong.Remedy);
        }

        if (!AlarmId.TryGetArea(alarmId, out var area) || plan.FindArea(area) is null)
        {
            return Unknown();
        }

        var result = await grains.Area(area).Act(command(ActorOf(caller, area, right)));
        return result is { Outcome: CommandOutcome.Done, Alarm: { } alarm } ? TypedResults.Ok(AlarmView.Of(alarm, area, plan)) : Refusal(result);

        static ProblemHttpResult Unknown() => Problems.Unknown("alarm", "GET /api/v1/alarms lists the alarms that aren't over.");
    }

    /// <inheritdoc cref="OnAlarmAsync"/>
    public async Task<IResult> OnAreaAsync(AreaId area, ActBody body, Caller caller, Right right, Func<Actor, AlarmCommand> command)
    {
        if (plan.FindArea(area) is null)
        {
            return Problems.Unknown(["facility", "area"], "GET /api/v1/areas lists the areas of the plan.");
        }

        if (body.FindProblem() is { } wrong)
        {
            return Problems.Invalid(wrong.Field, wrong.Remedy);
        }

        var result = await grains.Area(area).Act(command(ActorOf(caller, area, right)));
        return result.Outcome == CommandOutcome.Done ? TypedResults.NoContent() : Refusal(result);
    }

    /// <summary>In the role that brings the right, if several are held there: the plan limits by role how much of it there is. A program is trusted least.</summary>
    private static Actor ActorOf(Caller caller, AreaId area, Right right) =>
        new(caller.Name, caller.Permissions.RoleAt(area.Facility, area.Area, right) ?? Role.Operator, caller.From);

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
