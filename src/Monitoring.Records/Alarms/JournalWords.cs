using System.Text;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;

namespace Monitoring.Records.Alarms;

/// <summary>The words by which people find an entry of the journal: what it is about, as ids and in both languages of the plan, who did it and what they wrote.</summary>
internal sealed class JournalWords(Plan plan)
{
    public string Of(AreaId area, AlarmEdge edge)
    {
        var (alarm, facility) = (edge.Alarm, plan.FindFacility(area.Facility));
        var place = AlarmPlace.Of(alarm, area.Area, facility);
        var words = new StringBuilder().AppendJoin(
            ' ', alarm.Equipment, alarm.Signal, alarm.Rule, Both(place.Equipment), Both(place.Signal), edge.By, NameOf(edge.By, facility), edge.Note,
            alarm.Action?.Cause, alarm.Action?.Taken);

        // What is kept about something at rest has no message.
        return (alarm.Kind == AlarmKind.Note ? words : words.Append(' ').Append(Both(AlarmTexts.For(alarm, place.Plan).Message))).ToString();
    }

    /// <summary>
    /// What a person typed as an expression of the index: words, each quoted, and taken as the beginning of one. Nothing of it is syntax; what has neither a letter nor
    /// a digit isn't a word.
    /// </summary>
    /// <returns>Null: there is no word in it.</returns>
    public static string? ToMatch(string text)
    {
        var blank = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            blank.Append(rune.Value == '"' || Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) ? new Rune(' ') : rune);
        }

        var words = blank.ToString().Split(' ').Where(w => w.EnumerateRunes().Any(Rune.IsLetterOrDigit)).Select(w => $"\"{w}\"*").ToArray();
        return words.Length == 0 ? null : $"words : ({string.Join(' ', words)})";
    }

    private static string Both(Text text) => $"{text.Indonesian} {text.English}";

    private static string? NameOf(string? person, FacilityPlan? facility) => person is null ? null : facility?.FindPerson(person)?.Name;
}
