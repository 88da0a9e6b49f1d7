using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;
using Monitoring.Grains.Ports;
using Monitoring.Server.Access;

namespace Monitoring.Server.Api;

internal static class DeliveriesApi
{
    public static void MapDeliveries(this IEndpointRouteBuilder routes) => routes.MapGet("/deliveries", GetDeliveries)
        .WithName("ListDeliveries").WithTags("People").WithSummary("Every attempt to tell somebody of an alarm and its outcome, newest first. A delivery tells of any area: it takes the right over the whole facility.")
        .RequireRight(Right.Review, Where.Anywhere)
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    /// <param name="alarm">Only attempts that tell of this alarm.</param>
    /// <param name="from">At or after this: Unix milliseconds, UTC.</param>
    /// <param name="to">Before this.</param>
    /// <param name="before">The <c>next</c> of the page before.</param>
    private static async Task<Results<Ok<DeliveriesView>, ProblemHttpResult, ValidationProblem>> GetDeliveries(
        string? facility,
        string? alarm,
        long? from,
        long? to,
        long? before,
        int? limit,
        Caller caller,
        [FromServices] INoticeRecords records,
        [FromServices] Plan plan,
        CancellationToken cancellation)
    {
        if (Paging.Wrong(from, to, before, limit) is { } wrong)
        {
            return wrong;
        }

        if (FindMissing(caller, facility, alarm) is { } missing)
        {
            return missing.ToProblem();
        }

        if (facility is not null && plan.FindFacility(facility) is null)
        {
            return Problems.Unknown("facility", "GET /api/v1/facilities lists the facilities of the plan.");
        }

        if (alarm is not null && !(AlarmId.TryGetArea(alarm, out var place) && plan.FindArea(place) is not null))
        {
            return Problems.Unknown("alarm", "An alarm's id is in the list of alarms and in every entry of the journal.");
        }

        var page = await records.QueryAsync(
            new DeliveryQuery(facility, alarm, from, to, before, limit ?? 100) { Facilities = facility is null ? caller.WholeFacilitiesOf(Right.Review) : [] }, cancellation);
        return TypedResults.Ok(new DeliveriesView([.. page.Entries.Select(e => DeliveryView.Of(e, plan))], page.Next));
    }

    private static MissingRight? FindMissing(Caller caller, string? facility, string? alarm)
    {
        string?[] named = [facility, alarm is not null && AlarmId.TryGetArea(alarm, out var area) ? area.Facility : null];
        if (named.OfType<string>().FirstOrDefault(f => !caller.Permissions.Allows(Right.Review, f, null)) is { } other)
        {
            return new MissingRight(Right.Review, other);
        }

        // Who reviews single areas alone, and names no facility, is told so instead of being shown nothing.
        return caller.Permissions.AllowsEverywhere(Right.Review) || !caller.WholeFacilitiesOf(Right.Review).IsEmpty
            ? null
            : new MissingRight(Right.Review, caller.Permissions.Each.First(p => p.Rights.HasFlag(Right.Review)).Facility);
    }
}
