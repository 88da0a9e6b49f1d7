using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Monitoring.Ingest.Rejects;

namespace Monitoring.Server.Api;

internal static class RejectsApi
{
    public static void MapRejects(this IEndpointRouteBuilder routes) => routes.MapGet("/rejects", GetRejects)
        .WithName("ListRejects").WithTags("Rejects").WithSummary("Messages that were refused, counted by reason, with what to do about each.");

    private static Ok<RejectsView> GetRejects([FromServices] RejectsQuery rejects) => TypedResults.Ok(rejects());

    public static RejectsQuery Ask(RejectLog log) => () =>
    {
        var entries = log.Snapshot();
        var byReason = entries.GroupBy(e => Word(e.Reason.ToString())).ToDictionary(g => g.Key, g => g.Sum(e => e.Count));
        return new RejectsView(
            byReason.Values.Sum(), byReason, [.. entries.Select(e => new RejectView(e.Topic, Word(e.Reason.ToString()), e.Remedy, e.Count, e.FirstAt, e.LastAt, e.Sample))]);
    };

    private static string Word(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
