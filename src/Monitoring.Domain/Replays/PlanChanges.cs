using System.Collections.Immutable;
using System.Globalization;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;

namespace Monitoring.Domain.Replays;

/// <summary>A rule in its place in a plan.</summary>
public sealed record PlacedRule(Signal Signal, AlarmRule Rule);

/// <summary>A rule that decides otherwise under another plan.</summary>
/// <param name="InForce">Null: it is added.</param>
/// <param name="Tried">Null: it is removed.</param>
public sealed record RuleChange(PlacedRule? InForce, PlacedRule? Tried)
{
    public PlacedRule Either => Tried ?? InForce!;

    /// <summary>What makes a reading bad differs; a stored reading has been judged already.</summary>
    public bool JudgesReadings => InForce is not null && Tried is not null && PlanChanges.JudgementOf(InForce.Signal.Plan) != PlanChanges.JudgementOf(Tried.Signal.Plan);
}

/// <summary>What of two plans differs for the alarms that their rules raise. Texts, people and what is demanded of people aren't of it.</summary>
public static class PlanChanges
{
    /// <returns>In the order of the plans, the tried one's rules first.</returns>
    public static ImmutableArray<RuleChange> Between(Plan inForce, Plan tried)
    {
        var before = RulesOf(inForce);
        var after = RulesOf(tried);
        return
        [
            .. after.Where(a => !before.TryGetValue(a.Key, out var b) || Decides(inForce, b) != Decides(tried, a.Value))
                .Select(a => new RuleChange(before.GetValueOrDefault(a.Key), a.Value)),
            .. before.Where(b => !after.ContainsKey(b.Key)).Select(b => new RuleChange(b.Value, null)),
        ];
    }

    internal static string JudgementOf(SignalPlan signal) => string.Create(CultureInfo.InvariantCulture, $"{signal.Unit} {signal.Minimum} {signal.Maximum} {string.Join(' ', signal.FaultValues)}");

    private static OrderedDictionary<(string Address, string Rule), PlacedRule> RulesOf(Plan plan) =>
        new(plan.Signals.Where(s => s.Area.Area != SystemArea.Id).SelectMany(s => s.Plan.Rules.Select(r => KeyValuePair.Create((s.Address, r.Id), new PlacedRule(s, r)))));

    /// <summary>Everything that decides when the rule raises an alarm, and of what priority, in words that can be compared.</summary>
    private static string Decides(Plan plan, PlacedRule placed)
    {
        var rule = placed.Rule;
        var scope = ReplayScope.Of(plan, placed.Signal, [rule]);
        var facility = plan.FindFacility(scope.Area.Facility)!;
        var hours = new[] { rule.While, rule.SuppressWhile }.Any(g => g is PhaseGate { Equipment: "" })
            ? $"{facility.TimeZone} {string.Join(' ', plan.FindArea(scope.Area)!.Hours.Select(h => $"{h.From:O} {h.To:O} {string.Join(',', h.Days)}"))}"
            : "";
        return string.Join(
            '\n',
            [
                .. rule.Limits.Select(l => $"{l}"),
                string.Create(CultureInfo.InvariantCulture, $"{rule.Deadband} {rule.OffDelay} {rule.Of}"),
                Word(rule.While),
                Word(rule.SuppressWhile),
                hours,
                .. scope.Signals.Select(s => string.Create(
                    CultureInfo.InvariantCulture,
                    $"{s.Address} {JudgementOf(s.Plan)} {s.Plan.ExpectedInterval} {s.Plan.StaleAfter} {s.Plan.ReorderWindow} {s.Plan.FastestChange}")),
                .. scope.Plan.FindArea(scope.Area)!.Equipment.Select(e => $"{e.Phases}"),
            ]);
    }

    private static string Word(Gate? gate) => gate is PhaseGate phase ? $"{phase.Equipment} {string.Join(',', phase.Phases)}" : $"{gate}";
}
