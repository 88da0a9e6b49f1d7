using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;
using Monitoring.Server.Access;

namespace Monitoring.Server.Api;

internal static class AreasApi
{
    public static void MapAreas(this IEndpointRouteBuilder routes)
    {
        var areas = routes.MapGroup("/areas").WithTags("Areas");
        areas.MapGet("", GetAreas).WithName("ListAreas").WithSummary("Every area that the caller may see, at a glance.")
            .RequireRight(Right.See, Where.Anywhere);
        areas.MapGet("/{facility}/{area}", GetBoard).WithName("GetArea").WithSummary("An area's board: every signal's newest value and the alarms that aren't over.")
            .RequireRight(Right.See, Where.Area)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Ok<AreaView[]>> GetAreas(Caller caller, [FromServices] Overviews overviews, [FromServices] Plan plan, CancellationToken cancellation) =>
        TypedResults.Ok(new Sight(caller, plan).Narrow(await overviews.ReadAsync(cancellation)).SelectMany(f => f.Areas).ToArray());

    private static async Task<Results<Ok<AreaBoard>, ProblemHttpResult>> GetBoard(
        string facility, string area, [FromServices] BoardReader boards, [FromServices] Plan plan, CancellationToken cancellation)
    {
        var id = new AreaId(facility, area);
        return plan.FindArea(id) is null
            ? Problems.Unknown(["facility", "area"], "GET /api/v1/areas lists the areas of the plan.")
            : TypedResults.Ok((await boards.ReadAsync(id, cancellation)).ToBoard(plan));
    }
}
