using System.Collections.Immutable;
using Monitoring.Domain.Areas;

namespace Monitoring.Domain.Alarms.Health;

/// <param name="Steps">How large the change is: what is tried first is smallest.</param>
internal sealed record Candidate(AlarmRule Rule, int Steps);

/// <summary>
/// A few deadbands and delays that the data themselves suggest: as deep as the value dips between two alarms, as long as it stays away, as long as short alarms
/// last; at the half, four fifths, nineteen twentieths and all of them, rounded up to numbers that a person would write.
/// </summary>
internal sealed class CandidateGrid(AlarmRule rule, SignalPlan signal, RuleBaseline baseline)
{
    private static readonly double[] Shares = [0.5, 0.8, 0.95, 1];
    private static readonly double[] Digits = [1, 1.5, 2, 3, 5, 7, 10];
    private static readonly int[] Seconds = [5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300, 600, 900, 1200, 1800, 3600];

    private readonly ImmutableArray<double> deadbands = [.. Steps(baseline.Dips).Select(RoundUp).Where(d => d > rule.Deadband).Distinct()];
    private readonly ImmutableArray<TimeSpan> offDelays = [.. Steps(baseline.Gaps).Select(Longer).OfType<TimeSpan>().Where(d => d > rule.OffDelay).Distinct()];
    private readonly ImmutableArray<TimeSpan> onDelays = [.. Steps(baseline.Durations).Select(Longer).OfType<TimeSpan>().Where(d => WithOnDelay(rule, d) != rule).Distinct()];

    /// <summary>One thing changed. A delay before the alarm costs time to respond: it counts double.</summary>
    public ImmutableArray<Candidate> Singles() => Possible(
    [
        .. deadbands.Select((d, i) => new Candidate(rule with { Deadband = d }, i + 1)),
        .. offDelays.Select((d, i) => new Candidate(rule with { OffDelay = d }, i + 1)),
        .. onDelays.Select((d, i) => new Candidate(WithOnDelay(rule, d), 2 * (i + 1))),
    ]);

    /// <summary>Two things changed.</summary>
    public ImmutableArray<Candidate> Pairs() => Possible(
    [
        .. deadbands.SelectMany((d, i) => offDelays.Select((off, j) => new Candidate(rule with { Deadband = d, OffDelay = off }, i + j + 2))),
        .. deadbands.SelectMany((d, i) => onDelays.Select((on, j) => new Candidate(WithOnDelay(rule with { Deadband = d }, on), i + (2 * j) + 3))),
        .. offDelays.SelectMany((off, i) => onDelays.Select((on, j) => new Candidate(WithOnDelay(rule with { OffDelay = off }, on), i + (2 * j) + 3))),
    ]);

    /// <summary>How much later an alarm may come: who has half of the time to respond left can still act; where priority is high, three quarters must be left.</summary>
    public static TimeSpan LatestAllowed(AlarmRule rule, Priority priority) => rule.RespondWithin / (priority == Priority.High ? 4 : 2);

    /// <summary>The delay for every limit that has a shorter one, where that is allowed; a high priority's never grows beyond the time to respond.</summary>
    private static AlarmRule WithOnDelay(AlarmRule rule, TimeSpan delay)
    {
        var limits = rule.Limits.Select(l => MayDelay(rule, l, delay) ? l with { OnDelay = delay } : l).ToImmutableArray();
        return limits.SequenceEqual(rule.Limits) ? rule : rule with { Limits = limits };
    }

    private static bool MayDelay(AlarmRule rule, Limit limit, TimeSpan delay) =>
        delay > limit.OnDelay && delay - limit.OnDelay <= LatestAllowed(rule, limit.Priority) && (limit.Priority != Priority.High || delay <= rule.RespondWithin);

    private ImmutableArray<Candidate> Possible(IEnumerable<Candidate> candidates) =>
        [.. candidates.Where(c => !LimitRules.Check(c.Rule, signal, "").Any()).OrderBy(c => c.Steps)];

    private static IEnumerable<double> Steps(List<double> values)
    {
        values.Sort();
        return values.Count == 0 ? [] : Shares.Select(s => values[(int)Math.Ceiling(s * values.Count) - 1]);
    }

    private static double RoundUp(double value)
    {
        if (value <= 0)
        {
            return 0;
        }

        var power = Math.Floor(Math.Log10(value));
        var scale = Math.Pow(10, Math.Abs(power));
        // Dividing by a power of ten is exact where multiplying by its inverse isn't: 0.3, not 0.30000000000000004.
        return Digits.Select(d => power < 0 ? d / scale : d * scale).First(d => d >= value);
    }

    private static TimeSpan? Longer(double milliseconds)
    {
        var seconds = Seconds.FirstOrDefault(s => s * 1000.0 > milliseconds);
        return seconds == 0 ? null : TimeSpan.FromSeconds(seconds);
    }
}
