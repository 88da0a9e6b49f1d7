using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;
using Monitoring.Grains.Ports;
using Monitoring.Server.Access;

namespace Monitoring.Server.Api;

/// <param name="From">Recorded at or after this: Unix milliseconds, UTC.</param>
/// <param name="To">Recorded before this.</param>
/// <param name="State">Entries after which the alarm was in one of these states.</param>
/// <param name="Text">Beginnings of words of the place, the rule, the person, the note or the corrective action.</param>
/// <param name="Before">The <c>next</c> of the page before.</param>
internal sealed record JournalQuestion(
    string? Facility, string? Area, string? Alarm, long? From, long? To, string[]? State, string[]? Priority, string[]? Kind, string? Text, long? Before, int? Limit);

internal static class JournalApi
{
    private const string Areas = "GET /api/v1/areas lists the areas of the plan.";

    public static async Task<Results<Ok<JournalView>, ProblemHttpResult, ValidationProblem>> GetJournal(
        [AsParameters] JournalQuestion asked, Caller caller, [FromServices] IAlarmRecords records, [FromServices] Plan plan, CancellationToken cancellation)
    {
        if (Paging.Wrong(asked.From, asked.To, asked.Before, asked.Limit) is { } wrong)
        {
            return wrong;
        }

        if (asked.Text?.Length > JournalQuery.LongestText)
        {
            return Problems.Invalid("text", $"At most {JournalQuery.LongestText} characters.");
        }

        if (asked is { Area: not null, Facility: null })
        {
            return Problems.Invalid("facility", "An area is named together with its facility.");
        }

        if (caller.FindMissing(Right.See, asked.Facility, asked.Area) is { } missing)
        {
            return missing.ToProblem();
        }

        if (asked.Facility is { } facility && (plan.FindFacility(facility) is null || (asked.Area is { } area && plan.FindArea(new AreaId(facility, area)) is null)))
        {
            return Problems.Unknown(["facility", "area"], Areas);
        }

        if (asked.Alarm is { } alarm && !(AlarmId.TryGetArea(alarm, out var place) && plan.FindArea(place) is not null))
        {
            return Problems.Unknown("alarm", "An alarm's id is in the list of alarms and in every entry of the journal.");
        }

        if (asked.Alarm is { } about && AlarmId.TryGetArea(about, out var aboutArea) && MissingRight.Find(caller.Permissions, Right.See, aboutArea) is { } missingThere)
        {
            return missingThere.ToProblem();
        }

        if (!Words.TryRead<AlarmState>(asked.State, out var states))
        {
            return Words.Wrong<AlarmState>("state");
        }

        if (!Words.TryRead<Priority>(asked.Priority, out var priorities))
        {
            return Words.Wrong<Priority>("priority");
        }

        if (!Words.TryRead<EdgeKind>(asked.Kind, out var kinds))
        {
            return Words.Wrong<EdgeKind>("kind");
        }

        var places = caller.PlacesOf(Right.See);
        var (inFacility, inArea) = asked.Facility is null && places is [var only] ? (only.Facility, only.Area) : (asked.Facility, asked.Area);
        var page = await records.QueryAsync(
            new JournalQuery(inFacility, inArea, asked.Alarm, asked.From, asked.To, asked.Before, asked.Limit ?? 100)
            {
                States = states,
                Priorities = priorities,
                Kinds = kinds,
                Text = asked.Text,
                Places = asked.Facility is null && places is [_] ? [] : places,
            },
            cancellation);
        return TypedResults.Ok(new JournalView([.. page.Entries.Select(e => JournalEntryView.Of(e, plan))], page.Next));
    }
}
