namespace Monitoring.Ingest;

/// <summary>Waits that double from the first to the longest, each up to a fifth shorter or longer, so that many who failed together don't come back together.</summary>
internal sealed class RetrySchedule(TimeSpan first, TimeSpan longest)
{
    private int failures;

    public bool IsFailing => failures > 0;

    public TimeSpan Next()
    {
        var doubled = first * Math.Pow(2, Math.Min(failures++, 20));
        return (doubled < longest ? doubled : longest) * (0.8 + (Random.Shared.NextDouble() * 0.4));
    }

    /// <returns>True: it had been failing.</returns>
    public bool Reset()
    {
        var wasFailing = IsFailing;
        failures = 0;
        return wasFailing;
    }
}
