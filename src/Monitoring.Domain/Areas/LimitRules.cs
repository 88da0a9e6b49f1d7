using System.Globalization;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Signals;

namespace Monitoring.Domain.Areas;

/// <summary>What the limits of an alarm rule must obey, so that each can be passed and can return.</summary>
internal static class LimitRules
{
    public static IEnumerable<PlanProblem> Check(AlarmRule rule, SignalPlan signal, string path)
    {
        var scale = Scale.Of(rule, signal);
        return
        [
            .. CheckForm(rule, path),
            .. rule.Limits.SelectMany(l => CheckReach(l, rule.Deadband, scale, $"{path}.{FieldOf(l)}")),
            .. rule.Limits.Zip(rule.Limits.Skip(1)).SelectMany(pair => CheckOrder(pair.First, pair.Second, rule.Deadband, scale, path)),
        ];
    }

    private static IEnumerable<PlanProblem> CheckForm(AlarmRule rule, string path)
    {
        if (rule.Limits.IsEmpty)
        {
            yield return new(path, "The rule has no limit: it could never raise an alarm.", "Add at least one of lo_lo, lo, hi and hi_hi.");
        }

        if (rule.Deadband < 0)
        {
            yield return new($"{path}.deadband", "The deadband is negative.", "Write 0 or more, in the unit of the limits.");
        }
    }

    private static IEnumerable<PlanProblem> CheckReach(Limit limit, double deadband, Scale scale, string path)
    {
        if (scale.OneSided && (limit.Level < 0 || limit.Value < 0))
        {
            yield return new(path, "What the rule looks at begins at 0 and is never below: only an upper limit above 0 means something.", "Use hi or hi_hi.");
        }
        else if (limit.Value < scale.Minimum || limit.Value > scale.Maximum)
        {
            yield return new(
                path, $"The limit {scale.In(limit.Value)} lies outside the signal's range {scale.In(scale.Minimum)} to {scale.In(scale.Maximum)}: it can't be passed.",
                "Correct the limit or the range.");
        }
        else if (deadband >= 0 && (limit.Level > 0 ? limit.Value - deadband <= scale.Minimum : limit.Value + deadband >= scale.Maximum))
        {
            yield return new(
                path, $"With the deadband {scale.In(deadband)} no value that can be is back inside the limit {scale.In(limit.Value)}: the alarm could never return.",
                "Move the limit, or make the deadband smaller.");
        }
    }

    private static IEnumerable<PlanProblem> CheckOrder(Limit lower, Limit upper, double deadband, Scale scale, string path)
    {
        if (lower.Level >= upper.Level || lower.Value >= upper.Value)
        {
            yield return new(
                $"{path}.{FieldOf(upper)}", $"{FieldOf(upper)} {scale.In(upper.Value)} isn't above {FieldOf(lower)} {scale.In(lower.Value)}.",
                "Order the limits: lo_lo < lo < hi < hi_hi.");
        }
        else if (deadband >= upper.Value - lower.Value)
        {
            yield return new(
                $"{path}.deadband",
                $"The deadband {scale.In(deadband)} isn't smaller than the distance from {FieldOf(lower)} {scale.In(lower.Value)} to {FieldOf(upper)} {scale.In(upper.Value)}.",
                "Make it smaller than the distance between any two limits.");
        }
    }

    private static string FieldOf(Limit limit) => PlanRules.LimitFields.First(f => f.Level == limit.Level).Field;

    /// <summary>What a rule compares with its limits: which values it can have, and in what unit.</summary>
    private sealed record Scale(double Minimum, double Maximum, string Unit, bool OneSided)
    {
        public static Scale Of(AlarmRule rule, SignalPlan signal)
        {
            var (unit, oneSided) = (AlarmPlace.UnitOf(rule.Of, signal.Unit.Symbol()), MeasureRules.IsOneSided(rule.Of));
            return rule.Of is null
                ? new Scale(signal.Minimum, signal.Maximum, unit, oneSided)
                : new Scale(oneSided ? 0 : double.NegativeInfinity, double.PositiveInfinity, unit, oneSided);
        }

        public string In(double value) => string.Create(CultureInfo.InvariantCulture, $"{value} {Unit}");
    }
}
