using System.Collections.Immutable;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;

namespace Monitoring.Domain.Escalation;

/// <summary>What people are told of alarms: a line and a plain text in the receiver's language, with everything needed to act.</summary>
/// <param name="facility">As it stands in the plan, with its system area.</param>
/// <param name="dashboard">What links begin with; ends with a slash.</param>
internal sealed class NoticeText(FacilityPlan facility, Uri dashboard, FacilityClock clock)
{
    private const int LongestSubject = 200;

    /// <summary>How many alarms a message that sums up calls by name.</summary>
    private const int Named = 5;

    /// <param name="told">Who has been told before.</param>
    /// <param name="missing">Roles that were due before and in which nobody can be told.</param>
    public (string Subject, string Body) Of(Call call, Language language, ImmutableArray<Person> told, ImmutableArray<Role> missing, long now)
    {
        var (words, alarm) = (Words.Of(language), call.Alarm);
        var place = AlarmPlace.Of(alarm, call.Area, facility);
        var texts = AlarmTexts.For(alarm, place.Plan);
        var name = words.In(facility.Name);
        IEnumerable<string> lines =
        [
            $"{words.Priority(alarm.Priority).ToUpperInvariant()}: {words.In(texts.Message)}",
            "",
            words.Place($"{name} › {words.In(place.Area)} › {words.In(place.Equipment)} › {words.In(place.Signal)}"),
            .. Value(alarm, place.Plan, words) is { Length: > 0 } value ? [value] : Enumerable.Empty<string>(),
            words.Since(words.Moment(alarm.ConditionStart, clock), words.Span(Ago(alarm.ConditionStart, now))),
            .. !alarm.IsActive && alarm.ReturnedAt is { } returned ? [words.Returned(words.Moment(returned, clock))] : Enumerable.Empty<string>(),
            words.NobodyActs,
            "",
            words.Do(words.In(texts.Action)),
            words.Otherwise(words.In(texts.Consequence)),
            words.Within(words.Span(texts.RespondWithin)),
            "",
            .. told.IsEmpty ? Enumerable.Empty<string>() : [words.Told(string.Join(", ", told.Select(p => $"{p.Name} ({words.Role(p.Role)})")))],
            .. missing.IsEmpty ? Enumerable.Empty<string>() : [words.Missing(string.Join(", ", missing.Distinct().Select(words.Role)))],
            words.Open(Link(call)),
            words.Written(words.Moment(now, clock)),
        ];
        return (OneLine($"{words.Priority(alarm.Priority).ToUpperInvariant()}: {words.In(texts.Message)} – {words.In(place.Equipment)}, {words.In(place.Area)}, {name}"),
            string.Join('\n', lines));
    }

    /// <summary>One message in the place of many: how many there are by area and priority, and the worst by name.</summary>
    public (string Subject, string Body) Of(ImmutableArray<Call> calls, Language language, long now)
    {
        var (words, name) = (Words.Of(language), Words.Of(language).In(facility.Name));
        var worst = calls.OrderByDescending(c => c.Alarm.Priority).ThenBy(c => c.Since).Take(Named).ToList();
        IEnumerable<string> lines =
        [
            words.SummaryOpening(calls.Length, name),
            "",
            .. calls.GroupBy(c => c.Area).Select(area => words.SummaryLine(words.In(AlarmPlace.Of(area.First().Alarm, area.Key, facility).Area), Counts(area, words))),
            "",
            words.Worst,
            .. worst.SelectMany((call, i) => Brief(i + 1, call, words, now)),
            .. calls.Length > Named ? [words.AndMore(calls.Length - Named)] : Enumerable.Empty<string>(),
            "",
            words.Open(new Uri(dashboard, "alarms").AbsoluteUri),
            words.Written(words.Moment(now, clock)),
        ];
        return (OneLine($"{words.Priority(worst[0].Alarm.Priority).ToUpperInvariant()}: {words.SummarySubject(calls.Length, name)}"), string.Join('\n', lines));
    }

    private IEnumerable<string> Brief(int number, Call call, Words words, long now)
    {
        var alarm = call.Alarm;
        var place = AlarmPlace.Of(alarm, call.Area, facility);
        var texts = AlarmTexts.For(alarm, place.Plan);
        yield return $"{number}. {words.Priority(alarm.Priority).ToUpperInvariant()}: {words.In(texts.Message)} – {words.In(place.Equipment)}, {words.In(place.Area)}";
        if (Value(alarm, place.Plan, words) is { Length: > 0 } value)
        {
            yield return $"   {value}";
        }

        yield return $"   {words.Since(words.Moment(alarm.ConditionStart, clock), words.Span(Ago(alarm.ConditionStart, now)))}";
        yield return $"   {words.Do(words.In(texts.Action))}";
    }

    private static string Value(Alarm alarm, SignalPlan? signal, Words words)
    {
        var unit = AlarmPlace.UnitOf(alarm, signal);
        var limit = words.Quantity(alarm.Limit, unit);
        var side = alarm.Level > 0 ? "≥" : "≤";
        return words.Quantity(alarm.Value, unit) is { Length: > 0 } value ? words.Value(value, limit.Length == 0 || alarm.Level == Level.None ? "" : $"{side} {limit}") : "";
    }

    private static string Counts(IEnumerable<Call> calls, Words words) =>
        string.Join(", ", calls.CountBy(c => c.Alarm.Priority).OrderByDescending(p => p.Key).Select(p => $"{p.Value} {words.Priority(p.Key)}"));

    private static TimeSpan Ago(long time, long now) => TimeSpan.FromMilliseconds(Math.Max(0, now - time));

    /// <summary>The area's page shows the alarm; the part after <c>#</c> says which.</summary>
    private string Link(Call call) => new Uri(dashboard, $"areas/{facility.Id}/{call.Area}#{call.Alarm.Id}").AbsoluteUri;

    private static string OneLine(string text)
    {
        var line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return line.Length <= LongestSubject ? line : $"{line[..(LongestSubject - 1)]}…";
    }
}
