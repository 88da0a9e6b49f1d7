using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;
using Monitoring.Ingest.Rejects;
using Monitoring.Server.Access;

namespace Monitoring.Server.Api;

internal static class RejectsApi
{
    public static void MapRejects(this IEndpointRouteBuilder routes) => routes.MapGet("/rejects", GetRejects)
        .WithName("ListRejects").WithTags("Rejects").WithSummary("Messages that were refused, counted by reason, with what to do about each.")
        .RequireRight(Right.Operate, Where.Anywhere);

    private static Ok<RejectsView> GetRejects(Caller caller, [FromServices] RejectsQuery rejects, [FromServices] Plan plan)
    {
        var all = rejects();
        return TypedResults.Ok(all.Entries.All(IsTheirs) ? all : RejectsView.Of([.. all.Entries.Where(IsTheirs)]));

        // A topic that names no facility of the plan is anybody's to look into.
        bool IsTheirs(RejectView entry) => entry.Topic.Split('/') is not [_, var facility, ..] || plan.FindFacility(facility) is null
            || caller.AllowsWithin(Right.Operate, facility);
    }

    public static RejectsQuery Ask(RejectLog log) => () =>
        RejectsView.Of([.. log.Snapshot().Select(e => new RejectView(e.Topic, Word(e.Reason.ToString()), e.Remedy, e.Count, e.FirstAt, e.LastAt, e.Sample))]);

    private static string Word(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
