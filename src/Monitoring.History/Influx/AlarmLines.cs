using System.Text.Json;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Grains.Ports;

namespace Monitoring.History.Influx;

/// <summary>
/// Entries of the journal as points <c>alarm</c>, each at the time when it happened. Two that would be one point (two people acknowledge in the same millisecond) are told
/// apart by a millisecond: the later one in the journal goes to the next that is free. It is the same whenever they are sent again.
/// </summary>
internal static class AlarmLines
{
    public const string Measurement = "alarm";

    /// <param name="entries">In the order of the journal.</param>
    /// <param name="after">Only entries with a greater number are written; the others are there because they may have taken a time.</param>
    public static void Add(LineBatch batch, IEnumerable<JournalEntry> entries, long after)
    {
        var point = new PointBuilder(batch);
        HashSet<Place> taken = [];
        foreach (var entry in entries)
        {
            var place = Place.Of(entry);
            while (!taken.Add(place))
            {
                place = place with { Time = place.Time + 1 };
            }

            if (entry.Number > after)
            {
                Write(point, entry, place.Time);
            }
        }
    }

    private static void Write(PointBuilder point, JournalEntry entry, long time)
    {
        var (area, edge) = (entry.Area, entry.Edge);
        var alarm = edge.Alarm;
        point.Begin(Measurement)
            .Tag("area", area.Area)
            .Tag("equipment", alarm.Equipment)
            .Tag("facility", area.Facility)
            .Tag("kind", Word(edge.Kind))
            .Tag("priority", Word(alarm.Priority))
            .Tag("rule", alarm.Rule)
            .Tag("signal", alarm.Signal)
            .Integer("n", 1)
            .Text("alarm", alarm.Id)
            .Float("value", alarm.Value)
            .Text("by", edge.By)
            .Integer("number", entry.Number)
            .End(time);
    }

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>What makes a point one: its tags and its time.</summary>
    private readonly record struct Place(AreaId Area, string Equipment, string Signal, string Rule, EdgeKind Kind, Priority Priority, long Time)
    {
        public static Place Of(JournalEntry entry) => new(
            entry.Area, entry.Edge.Alarm.Equipment, entry.Edge.Alarm.Signal, entry.Edge.Alarm.Rule, entry.Edge.Kind, entry.Edge.Alarm.Priority, entry.Edge.At);
    }
}
