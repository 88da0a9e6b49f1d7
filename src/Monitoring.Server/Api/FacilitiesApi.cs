using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Monitoring.Server.Api;

internal static class FacilitiesApi
{
    public static void MapFacilities(this IEndpointRouteBuilder routes) => routes.MapGet("/facilities", GetFacilities)
        .WithName("ListFacilities").WithTags("Facilities").WithSummary("Every facility with its areas at a glance.");

    private static async Task<Ok<FacilityView[]>> GetFacilities([FromServices] Overviews overviews, CancellationToken cancellation) =>
        TypedResults.Ok(await overviews.ReadAsync(cancellation));
}
