using Microsoft.AspNetCore.Mvc;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;
using Monitoring.Server.Access;

namespace Monitoring.Server.Api;

/// <summary>What people do to equipment: maintenance, and the phase that it is in.</summary>
internal static class EquipmentApi
{
    public static void MapEquipment(this IEndpointRouteBuilder routes)
    {
        var area = routes.MapGroup("/areas/{facility}/{area}").WithTags("Equipment");
        area.MapPost("/equipment/{equipment}/out-of-service", TakeOut).WithName("TakeOutOfService")
            .WithSummary("Maintenance: the alarms of an equipment, or of one of its signals, are evaluated and recorded, and silent.")
            .RequireRight(Right.Service, Where.Area).Produces(StatusCodes.Status204NoContent).ProducesActProblems();
        area.MapPost("/equipment/{equipment}/in-service", Return).WithName("ReturnToService")
            .WithSummary("Maintenance is over.").RequireRight(Right.Service, Where.Area).Produces(StatusCodes.Status204NoContent).ProducesActProblems();
        area.MapPost("/phase", SetPhase).WithName("SetPhase")
            .WithSummary("Says what an equipment is doing, or that the area is open or closed, for a time.").RequireRight(Right.Record, Where.Area).Produces(StatusCodes.Status204NoContent).ProducesActProblems();
    }

    private static Task<IResult> TakeOut(string facility, string area, string equipment, ServiceChange body, Caller caller, [FromServices] Acting acting) => acting.OnAreaAsync(
        new AreaId(facility, area), body, caller, Right.Service,
        by => new TakeOutOfService(equipment, body.Signal, body.Minutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null, by, body.Why ?? body.Note));

    private static Task<IResult> Return(string facility, string area, string equipment, ServiceChange body, Caller caller, [FromServices] Acting acting) => acting.OnAreaAsync(
        new AreaId(facility, area), body, caller, Right.Service, by => new ReturnToService(equipment, body.Signal, by, body.Note ?? body.Why));

    private static Task<IResult> SetPhase(string facility, string area, PhaseChange body, Caller caller, [FromServices] Acting acting) => acting.OnAreaAsync(
        new AreaId(facility, area), body, caller, Right.Record,
        by => new SetPhase(body.Equipment ?? "", body.Phase!.Value, body.Phase == Phase.Unknown ? TimeSpan.Zero : TimeSpan.FromMinutes(body.Minutes ?? 0), by, body.Note));
}
