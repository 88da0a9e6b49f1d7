namespace Monitoring.History.Influx;

/// <summary>How long to leave a failing server alone: 0.2 s, doubled up to 30 s, spread so that senders don't come all at once.</summary>
internal static class Backoff
{
    private const double First = 0.2;
    private const double Longest = 30;

    /// <param name="failures">How often it failed before.</param>
    /// <param name="asked">What the server asked for: never less than that.</param>
    public static TimeSpan After(int failures, TimeSpan? asked)
    {
        var ceiling = Math.Min(Longest, First * Math.Pow(2, Math.Min(failures, 10)));
        var wait = TimeSpan.FromSeconds(ceiling * (0.5 + (Random.Shared.NextDouble() / 2)));
        return asked > wait ? asked.Value : wait;
    }
}
