namespace Monitoring.Simulator.Load;

/// <param name="P50">Milliseconds, as all three.</param>
internal sealed record LatencyResult(long Count, double P50, double P99, double Maximum)
{
    public static LatencyResult Of(LatencyHistogram histogram) => new(
        histogram.Count,
        histogram.Percentile(0.5).TotalMilliseconds,
        histogram.Percentile(0.99).TotalMilliseconds,
        histogram.Maximum / 1000.0);
}

/// <summary>What a run of the load generator found.</summary>
/// <param name="Seconds">From the first publish to the last acknowledgement.</param>
/// <param name="Unacknowledged">Valid and malformed publishes without an acknowledgement at the end.</param>
/// <param name="Alerts">Null: not looked at.</param>
/// <param name="AlertsMissed">Alarms that never reached the client.</param>
/// <param name="Store">Null: not looked at.</param>
/// <param name="ServerMillisecondsPerThousand">The server's processor time for 1,000 acknowledged readings; null: not looked at.</param>
/// <param name="OwnMillisecondsPerThousand">The generator's own.</param>
internal sealed record LoadResult(
    double Seconds,
    long Sent,
    long Acknowledged,
    long Unacknowledged,
    long OutOfOrder,
    long Resent,
    int Reconnects,
    long MalformedSent,
    long MalformedAcknowledged,
    LatencyResult AckLatency,
    LatencyResult? Alerts,
    long AlertsMissed,
    StoreCount? Store,
    double? ServerMillisecondsPerThousand,
    double OwnMillisecondsPerThousand)
{
    public double Rate => Acknowledged / Seconds;

    public bool Lost => Unacknowledged > 0 || AlertsMissed > 0 || Store is { Missing: > 0 } or { Surplus: > 0 };
}
