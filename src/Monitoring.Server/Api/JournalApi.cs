using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Grains.Ports;

namespace Monitoring.Server.Api;

internal static class JournalApi
{
    private const string Areas = "GET /api/v1/areas lists the areas of the plan.";

    /// <param name="from">Recorded at or after this: Unix milliseconds, UTC.</param>
    /// <param name="to">Recorded before this.</param>
    /// <param name="before">The <c>next</c> of the page before.</param>
    public static async Task<Results<Ok<JournalView>, ProblemHttpResult, ValidationProblem>> GetJournal(
        string? facility,
        string? area,
        string? alarm,
        long? from,
        long? to,
        long? before,
        int? limit,
        [FromServices] IAlarmRecords records,
        [FromServices] Plan plan,
        CancellationToken cancellation)
    {
        if (limit is < 1 or > 1_000)
        {
            return Problems.Invalid("limit", "1 to 1000.");
        }

        if (from is < 0 || to is < 0 || (from ?? 0) >= (to ?? long.MaxValue))
        {
            return Problems.Invalid("from", "from and to are Unix milliseconds (UTC), from before to.");
        }

        if (before is < 0)
        {
            return Problems.Invalid("before", "The 'next' of the page before.");
        }

        if (area is not null && facility is null)
        {
            return Problems.Invalid("facility", "An area is named together with its facility.");
        }

        if (facility is not null && (plan.FindFacility(facility) is null || (area is not null && plan.FindArea(new AreaId(facility, area)) is null)))
        {
            return Problems.Unknown(["facility", "area"], Areas);
        }

        if (alarm is not null && !(AlarmId.TryGetArea(alarm, out var place) && plan.FindArea(place) is not null))
        {
            return Problems.Unknown("alarm", "An alarm's id is in the list of alarms and in every entry of the journal.");
        }

        var page = await records.QueryAsync(new JournalQuery(facility, area, alarm, from, to, before, limit ?? 100), cancellation);
        return TypedResults.Ok(new JournalView([.. page.Entries.Select(e => JournalEntryView.Of(e, plan))], page.Next));
    }
}
