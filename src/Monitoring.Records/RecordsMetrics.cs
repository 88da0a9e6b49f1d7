using System.Diagnostics.Metrics;

namespace Monitoring.Records;

internal static class RecordsMetrics
{
    private static readonly Meter Meter = new("Monitoring");

    public static Counter<long> Commits { get; } = Meter.CreateCounter<long>("monitoring.records.commits", description: "Commits that are durable");

    public static Counter<long> Failures { get; } = Meter.CreateCounter<long>("monitoring.records.failures", description: "Commits that the disk refused; each is tried again by its area or facility");

    public static Counter<long> Edges { get; } = Meter.CreateCounter<long>("monitoring.records.edges", description: "Alarm edges written for the first time");

    public static Counter<long> Deliveries { get; } = Meter.CreateCounter<long>("monitoring.records.deliveries", description: "Lines of the delivery log written for the first time");

    public static Histogram<double> Duration { get; } = Meter.CreateHistogram<double>("monitoring.records.transaction.duration", "s", "One group commit, fsync included");

    public static UpDownCounter<long> Queued { get; } = Meter.CreateUpDownCounter<long>("monitoring.records.queued", description: "Commits that wait for the writer");
}
