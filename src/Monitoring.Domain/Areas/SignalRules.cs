using Monitoring.Domain.Signals;

namespace Monitoring.Domain.Areas;

/// <summary>What a signal's times and range must obey.</summary>
internal static class SignalRules
{
    private const int MostFaultValues = 8;

    private static readonly TimeSpan LongestReorderWindow = TimeSpan.FromMinutes(5);

    public static IEnumerable<PlanProblem> Check(SignalPlan signal, string path) =>
        [.. CheckRange(signal, path), .. CheckTimes(signal, path), .. CheckReorderWindow(signal, path), .. CheckPlausibility(signal, path), .. CheckDue(signal, path)];

    private static IEnumerable<PlanProblem> CheckRange(SignalPlan signal, string path)
    {
        if (!double.IsFinite(signal.Minimum) || !double.IsFinite(signal.Maximum) || signal.Minimum >= signal.Maximum)
        {
            yield return new($"{path}.range", "The range isn't two numbers, the lower one first.", "Write [LOWEST, HIGHEST], for example [0, 400].");
        }
    }

    private static IEnumerable<PlanProblem> CheckTimes(SignalPlan signal, string path)
    {
        switch (signal.ExpectedInterval, signal.StaleAfter)
        {
            case ({ } interval, _) when interval <= TimeSpan.Zero:
                yield return new($"{path}.expected_interval", "The interval is zero.", "Write how often the device sends, or remove it with stale_after if a person enters the value.");
                break;
            case ({ } interval, { } stale) when stale < interval:
                yield return new($"{path}.stale_after", "It is shorter than expected_interval: the signal would always be missing.", "Make it several times expected_interval.");
                break;
            case (not null, null):
                yield return new($"{path}.stale_after", "It is missing, though the signal has an expected_interval: silence would go unnoticed.", "Add the silence that raises the missing-data alarm.");
                break;
            case (null, not null):
                yield return new($"{path}.stale_after", "Nothing is expected of this signal: it has no expected_interval.", "Add expected_interval, or remove stale_after if a person enters the value.");
                break;
        }

        if (signal.LateAfter <= TimeSpan.Zero)
        {
            yield return new($"{path}.late_after", "It is zero: every reading would be history.", "Write the age beyond which a reading no longer tells of now, for example 5min.");
        }
    }

    private static IEnumerable<PlanProblem> CheckReorderWindow(SignalPlan signal, string path)
    {
        if (signal.ReorderWindow > LongestReorderWindow || signal.ReorderWindow >= signal.StaleAfter || signal.ReorderWindow > signal.LateAfter)
        {
            yield return new(
                $"{path}.reorder_window", "It is too long: every alarm of the signal waits for it, and its readings would be missing or late.",
                "Write at most 5min, less than stale_after and no more than late_after.");
        }
    }

    private static IEnumerable<PlanProblem> CheckPlausibility(SignalPlan signal, string path)
    {
        // Outside the range they are bad already; they may stand there nevertheless, as a data sheet lists them.
        if (!signal.FaultValues.IsEmpty && signal.Unit is Unit.State or Unit.Count)
        {
            yield return new($"{path}.fault_values", "Every number is a right value of a state or a counter.", "Remove the field; a device says with q: bad that it can't measure.");
        }
        else if (signal.FaultValues.Length > MostFaultValues)
        {
            yield return new($"{path}.fault_values", "There are too many.", $"Write at most {MostFaultValues}; what is physically impossible belongs outside the range.");
        }

        if (signal.FastestChange <= 0)
        {
            yield return new($"{path}.fastest_change", "Nothing could ever change.", "Write how fast the real thing can change at most, in the signal's unit per second.");
        }
    }

    private static IEnumerable<PlanProblem> CheckDue(SignalPlan signal, string path)
    {
        if (signal.Due is not { } due)
        {
            yield break;
        }

        if (signal.ExpectedInterval is not null)
        {
            yield return new($"{path}.due", "A device sends this value: nobody has to enter it.", "Remove 'due', or remove expected_interval and stale_after if a person enters the value.");
        }
        else if (due.Every < TimeSpan.FromMinutes(1))
        {
            yield return new($"{path}.due.every", "Nobody can enter a value so often.", "Write the longest time between two entries, for example 4h.");
        }
    }
}
