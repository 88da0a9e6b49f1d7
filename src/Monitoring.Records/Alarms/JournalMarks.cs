using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Grains.Ports;

namespace Monitoring.Records.Alarms;

/// <summary>
/// A word for each thing but time that can be asked of an entry, in a column of its own that no person's text reaches. They narrow the search; two ids that differ
/// only in case or punctuation have the same word, so the row is compared, too.
/// </summary>
internal static class JournalMarks
{
    public static string Of(AreaId area, AlarmEdge edge) => string.Join(
        ' ', Facility(area.Facility), Area(area.Area), Kind(edge.Kind), State(edge.Alarm.State), Priority(edge.Alarm.Priority));

    /// <returns>An expression of the index; null: nothing is asked that has a mark.</returns>
    public static string? ToMatch(JournalQuery query)
    {
        string[] asked =
        [
            .. query.Facility is { } facility ? [Facility(facility)] : Array.Empty<string>(),
            .. query.Area is { } area ? [Area(area)] : Array.Empty<string>(),
            .. AnyOf(query.Places.Select(p => p.Area is { } area ? $"({Facility(p.Facility)} AND {Area(area)})" : Facility(p.Facility))),
            .. AnyOf(query.Kinds.Select(Kind)),
            .. AnyOf(query.States.Select(State)),
            .. AnyOf(query.Priorities.Select(Priority)),
        ];
        return asked.Length == 0 ? null : $"marks : ({string.Join(" AND ", asked)})";
    }

    private static string[] AnyOf(IEnumerable<string> marks) => string.Join(" OR ", marks) is { Length: > 0 } any ? [$"({any})"] : [];

    private static string Facility(string id) => Mark('f', id);

    private static string Area(string id) => Mark('a', id);

    private static string Kind(EdgeKind kind) => Mark('k', kind.ToString());

    private static string State(AlarmState state) => Mark('s', state.ToString());

    private static string Priority(Priority priority) => Mark('p', priority.ToString());

    // Only letters and digits: neither the index nor its query language sees anything else in it, and no mark is one of its operators.
    private static string Mark(char what, string id) => $"{what}{new string([.. id.Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant)])}";
}
