using System.Collections.Immutable;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;

namespace Monitoring.Records.Plans;

/// <summary>Reads the form of a plan; what the values mean together is for <see cref="PlanRules"/>.</summary>
internal static class PlanReader
{
    private static readonly TimeSpan ShortestLateAfter = TimeSpan.FromMinutes(5);

    private static readonly Dictionary<string, AreaKind> Kinds = new() { ["kitchen"] = AreaKind.Kitchen, ["workshop"] = AreaKind.Workshop };

    private static readonly Dictionary<string, Unit> UnitsBySymbol = Enum.GetValues<Unit>().ToDictionary(u => u.Symbol());

    public static ImmutableArray<FacilityPlan> Read(Place root) => root.Map(f => f.Required("facilities").List(ReadFacility));

    private static FacilityPlan ReadFacility(Place place) => place.Map(f => new FacilityPlan(
        f.Required("id").Word() ?? "",
        f.Required("name").Text(),
        f.Required("time_zone").Word() ?? "",
        f.Required("areas").List(ReadArea)));

    private static AreaPlan ReadArea(Place place) => place.Map(f => new AreaPlan(
        f.Required("id").Word() ?? "",
        f.Required("name").Text(),
        f.Required("kind").Choice(Kinds) ?? default,
        f.Required("equipment").List(ReadEquipment)));

    private static EquipmentPlan ReadEquipment(Place place) => place.Map(f =>
    {
        var id = f.Required("id").Word() ?? "";
        return new EquipmentPlan(id, f.Required("name").Text(), f.Required("signals").List(s => ReadSignal(s, id)));
    });

    private static SignalPlan ReadSignal(Place place, string equipment) => place.Map(f =>
    {
        var (minimum, maximum) = ReadRange(f.Required("range"));
        var staleAfter = f["stale_after"].Duration();
        return new SignalPlan(
            f.Required("id").Word() ?? "",
            f.Required("name").Text(),
            f.Required("unit").Choice(UnitsBySymbol) ?? default,
            minimum,
            maximum,
            f["expected_interval"].Duration(),
            staleAfter,
            f["stale_priority"].Choice(AlarmRuleReader.Priorities) ?? Priority.Medium,
            f["late_after"].Duration() ?? (staleAfter > ShortestLateAfter ? staleAfter.Value : ShortestLateAfter),
            f["rules"].List(r => AlarmRuleReader.Read(r, equipment)));
    });

    /// <summary>Not two numbers: an endless range, which <see cref="PlanRules"/> refuses and against which nothing else is wrong.</summary>
    private static (double Minimum, double Maximum) ReadRange(Place place) =>
        place.List(p => p.Number()) is [{ } minimum, { } maximum] ? (minimum, maximum) : (double.NegativeInfinity, double.PositiveInfinity);
}
