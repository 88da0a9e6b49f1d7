using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;
using Monitoring.History.Influx;
using Monitoring.History.Store.Shipping;
using Monitoring.Server.Access;

namespace Monitoring.Server.Api;

/// <summary>The way to InfluxDB: how far it is, what InfluxDB refused, and sending again.</summary>
internal static class ForwardingApi
{
    private const int MostLines = 10_000;

    public static void MapForwarding(this IEndpointRouteBuilder routes)
    {
        var forwarding = routes.MapGroup("/forwarding").WithTags("Forwarding").RequireRight(Right.Operate, Where.Anywhere).ProducesProblem(StatusCodes.Status409Conflict);
        forwarding.MapGet("/", GetForwarding).WithName("GetForwarding").WithSummary("How far readings have come on their way to InfluxDB.");
        forwarding.MapGet("/quarantine", GetQuarantine).WithName("GetQuarantine").WithSummary("Points that InfluxDB refused, with its words, newest first.");
        forwarding.MapGet("/quarantine/lines", GetLines).WithName("GetQuarantineLines").WithSummary("The same as a file of line protocol (times in milliseconds).").Produces(StatusCodes.Status200OK, contentType: "text/plain");
        forwarding.MapPost("/quarantine/retry", Retry).WithName("RetryQuarantine").WithSummary("Sends every quarantined point once more.");
        forwarding.MapPost("/resend", Resend).WithName("Resend").WithSummary("Sends a range again, from the embedded store.").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<ForwardingStatus>, ProblemHttpResult>> GetForwarding([FromServices] IServiceProvider services, CancellationToken cancellation) =>
        Find(services) is { } forwarding ? TypedResults.Ok(await forwarding.StatusAsync(cancellation)) : NotUsed();

    private static async Task<Results<Ok<QuarantineView>, ProblemHttpResult, ValidationProblem>> GetQuarantine(
        long? before, int? limit, Caller caller, [FromServices] IServiceProvider services, [FromServices] Plan plan, CancellationToken cancellation)
    {
        if (caller.FindMissing(Right.Operate, plan) is { } missing)
        {
            return missing.ToProblem();
        }

        if (limit is < 1 or > MostLines)
        {
            return Problems.Invalid("limit", $"1 to {MostLines}.");
        }

        if (Find(services) is not { } forwarding)
        {
            return NotUsed();
        }

        var asked = limit ?? 100;
        var lines = await forwarding.QuarantineAsync(before, asked, cancellation);
        return TypedResults.Ok(new QuarantineView([.. lines], lines.Length == asked ? lines[^1].Id : null));
    }

    private static async Task<IResult> GetLines(Caller caller, [FromServices] IServiceProvider services, [FromServices] Plan plan, CancellationToken cancellation)
    {
        if (caller.FindMissing(Right.Operate, plan) is { } missing)
        {
            return missing.ToProblem();
        }

        if (Find(services) is not { } forwarding)
        {
            return NotUsed();
        }

        return TypedResults.Stream(
            async stream =>
            {
                await using var writer = new StreamWriter(stream, leaveOpen: true);
                for (long? before = null; await forwarding.QuarantineAsync(before, MostLines, cancellation) is { IsEmpty: false } lines; before = lines[^1].Id)
                {
                    foreach (var line in lines)
                    {
                        await writer.WriteAsync($"# {line.Message.ReplaceLineEndings(" ")}\n{line.Line}\n".AsMemory(), cancellation);
                    }
                }
            },
            "text/plain; charset=utf-8",
            "quarantine.lp");
    }

    private static async Task<Results<Ok<SentAgainView>, ProblemHttpResult>> Retry(Caller caller, [FromServices] IServiceProvider services, [FromServices] Plan plan) =>
        caller.FindMissing(Right.Operate, plan) is { } missing ? missing.ToProblem()
        : Find(services) is { } forwarding ? TypedResults.Ok(new SentAgainView(await forwarding.RetryAsync())) : NotUsed();

    private static async Task<Results<Ok<SentAgainView>, ProblemHttpResult, ValidationProblem>> Resend(
        ResendBody body, Caller caller, [FromServices] IServiceProvider services, [FromServices] Plan plan, CancellationToken cancellation)
    {
        if (HistoryQuestion.WrongRange(body.From, body.To) is { } invalid)
        {
            return invalid;
        }

        if ((body.Signals is { Length: > 0 } named ? caller.FindMissing(Right.Operate, named) : caller.FindMissing(Right.Operate, plan)) is { } missing)
        {
            return missing.ToProblem();
        }

        if (Find(services) is not { } forwarding)
        {
            return NotUsed();
        }

        if (HistoryQuestion.Find(body.Signals ?? [], plan, out var signals) is { } unknown)
        {
            return unknown;
        }

        return TypedResults.Ok(new SentAgainView(await forwarding.ResendAsync([.. signals.Select(s => s.Number)], body.From!.Value, body.To!.Value, cancellation)));
    }

    private static Forwarding? Find(IServiceProvider services) => services.GetService<Forwarding>();

    private static ProblemHttpResult NotUsed() => TypedResults.Problem(
        "Readings are kept in the embedded store alone. Set Influx:Address and start again to send them to InfluxDB too.", statusCode: StatusCodes.Status409Conflict, title: "No InfluxDB is configured.");
}

/// <param name="From">Inclusive: Unix milliseconds, UTC; whole slots of ten minutes that it touches.</param>
/// <param name="To">Exclusive.</param>
/// <param name="Signals">Addresses; none: everything.</param>
internal sealed record ResendBody(long? From, long? To, string[]? Signals);

/// <param name="Next">Give it as <c>before</c> for the next page; null: this was the last.</param>
internal sealed record QuarantineView(QuarantinedLine[] Lines, long? Next);

/// <param name="Count">Points that are tried again, or slots of ten minutes that are sent again.</param>
internal sealed record SentAgainView(long Count);
