using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;
using Monitoring.Server.Trials;

namespace Monitoring.Server.Api;

/// <summary>The plan in force, as its file says it.</summary>
internal sealed record PlanTextView(string Version, string Yaml);

/// <param name="Line">From 1; 0: the text as a whole.</param>
/// <param name="Field">Empty: the text as a whole.</param>
internal sealed record PlanFaultView(int Line, string Field, string What, string Remedy);

/// <summary>What another plan would have raised, rule by rule, beside the plan in force.</summary>
/// <param name="Rules">Rules that decide otherwise; empty: nothing that alarms depend on differs.</param>
internal sealed record PlanTrialView(string Version, string InForceVersion, long From, long To, RuleTrialView[] Rules, TrialTotalView Total)
{
    public static PlanTrialView Of(IReadOnlyList<RuleTrial> trials, Plan tried, Plan inForce, TimeRange range) => new(
        tried.Version,
        inForce.Version,
        range.From,
        range.To,
        [.. trials.Select(t => RuleTrialView.Of(t, range.From))],
        new TrialTotalView(trials.Sum(t => t.Tried?.Count ?? 0), trials.Sum(t => t.InForce?.Count ?? 0)));
}

internal sealed record TrialTotalView(int Tried, int InForce);

internal enum RuleChangeKind
{
    Changed,
    Added,
    Removed,
}

internal enum TrialHint
{
    /// <summary>Nothing is stored of the signal in this time.</summary>
    NoHistory,

    /// <summary>The stored readings begin later than the time that was asked for.</summary>
    ShortHistory,

    /// <summary>What makes a reading bad differs; the stored readings keep the quality that they arrived with.</summary>
    QualityAsReceived,
}

/// <param name="ReadingsFrom">The signal's oldest stored reading in the range; null: there is none.</param>
/// <param name="Tried">Null: the rule is removed.</param>
/// <param name="InForce">Null: it is added.</param>
internal sealed record RuleTrialView(
    RuleChangeKind Change,
    string Facility,
    string Area,
    string Equipment,
    TextView EquipmentName,
    string Signal,
    TextView SignalName,
    string Unit,
    string Rule,
    TextView Message,
    long? ReadingsFrom,
    TrialHint[] Hints,
    ReplayedAlarmsView? Tried,
    ReplayedAlarmsView? InForce)
{
    /// <summary>Devices send at their own pace: history that begins within an hour of what was asked for isn't short.</summary>
    private const long Slack = 60 * 60 * 1000;

    public static RuleTrialView Of(RuleTrial trial, long from)
    {
        var (signal, rule) = trial.Change.Either;
        return new RuleTrialView(
            trial.Change.InForce is null ? RuleChangeKind.Added : trial.Change.Tried is null ? RuleChangeKind.Removed : RuleChangeKind.Changed,
            signal.Area.Facility,
            signal.Area.Area,
            signal.Equipment.Id,
            TextView.Of(signal.Equipment.Name),
            signal.Plan.Id,
            TextView.Of(signal.Plan.Name),
            AlarmPlace.UnitOf(rule.Of, signal.Plan.Unit.Symbol()),
            rule.Id,
            TextView.Of(rule.Message),
            trial.FirstReading,
            [.. HintsOf(trial, from)],
            trial.Tried is { } tried ? ReplayedAlarmsView.Of(tried) : null,
            trial.InForce is { } inForce ? ReplayedAlarmsView.Of(inForce) : null);
    }

    private static IEnumerable<TrialHint> HintsOf(RuleTrial trial, long from)
    {
        if (trial.FirstReading is not { } first)
        {
            yield return TrialHint.NoHistory;
        }
        else if (first > from + Slack)
        {
            yield return TrialHint.ShortHistory;
        }

        if (trial.Change.JudgesReadings)
        {
            yield return TrialHint.QualityAsReceived;
        }
    }
}

/// <param name="Silent">Of them, raised while they were suppressed by design.</param>
/// <param name="Alarms">The newest 200, newest first.</param>
internal sealed record ReplayedAlarmsView(int Count, int Silent, ReplayedAlarmView[] Alarms)
{
    public static ReplayedAlarmsView Of(AlarmTally tally) => new(
        tally.Count,
        tally.Silent,
        [.. tally.NewestFirst.Select(a => new ReplayedAlarmView(a.ConditionStart, a.Raised, a.Returned, a.Level, a.Priority, Number.OrNull(a.Peak), a.Silent))]);
}

/// <param name="Level">The worst that it reached, and so the priority.</param>
/// <param name="Peak">The value furthest out.</param>
internal sealed record ReplayedAlarmView(long ConditionStart, long RaisedAt, long? ReturnedAt, Level Level, Priority Priority, double? Peak, bool Silent);
