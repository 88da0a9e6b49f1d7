using System.Globalization;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Signals;

namespace Monitoring.Domain.Areas;

/// <summary>What the limits of an alarm rule must obey, so that each can be passed and can return.</summary>
internal static class LimitRules
{
    public static IEnumerable<PlanProblem> Check(AlarmRule rule, SignalPlan signal, string path) =>
    [
        .. CheckForm(rule, path),
        .. rule.Limits.SelectMany(l => CheckReach(l, rule, signal, $"{path}.{FieldOf(l)}")),
        .. rule.Limits.Zip(rule.Limits.Skip(1)).SelectMany(pair => CheckOrder(pair.First, pair.Second, rule, signal, path)),
    ];

    private static IEnumerable<PlanProblem> CheckForm(AlarmRule rule, string path)
    {
        if (rule.Limits.IsEmpty)
        {
            yield return new(path, "The rule has no limit: it could never raise an alarm.", "Add at least one of lo_lo, lo, hi and hi_hi.");
        }

        if (rule.Deadband < 0)
        {
            yield return new($"{path}.deadband", "The deadband is negative.", "Write 0 or more, in the signal's unit.");
        }

        if (rule.RespondWithin <= TimeSpan.Zero)
        {
            yield return new($"{path}.respond_within", "Nobody can respond in no time.", "Write the time in which a person must have acted, for example 5min.");
        }
    }

    private static IEnumerable<PlanProblem> CheckReach(Limit limit, AlarmRule rule, SignalPlan signal, string path)
    {
        if (limit.Value < signal.Minimum || limit.Value > signal.Maximum)
        {
            yield return new(
                path, $"The limit {In(signal, limit.Value)} lies outside the signal's range {In(signal, signal.Minimum)} to {In(signal, signal.Maximum)}: it can't be passed.",
                "Correct the limit or the range.");
        }
        else if (rule.Deadband >= 0 && (limit.Level > 0 ? limit.Value - rule.Deadband <= signal.Minimum : limit.Value + rule.Deadband >= signal.Maximum))
        {
            yield return new(
                path, $"With the deadband {In(signal, rule.Deadband)} no value of the signal's range is back inside the limit {In(signal, limit.Value)}: the alarm could never return.",
                "Move the limit, or make the deadband smaller.");
        }
    }

    private static IEnumerable<PlanProblem> CheckOrder(Limit lower, Limit upper, AlarmRule rule, SignalPlan signal, string path)
    {
        if (lower.Level >= upper.Level || lower.Value >= upper.Value)
        {
            yield return new(
                $"{path}.{FieldOf(upper)}", $"{FieldOf(upper)} {In(signal, upper.Value)} isn't above {FieldOf(lower)} {In(signal, lower.Value)}.",
                "Order the limits: lo_lo < lo < hi < hi_hi.");
        }
        else if (rule.Deadband >= upper.Value - lower.Value)
        {
            yield return new(
                $"{path}.deadband",
                $"The deadband {In(signal, rule.Deadband)} isn't smaller than the distance from {FieldOf(lower)} {In(signal, lower.Value)} to {FieldOf(upper)} {In(signal, upper.Value)}.",
                "Make it smaller than the distance between any two limits.");
        }
    }

    private static string FieldOf(Limit limit) => PlanRules.LimitFields.First(f => f.Level == limit.Level).Field;

    private static string In(SignalPlan signal, double value) => string.Create(CultureInfo.InvariantCulture, $"{value} {signal.Unit.Symbol()}");
}
