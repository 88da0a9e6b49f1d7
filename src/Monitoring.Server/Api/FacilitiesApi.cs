using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;
using Monitoring.Server.Access;

namespace Monitoring.Server.Api;

internal static class FacilitiesApi
{
    public static void MapFacilities(this IEndpointRouteBuilder routes) => routes.MapGet("/facilities", GetFacilities)
        .WithName("ListFacilities").WithTags("Facilities").WithSummary("Every facility that the caller may see, with its areas at a glance.")
        .RequireRight(Right.See, Where.Anywhere);

    private static async Task<Ok<FacilityView[]>> GetFacilities(Caller caller, [FromServices] Overviews overviews, [FromServices] Plan plan, CancellationToken cancellation) =>
        TypedResults.Ok(new Sight(caller, plan).Narrow(await overviews.ReadAsync(cancellation)));
}
