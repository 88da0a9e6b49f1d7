using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;
using Monitoring.Server.Access;
using Monitoring.Server.Api;

namespace Monitoring.Server.Exports;

internal static class ExportApi
{
    private const int MostSignals = 40;

    private static readonly string RetryAfterSeconds = "30";

    public static void MapExport(this IEndpointRouteBuilder routes) => routes.MapGet("/history/export", GetExport)
        .WithName("ExportHistory").WithTags("History")
        .WithSummary("Stored readings, or their roll-ups, of up to 40 signals as a file: one row for each time, in order. Streamed, of any size; a download that breaks off isn't whole.")
        .WithDescription("signal (repeated): facility/area/equipment/signal. from, to: Unix milliseconds (UTC). format: csv, parquet or xlsx. resolution: raw (default), minute or hour, which widens the range to whole ones.")
        .RequireRight(Right.Review, Where.Anywhere)
        .Produces<Stream>(StatusCodes.Status200OK, "text/csv", "application/vnd.apache.parquet", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    /// <param name="signal"><c>facility/area/equipment/signal</c>; one to forty.</param>
    private static async Task<Results<EmptyHttpResult, ProblemHttpResult, ValidationProblem>> GetExport(
        string[]? signal,
        long? from,
        long? to,
        string? format,
        string? resolution,
        Caller caller,
        HttpContext context,
        [FromServices] Exporter exporter,
        [FromServices] Plan plan)
    {
        if (HistoryQuestion.Wrong(signal, from, to, MostSignals) is { } invalid)
        {
            return invalid;
        }

        if (!Words.TryRead<ExportFormat>([format ?? ""], out var formats))
        {
            return Problems.Invalid("format", "One of csv, parquet, xlsx.");
        }

        if (!Words.TryRead<ExportResolution>([resolution ?? "raw"], out var resolutions))
        {
            return Problems.Invalid("resolution", "One of raw, minute, hour.");
        }

        if (caller.FindMissing(Right.Review, signal!) is { } missing)
        {
            return missing.ToProblem();
        }

        if (Array.Find(signal!, s => plan.FindSignal(s) is null) is { } unknown)
        {
            return Problems.Unknown("signal", $"The plan has no '{unknown}'. GET /api/v1/areas/{{facility}}/{{area}} lists an area's signals with their addresses.");
        }

        using var turn = exporter.Begin();
        if (!turn.IsAcquired)
        {
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
            return TypedResults.Problem(
                $"{Exporter.Most} files are being written for others, as many as this server writes at a time. Try again in half a minute.",
                statusCode: StatusCodes.Status503ServiceUnavailable,
                title: "Too many exports at a time.");
        }

        var known = signal!.Distinct(StringComparer.Ordinal).Select(s => plan.FindSignal(s)!).ToImmutableArray();
        await exporter.SendAsync(new ExportQuestion(known, from!.Value, to!.Value, formats[0], resolutions[0]), context);
        return TypedResults.Empty;
    }
}
