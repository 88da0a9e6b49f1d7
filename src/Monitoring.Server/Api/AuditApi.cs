using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Monitoring.Domain.People;
using Monitoring.Records.Audit;
using Monitoring.Server.Access;

namespace Monitoring.Server.Api;

/// <param name="Who">Exactly.</param>
/// <param name="What">Exactly, or its beginning before a dot: <c>account</c> finds <c>account.create</c>.</param>
/// <param name="Subject">A part of it.</param>
/// <param name="From">At or after this: Unix milliseconds, UTC.</param>
/// <param name="To">Before this.</param>
/// <param name="Before">The <c>next</c> of the page before.</param>
internal sealed record AuditAsked(long? Before, int? Limit, string? Who, string? What, string? Subject, long? From, long? To);

/// <summary>Who changed what, and whether the record of it is as it was written.</summary>
internal static class AuditApi
{
    private const int LongestWord = 200;

    public static void MapAudit(this IEndpointRouteBuilder api)
    {
        api.MapGet("/audit", GetTrail)
            .WithName("ReadAudit").WithTags("Audit").WithSummary("The audit trail, newest first: what concerns the facilities whose trail one may read, or everything.")
            .RequireRight(Right.ReadAudit, Where.Anywhere)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        api.MapPost("/audit/verify", Verify)
            .WithName("VerifyAudit").WithTags("Audit").WithSummary("Walks both chains, the trail and the alarm journal, and names the first entry that isn't as it was written.")
            .RequireRight(Right.ReadAudit, Where.Everywhere)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Results<Ok<AuditView>, ProblemHttpResult, ValidationProblem>> GetTrail(
        [AsParameters] AuditAsked asked, Caller caller, [FromServices] AuditTrail trail, [FromServices] AuditState state, CancellationToken cancellation)
    {
        if (Paging.Wrong(asked.From, asked.To, asked.Before, asked.Limit) is { } wrong)
        {
            return wrong;
        }

        foreach (var (field, word) in new[] { ("who", asked.Who), ("what", asked.What), ("subject", asked.Subject) })
        {
            if (word?.Length > LongestWord)
            {
                return Problems.Invalid(field, $"At most {LongestWord} characters.");
            }
        }

        var facilities = caller.WholeFacilitiesOf(Right.ReadAudit);
        var everywhere = caller.Permissions.AllowsEverywhere(Right.ReadAudit);
        if (!everywhere && facilities.IsEmpty)
        {
            return new MissingRight(Right.ReadAudit, caller.Permissions.Each.First(p => p.Rights.HasFlag(Right.ReadAudit)).Facility).ToProblem();
        }

        var page = await trail.QueryAsync(
            new AuditQuestion(
                asked.Before, asked.Limit ?? 100, Word(asked.Who), Word(asked.What), Word(asked.Subject), asked.From, asked.To,
                everywhere ? null : facilities),
            cancellation);
        return TypedResults.Ok(new AuditView([.. page.Entries.Select(AuditEntryView.Of)], page.Next, AuditChainView.Of(page, state.Verdict)));
    }

    private static async Task<Results<Ok<AuditVerdictView>, ProblemHttpResult>> Verify([FromServices] AuditWatch watch, CancellationToken cancellation)
    {
        try
        {
            return TypedResults.Ok(AuditVerdictView.Of(await watch.VerifyAsync(cancellation)));
        }
        catch (InvalidDataException unusable)
        {
            return TypedResults.Problem(unusable.Message, statusCode: StatusCodes.Status503ServiceUnavailable, title: "Nothing was proved.");
        }
    }

    private static string? Word(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
