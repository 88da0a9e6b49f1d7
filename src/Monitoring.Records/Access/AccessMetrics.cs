using System.Diagnostics.Metrics;

namespace Monitoring.Records.Access;

internal static class AccessMetrics
{
    private static readonly Meter Meter = new("Monitoring");

    public static Counter<long> Changes { get; } = Meter.CreateCounter<long>("monitoring.access.changes", description: "Changes of people, rights, devices and keys that are kept, each with its audit entry");

    public static Counter<long> Failures { get; } = Meter.CreateCounter<long>("monitoring.access.failures", description: "Changes that were given up, whatever the reason: nothing of them was written");

    public static Counter<long> Polls { get; } = Meter.CreateCounter<long>("monitoring.access.poll.failures", description: "Times that the access database couldn't be asked for other processes' changes");

    public static Counter<long> Rosters { get; } = Meter.CreateCounter<long>("monitoring.access.roster.failures", description: "Times that the devices couldn't be read anew; the last ones stay in force");

    public static Histogram<double> Duration { get; } = Meter.CreateHistogram<double>("monitoring.access.change.duration", "s", "One change, waiting for its turn included");

    public static UpDownCounter<long> Waiting { get; } = Meter.CreateUpDownCounter<long>("monitoring.access.waiting", description: "Changes of this process that wait for their turn");
}
