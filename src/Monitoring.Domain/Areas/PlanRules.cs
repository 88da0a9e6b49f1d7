using System.Collections.Immutable;
using Monitoring.Domain.Alarms;

namespace Monitoring.Domain.Areas;

/// <param name="Path">Where in the plan, for example <c>facilities[0].areas[1].equipment[2].signals[0].rules[1].deadband</c>.</param>
public sealed record PlanProblem(string Path, string What, string Remedy);

/// <summary>What a plan must obey beyond its form. Finds every problem at once.</summary>
public static class PlanRules
{
    /// <summary>The limits of a rule by the names that a plan gives them, from the lowest.</summary>
    public static ImmutableArray<(Level Level, string Field)> LimitFields { get; } =
        [(Level.LoLo, "lo_lo"), (Level.Lo, "lo"), (Level.Hi, "hi"), (Level.HiHi, "hi_hi")];

    public static IEnumerable<PlanProblem> Check(ImmutableArray<FacilityPlan> facilities) =>
    [
        .. ListRules.CheckNotEmpty(facilities, "facilities", "The plan has no facility."),
        .. ListRules.CheckIds(facilities, f => f.Id, "facilities"),
        .. ListRules.Each(facilities, "facilities", CheckFacility),
        .. EscalationRules.CheckTopics(facilities, "facilities"),
    ];

    private static IEnumerable<PlanProblem> CheckFacility(FacilityPlan facility, string path) =>
    [
        .. CheckTimeZone(facility.TimeZone, $"{path}.time_zone"),
        .. ListRules.CheckNotEmpty(facility.Areas, $"{path}.areas", "The facility has no area."),
        .. ListRules.CheckIds([.. facility.Areas.Where(a => a.Kind != AreaKind.System)], a => a.Id, $"{path}.areas", SystemArea.Id),
        .. PeopleRules.Check(facility, path),
        .. EscalationRules.Check(facility, $"{path}.escalation"),
        .. ListRules.Each(facility.Areas, $"{path}.areas", (area, at) => CheckArea(facility, area, at)),
    ];

    private static IEnumerable<PlanProblem> CheckArea(FacilityPlan facility, AreaPlan area, string path) =>
    [
        .. ListRules.CheckNotEmpty(area.Equipment, $"{path}.equipment", "The area has no equipment."),
        // v1/FACILITY/AREA/alarms/ALARM is where alarm edges are published; an alarm about every device of the area names the other.
        .. ListRules.CheckIds(area.Equipment, e => e.Id, $"{path}.equipment", "alarms", AlarmPlace.AllEquipment),
        .. ListRules.Each(area.Equipment, $"{path}.equipment", (equipment, at) => CheckEquipment(facility, area, equipment, at)),
    ];

    private static IEnumerable<PlanProblem> CheckEquipment(FacilityPlan facility, AreaPlan area, EquipmentPlan equipment, string path) =>
    [
        .. ListRules.CheckNotEmpty(equipment.Signals, $"{path}.signals", "The equipment has no signal."),
        // v1/FACILITY/AREA/EQUIPMENT/status is where a device says that it is there.
        .. ListRules.CheckIds(equipment.Signals, s => s.Id, $"{path}.signals", AlarmPlace.DeviceStatus),
        .. PhaseRules.Check(equipment, path),
        .. ListRules.Each(equipment.Signals, $"{path}.signals", (signal, at) => CheckSignal(new SignalPlace(facility, area, equipment, signal), at)),
    ];

    private static IEnumerable<PlanProblem> CheckSignal(SignalPlace place, string path) =>
    [
        .. SignalRules.Check(place.Signal, path),
        .. GateRules.Check(place.Signal.Due?.While, place, $"{path}.due.while"),
        // What comes without being asked for, and what notes in the journal stand under.
        .. ListRules.CheckIds(
            place.Signal.Rules, r => r.Id, $"{path}.rules",
            AlarmRules.MissingData, AlarmRules.BadQuality, AlarmRules.Overdue, AlarmRules.CommunicationLost, AlarmRules.OutOfService, AlarmRules.Phase),
        .. ListRules.Each(place.Signal.Rules, $"{path}.rules", (rule, at) => CheckRule(rule, place, at)),
    ];

    private static IEnumerable<PlanProblem> CheckRule(AlarmRule rule, SignalPlace place, string path) =>
    [
        .. LimitRules.Check(rule, place.Signal, path),
        .. MeasureRules.Check(rule, place, $"{path}.of"),
        .. TermRules.Check(rule, place.Facility, path),
        .. GateRules.Check(rule.While, place, $"{path}.while"),
        .. GateRules.Check(rule.SuppressWhile, place, $"{path}.suppress_while"),
    ];

    private static IEnumerable<PlanProblem> CheckTimeZone(string id, string path)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) || !zone.HasIanaId)
        {
            yield return new(path, $"'{id}' isn't a time zone that this system knows.", "Write an IANA name, for example Asia/Jakarta, Asia/Makassar or Asia/Jayapura.");
        }
    }
}
