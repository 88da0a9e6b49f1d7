namespace Monitoring.Simulator.Devices;

/// <summary>Half a second at first, doubled up to 30 s, each shortened by chance to as little as half, so that a broker that comes back isn't met by all at once.</summary>
internal static class ReconnectSchedule
{
    private const double FirstSeconds = 0.5;
    private const double LongestSeconds = 30;

    /// <param name="failures">In a row so far; 1 or more.</param>
    /// <param name="chance">0 to 1.</param>
    public static TimeSpan Delay(int failures, double chance)
    {
        var full = Math.Min(LongestSeconds, FirstSeconds * Math.Pow(2, Math.Min(failures, 10) - 1));
        return TimeSpan.FromSeconds(full * (1 - (chance / 2)));
    }
}
