using Monitoring.Domain.Alarms;
using Monitoring.Domain.Signals;

namespace Monitoring.Domain.Areas;

/// <summary>What a rule that looks at more than the value itself (<see cref="AlarmRule.Of"/>) must obey, so that it can be measured.</summary>
internal static class MeasureRules
{
    /// <summary>Fewer readings tell a slope from noise no more.</summary>
    private const int FewestReadings = 6;

    private static readonly TimeSpan ShortestWindow = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(1);

    public static IEnumerable<PlanProblem> Check(AlarmRule rule, SignalPlace place, string path) => rule.Of switch
    {
        RateOfChange rate => CheckRate(rate, place.Signal, $"{path}.rate"),
        SinceIncrease when place.Signal.Unit != Unit.Count =>
            [new(path, "Only a counter can be asked when it last grew: a signal with the unit count.", "Correct the unit, or let the rule look at something else.")],
        DifferenceTo twin => CheckTwin(twin, place, $"{path}.difference_to"),
        _ => [],
    };

    /// <summary>What is measured is never below 0, so that a lower limit would be passed from the beginning.</summary>
    public static bool IsOneSided(MeasurePlan? measure) => measure is SinceIncrease or Unchanged or DifferenceTo;

    private static IEnumerable<PlanProblem> CheckRate(RateOfChange rate, SignalPlan signal, string path)
    {
        if (signal.Unit == Unit.State)
        {
            yield return new(path, "A state has no rate of change: it is 0 or 1.", "Remove the rule, or let it look at the value.");
        }
        else if (signal.ExpectedInterval is not { } interval)
        {
            yield return new(path, "A value that a person enters now and then has no rate of change.", "Remove the rule, or add expected_interval and stale_after if a device sends the value.");
        }
        else if (rate.Window < ShortestWindow || rate.Window > LongestWindow || rate.Window < FewestReadings * interval)
        {
            yield return new(
                $"{path}.window", "The window is too short or too long to measure a rate of change in.",
                $"Write at least {FewestReadings} times expected_interval and 10s, and at most 1d.");
        }
    }

    private static IEnumerable<PlanProblem> CheckTwin(DifferenceTo twin, SignalPlace place, string path)
    {
        if (place.Find(twin.Equipment, twin.Signal) is not { } other)
        {
            yield return place.NotFound(path, twin.Equipment, twin.Signal);
        }
        else if (twin.Equipment == place.Equipment.Id && twin.Signal == place.Signal.Id)
        {
            yield return new(path, "The signal is compared with itself.", "Name the other probe.");
        }
        else if (other.Unit != place.Signal.Unit)
        {
            yield return new(path, $"A difference needs one unit: this signal is in {place.Signal.Unit.Symbol()}, the other in {other.Unit.Symbol()}.", "Name a signal of the same unit.");
        }
    }
}
