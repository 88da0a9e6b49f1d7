using System.Collections.Immutable;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;

namespace Monitoring.Domain.Replays;

/// <summary>
/// As much of a plan as some rules of one signal need to be decided: the signal, what its rules' gates ask, and its twins. A replay of it takes as long as
/// these few signals do, and decides as the whole area would.
/// </summary>
public sealed class ReplayScope
{
    private ReplayScope(Plan plan, AreaId area, ImmutableArray<Signal> signals, int target, ImmutableArray<AlarmRule> rules) =>
        (Plan, Area, Signals, Target, Rules) = (plan, area, signals, target, rules);

    /// <summary>The part of the plan; its signals are numbered as in <see cref="Signals"/>.</summary>
    public Plan Plan { get; }

    public AreaId Area { get; }

    /// <summary>The signals that are needed, as they are in the plan that this is a part of.</summary>
    public ImmutableArray<Signal> Signals { get; }

    /// <summary>Index in <see cref="Signals"/> of the one whose rules are replayed.</summary>
    public int Target { get; }

    public ImmutableArray<AlarmRule> Rules { get; }

    /// <param name="signal">A signal of <paramref name="plan"/>, outside the <see cref="SystemArea"/>: nothing is stored of that.</param>
    /// <param name="rules">Rules for it, with different ids; they need not be the plan's.</param>
    public static ReplayScope Of(Plan plan, Signal signal, ImmutableArray<AlarmRule> rules)
    {
        var area = plan.FindArea(signal.Area)!;
        HashSet<(string Equipment, string Signal)> needed = [(signal.Equipment.Id, signal.Plan.Id), .. rules.SelectMany(r => NeededBy(r, area))];
        var signals = plan.SignalsOf[signal.Area].Where(s => needed.Contains((s.Equipment.Id, s.Plan.Id))).ToImmutableArray();
        var equipment = signals.GroupBy(s => s.Equipment).Select(g => g.Key with
        {
            Signals = [.. g.Select(s => s.Plan with { Rules = s == signal ? [.. rules.Select(Endless)] : [], Due = null })],
            Phases = g.Key.Phases is { } phases && g.Any(s => s.Plan.Id == phases.Signal) ? phases : null,
        });
        var facility = plan.FindFacility(signal.Area.Facility)!;
        var part = new Plan(plan.Version, [new FacilityPlan(facility.Id, facility.Name, facility.TimeZone, [area with { Equipment = [.. equipment] }])]);
        return new ReplayScope(part, signal.Area, signals, signals.IndexOf(signal), rules);
    }

    private static IEnumerable<(string Equipment, string Signal)> NeededBy(AlarmRule rule, AreaPlan area) =>
        NeededBy(rule.While, area).Concat(NeededBy(rule.SuppressWhile, area)).Concat(rule.Of is DifferenceTo twin ? [(twin.Equipment, twin.Signal)] : []);

    private static IEnumerable<(string Equipment, string Signal)> NeededBy(Gate? gate, AreaPlan area) => gate switch
    {
        SignalGate other => [(other.Equipment, other.Signal)],
        PhaseGate phase when area.Equipment.FirstOrDefault(e => e.Id == phase.Equipment)?.Phases is { } phases =>
            [(phase.Equipment, phases.Signal), .. phases.Basket is { } basket ? [(phase.Equipment, basket)] : Array.Empty<(string, string)>()],
        _ => [],
    };

    /// <summary>What people do isn't replayed: each occurrence is acknowledged at once and over when it has returned.</summary>
    private static AlarmRule Endless(AlarmRule rule) =>
        rule with { Latched = false, Demand = CorrectiveActionDemand.None, AcknowledgementExpires = null, ReAlarmAfter = null };
}
