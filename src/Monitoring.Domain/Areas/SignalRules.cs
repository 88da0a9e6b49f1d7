namespace Monitoring.Domain.Areas;

/// <summary>What a signal's times and range must obey.</summary>
internal static class SignalRules
{
    public static IEnumerable<PlanProblem> Check(SignalPlan signal, string path) => [.. CheckRange(signal, path), .. CheckTimes(signal, path)];

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
}
