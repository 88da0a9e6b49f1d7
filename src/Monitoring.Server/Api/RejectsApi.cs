using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Monitoring.Server.Api;

internal static class RejectsApi
{
    public static void MapRejects(this IEndpointRouteBuilder routes) => routes.MapGet("/rejects", GetRejects)
        .WithName("ListRejects").WithTags("Rejects").WithSummary("Messages that were refused, counted by reason, with what to do about each.");

    private static Ok<RejectsView> GetRejects([FromServices] RejectsQuery rejects) => TypedResults.Ok(rejects());
}
