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

    private static FacilityPlan ReadFacility(Place place) => place.Map(f =>
    {
        var facility = new FacilityPlan(
            f.Required("id").Word() ?? "",
            f.Required("name").Text(),
            f.Required("time_zone").Word() ?? "",
            f.Required("areas").List(ReadArea))
        {
            People = f["people"].List(PeopleReader.ReadPerson),
            Shifts = f["shifts"].List(HoursReader.ReadShift),
            Escalation = EscalationReader.Read(f["escalation"]),
        };
        var shelving = f["shelving"];
        return shelving.Exists ? facility with { Shelving = shelving.List(PeopleReader.ReadShelvingLimit) } : facility;
    });

    private static AreaPlan ReadArea(Place place) => place.Map(f => new AreaPlan(
        f.Required("id").Word() ?? "",
        f.Required("name").Text(),
        f.Required("kind").Choice(Kinds) ?? default,
        f.Required("equipment").List(ReadEquipment))
    {
        Hours = f["hours"].List(HoursReader.Read),
    });

    private static EquipmentPlan ReadEquipment(Place place) => place.Map(f =>
    {
        var id = f.Required("id").Word() ?? "";
        var signals = f.Required("signals").List(s => ReadSignal(s, id));
        return new EquipmentPlan(id, f.Required("name").Text(), signals)
        {
            Phases = ReadPhases(f["phases"]),
            LostPriority = f["lost_priority"].Choice(AlarmRuleReader.Priorities) ?? WorstSilence(signals),
        };
    });

    private static FryerPhases? ReadPhases(Place place) => !place.Exists ? null : place.Map(p => p.Required("fryer").Map(f => new FryerPhases(
        f.Required("signal").Word() ?? "", f["basket"].Word(), f.Required("working_from").Number() ?? double.NaN)));

    /// <summary>A device that is gone is as bad as the worst of what it would have said.</summary>
    private static Priority WorstSilence(ImmutableArray<SignalPlan> signals) =>
        signals.Where(s => s.ExpectedInterval is not null).Select(s => s.StalePriority).DefaultIfEmpty(Priority.Medium).Max();

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
            f["rules"].List(r => AlarmRuleReader.Read(r, equipment)))
        {
            ReorderWindow = f["reorder_window"].Duration() ?? TimeSpan.Zero,
            FaultValues = f["fault_values"].List(v => v.Number() ?? double.NaN),
            FastestChange = f["fastest_change"].Number(),
            Due = ReadDue(f["due"], equipment),
        };
    });

    private static DueTask? ReadDue(Place place, string equipment) => !place.Exists ? null : place.Map(f => new DueTask(
        f.Required("every").Duration() ?? TimeSpan.MaxValue,
        GateReader.Read(f["while"], equipment),
        f.Required("priority").Choice(AlarmRuleReader.Priorities) ?? default));

    /// <summary>Not two numbers: an endless range, which <see cref="PlanRules"/> refuses and against which nothing else is wrong.</summary>
    private static (double Minimum, double Maximum) ReadRange(Place place) =>
        place.List(p => p.Number()) is [{ } minimum, { } maximum] ? (minimum, maximum) : (double.NegativeInfinity, double.PositiveInfinity);
}
