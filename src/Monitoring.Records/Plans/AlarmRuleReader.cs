using System.Collections.Immutable;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;

namespace Monitoring.Records.Plans;

internal static class AlarmRuleReader
{
    private static readonly Dictionary<string, bool> Flags = new() { ["true"] = true, ["false"] = false };

    private static readonly Dictionary<string, CorrectiveActionDemand> Demands = new()
    {
        ["none"] = CorrectiveActionDemand.None,
        ["required"] = CorrectiveActionDemand.Required,
        ["verified"] = CorrectiveActionDemand.RequiredAndVerified,
    };

    public static Dictionary<string, Priority> Priorities { get; } = new() { ["low"] = Priority.Low, ["medium"] = Priority.Medium, ["high"] = Priority.High };

    public static AlarmRule Read(Place place, string equipment) => place.Map(f =>
    {
        var onDelay = f["on_delay"].Duration() ?? TimeSpan.Zero;
        var priority = f.Required("priority").Choice(Priorities) ?? default;
        var rule = new AlarmRule(
            f.Required("id").Word() ?? "",
            f.Required("message").Text(),
            f.Required("consequence").Text(),
            f.Required("action").Text(),
            f.Required("respond_within").Duration() ?? TimeSpan.MaxValue,
            ReadLimits(f, onDelay, priority),
            f["deadband"].Number() ?? 0,
            f["off_delay"].Duration() ?? TimeSpan.Zero,
            GateReader.Read(f["while"], equipment))
        {
            Of = MeasureReader.Read(f["of"], equipment),
            SuppressWhile = GateReader.Read(f["suppress_while"], equipment),
            Latched = f["latched"].Choice(Flags) ?? false,
            ReAlarmAfter = f["realarm_after"].Duration(),
            Demand = f["corrective_action"].Choice(Demands) ?? default,
        };
        var expires = f["acknowledgement_expires"];
        return expires.Exists ? rule with { AcknowledgementExpires = expires.DurationOr("never") } : rule;
    });

    private static ImmutableArray<Limit> ReadLimits(Fields rule, TimeSpan onDelay, Priority priority) =>
        [.. PlanRules.LimitFields.Select(l => (Place: rule[l.Field], l.Level)).Where(l => l.Place.Exists).Select(l => ReadLimit(l.Place, l.Level, onDelay, priority))];

    /// <summary>A limit that can't be read is NaN: neither too high nor too low for any rule.</summary>
    private static Limit ReadLimit(Place place, Level level, TimeSpan onDelay, Priority priority) => place.MapOr(
        f => new Limit(level, f.Required("limit").Number() ?? double.NaN, f["on_delay"].Duration() ?? onDelay, f["priority"].Choice(Priorities) ?? priority),
        value => new Limit(level, value.Number() ?? double.NaN, onDelay, priority));
}
