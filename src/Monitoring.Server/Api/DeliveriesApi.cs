using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Grains.Ports;

namespace Monitoring.Server.Api;

internal static class DeliveriesApi
{
    public static void MapDeliveries(this IEndpointRouteBuilder routes) => routes.MapGet("/deliveries", GetDeliveries)
        .WithName("ListDeliveries").WithTags("People").WithSummary("Every attempt to tell somebody of an alarm and its outcome, newest first.")
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
        [FromServices] INoticeRecords records,
        [FromServices] Plan plan,
        CancellationToken cancellation)
    {
        if (Paging.Wrong(from, to, before, limit) is { } wrong)
        {
            return wrong;
        }

        if (facility is not null && plan.FindFacility(facility) is null)
        {
            return Problems.Unknown("facility", "GET /api/v1/facilities lists the facilities of the plan.");
        }

        if (alarm is not null && !(AlarmId.TryGetArea(alarm, out var place) && plan.FindArea(place) is not null))
        {
            return Problems.Unknown("alarm", "An alarm's id is in the list of alarms and in every entry of the journal.");
        }

        var page = await records.QueryAsync(new DeliveryQuery(facility, alarm, from, to, before, limit ?? 100), cancellation);
        return TypedResults.Ok(new DeliveriesView([.. page.Entries.Select(e => DeliveryView.Of(e, plan))], page.Next));
    }
}
