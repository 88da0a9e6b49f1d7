using System.Collections.Immutable;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;

namespace Monitoring.Records.Plans;

internal static class AlarmRuleReader
{
    public static Dictionary<string, Priority> Priorities { get; } = new() { ["low"] = Priority.Low, ["medium"] = Priority.Medium, ["high"] = Priority.High };

    public static AlarmRule Read(Place place, string equipment) => place.Map(f =>
    {
        var onDelay = f["on_delay"].Duration() ?? TimeSpan.Zero;
        var priority = f.Required("priority").Choice(Priorities) ?? default;
        return new AlarmRule(
            f.Required("id").Word() ?? "",
            f.Required("message").Text(),
            f.Required("consequence").Text(),
            f.Required("action").Text(),
            f.Required("respond_within").Duration() ?? TimeSpan.MaxValue,
            ReadLimits(f, onDelay, priority),
            f["deadband"].Number() ?? 0,
            f["off_delay"].Duration() ?? TimeSpan.Zero,
            ReadGate(f["while"], equipment));
    });

    private static ImmutableArray<Limit> ReadLimits(Fields rule, TimeSpan onDelay, Priority priority) =>
        [.. PlanRules.LimitFields.Select(l => (Place: rule[l.Field], l.Level)).Where(l => l.Place.Exists).Select(l => ReadLimit(l.Place, l.Level, onDelay, priority))];

    /// <summary>A limit that can't be read is NaN: neither too high nor too low for any rule.</summary>
    private static Limit ReadLimit(Place place, Level level, TimeSpan onDelay, Priority priority) => place.MapOr(
        f => new Limit(level, f.Required("limit").Number() ?? double.NaN, f["on_delay"].Duration() ?? onDelay, f["priority"].Choice(Priorities) ?? priority),
        value => new Limit(level, value.Number() ?? double.NaN, onDelay, priority));

    private static Gate? ReadGate(Place place, string equipment) => place.Map(f =>
    {
        var signal = f.Required("signal");
        var atLeast = f.Required("at_least").Number() ?? double.NaN;
        switch (signal.Word()?.Split('/'))
        {
            case [var id]:
                return new Gate(equipment, id, atLeast);
            case [var other, var id]:
                return new Gate(other, id, atLeast);
            case not null:
                signal.Report("A rule can wait only for a signal of its own area.", "Write SIGNAL (of the same equipment) or EQUIPMENT/SIGNAL.");
                return null;
            default:
                return null;
        }
    });
}
