using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;
using Monitoring.Grains.Ports;
using Monitoring.Server.Access;
using Monitoring.Server.Trials;

namespace Monitoring.Server.Api;

internal static class PlanApi
{
    private const int LargestPlan = 1024 * 1024;
    private const int MostDays = 31;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void MapPlan(this IEndpointRouteBuilder routes)
    {
        var plan = routes.MapGroup("/plan").WithTags("Plan");
        plan.MapGet("", GetPlan).WithName("GetPlan").WithSummary("The plan in force, as its file says it. It names people and addresses of every facility: for who may review all of them.").RequireRight(Right.Review, Where.Anywhere);
        plan.MapPost("/try", TryPlan).WithName("TryPlan")
            .WithSummary("What another plan would have raised in the last days, beside the plan in force through the same replay. Nothing is saved. Of rules in areas that the caller may review.")
            .RequireRight(Right.Review, Where.Anywhere)
            .Accepts<string>("text/yaml", "application/yaml", "text/plain")
            .WithMetadata(new RequestSizeLimitAttribute(LargestPlan))
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static Results<Ok<PlanTextView>, ProblemHttpResult> GetPlan(Caller caller, [FromServices] IPlanText text, [FromServices] Plan plan) =>
        caller.FindMissing(Right.Review, plan) is { } missing ? missing.ToProblem() : TypedResults.Ok(new PlanTextView(plan.Version, text.InForce));

    /// <param name="days">1 to 31; 30 if left out.</param>
    private static async Task<Results<Ok<PlanTrialView>, ProblemHttpResult, ValidationProblem>> TryPlan(
        HttpRequest request,
        int? days,
        Caller caller,
        [FromServices] IPlanText text,
        [FromServices] PlanTrials trials,
        [FromServices] Replays replays,
        [FromServices] Plan plan,
        [FromServices] TimeProvider time,
        CancellationToken cancellation)
    {
        if (days is < 1 or > MostDays)
        {
            return Problems.Invalid("days", $"1 to {MostDays}.");
        }

        if (await ReadAsync(request, cancellation) is not { } yaml)
        {
            return Faulty([new PlanFault(0, "", "The text isn't UTF-8.", "Send it with the encoding UTF-8.")]);
        }

        var reading = text.Read(yaml);
        if (reading.Plan is not { } tried)
        {
            return Faulty(reading.Faults);
        }

        using var turn = await replays.BeginAsync(cancellation);
        if (!turn.IsAcquired)
        {
            return Problems.Busy();
        }

        var range = TimeRange.Of(null, null, days ?? 30, time);
        return TypedResults.Ok(PlanTrialView.Of(await trials.TryAsync(tried, a => caller.Allows(Right.Review, a), range.From, range.To, cancellation), tried, plan, range));
    }

    private static async Task<string?> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        using var reader = new StreamReader(request.Body, Utf8);
        try
        {
            return await reader.ReadToEndAsync(cancellation);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static ProblemHttpResult Faulty(IEnumerable<PlanFault> faults) => TypedResults.Problem(new ProblemDetails
    {
        Status = StatusCodes.Status400BadRequest,
        Title = "The plan can't be used.",
        Detail = "Each fault names its line, its field and the remedy.",
        Extensions = { ["faults"] = faults.Select(f => new PlanFaultView(f.Line, f.Field, f.What, f.Remedy)).ToArray() },
    });
}
