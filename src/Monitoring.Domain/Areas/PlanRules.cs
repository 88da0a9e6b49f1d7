using System.Collections.Immutable;
using Monitoring.Domain.Alarms;

namespace Monitoring.Domain.Areas;

/// <param name="Path">Where in the plan, for example <c>facilities[0].areas[1].equipment[2].signals[0].rules[1].deadband</c>.</param>
public sealed record PlanProblem(string Path, string What, string Remedy);

/// <summary>What a plan must obey beyond its form. Finds every problem at once.</summary>
public static class PlanRules
{
    private const int LongestId = 64;

    /// <summary>The limits of a rule by the names that a plan gives them, from the lowest.</summary>
    public static ImmutableArray<(Level Level, string Field)> LimitFields { get; } =
        [(Level.LoLo, "lo_lo"), (Level.Lo, "lo"), (Level.Hi, "hi"), (Level.HiHi, "hi_hi")];

    public static IEnumerable<PlanProblem> Check(ImmutableArray<FacilityPlan> facilities) =>
    [
        .. CheckNotEmpty(facilities, "facilities", "The plan has no facility."),
        .. CheckIds(facilities, f => f.Id, "facilities"),
        .. Each(facilities, "facilities", CheckFacility),
    ];

    private static IEnumerable<PlanProblem> CheckFacility(FacilityPlan facility, string path) =>
    [
        .. CheckTimeZone(facility.TimeZone, $"{path}.time_zone"),
        .. CheckNotEmpty(facility.Areas, $"{path}.areas", "The facility has no area."),
        .. CheckIds(facility.Areas, a => a.Id, $"{path}.areas"),
        .. Each(facility.Areas, $"{path}.areas", (area, at) => CheckArea(facility, area, at)),
    ];

    private static IEnumerable<PlanProblem> CheckArea(FacilityPlan facility, AreaPlan area, string path) =>
    [
        .. CheckNotEmpty(area.Equipment, $"{path}.equipment", "The area has no equipment."),
        // v1/FACILITY/AREA/alarms/ALARM is where alarm edges are published.
        .. CheckIds(area.Equipment, e => e.Id, $"{path}.equipment", "alarms"),
        .. Each(area.Equipment, $"{path}.equipment", (equipment, at) => CheckEquipment(facility, area, equipment, at)),
    ];

    private static IEnumerable<PlanProblem> CheckEquipment(FacilityPlan facility, AreaPlan area, EquipmentPlan equipment, string path) =>
    [
        .. CheckNotEmpty(equipment.Signals, $"{path}.signals", "The equipment has no signal."),
        // v1/FACILITY/AREA/EQUIPMENT/status is where a device says that it is there.
        .. CheckIds(equipment.Signals, s => s.Id, $"{path}.signals", "status"),
        .. Each(equipment.Signals, $"{path}.signals", (signal, at) => CheckSignal(facility, area, signal, at)),
    ];

    private static IEnumerable<PlanProblem> CheckSignal(FacilityPlan facility, AreaPlan area, SignalPlan signal, string path) =>
    [
        .. SignalRules.Check(signal, path),
        // The two alarms that every signal has.
        .. CheckIds(signal.Rules, r => r.Id, $"{path}.rules", "missing-data", "bad-quality"),
        .. Each(signal.Rules, $"{path}.rules", (rule, at) => LimitRules.Check(rule, signal, at).Concat(GateRules.Check(rule, facility, area, at))),
    ];

    private static IEnumerable<PlanProblem> CheckTimeZone(string id, string path)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) || !zone.HasIanaId)
        {
            yield return new(path, $"'{id}' isn't a time zone that this system knows.", "Write an IANA name, for example Asia/Jakarta, Asia/Makassar or Asia/Jayapura.");
        }
    }

    private static IEnumerable<PlanProblem> CheckNotEmpty<T>(ImmutableArray<T> parts, string path, string what)
    {
        if (parts.IsEmpty)
        {
            yield return new(path, what, "Add at least one.");
        }
    }

    private static IEnumerable<PlanProblem> CheckIds<T>(ImmutableArray<T> parts, Func<T, string> idOf, string path, params string[] reserved)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (var i = 0; i < parts.Length; i++)
        {
            var (id, at) = (idOf(parts[i]), $"{path}[{i}].id");
            if (id.Length is 0 or > LongestId || id.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not '_' and not '-'))
            {
                yield return new(at, $"'{id}' can't be an id.", $"Use 1 to {LongestId} of the characters a-z A-Z 0-9 _ and -.");
            }
            else if (reserved.Contains(id))
            {
                yield return new(at, $"The id '{id}' is reserved for the system's own use.", "Choose another id.");
            }
            else if (!seen.Add(id))
            {
                yield return new(at, $"The id '{id}' is there already in the same list.", "Give each a different id.");
            }
        }
    }

    private static IEnumerable<PlanProblem> Each<T>(ImmutableArray<T> parts, string path, Func<T, string, IEnumerable<PlanProblem>> check) =>
        parts.SelectMany((part, i) => check(part, $"{path}[{i}]"));
}
