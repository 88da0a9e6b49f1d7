using System.Diagnostics.Metrics;

namespace Monitoring.History;

internal static class HistoryMetrics
{
    private static readonly Meter Meter = new("Monitoring");

    public static readonly Counter<long> Committed = Meter.CreateCounter<long>("history.readings.committed", description: "Readings made durable");

    public static readonly Histogram<double> CommitDuration = Meter.CreateHistogram<double>("history.commit.duration", "s", "One group commit, the disk's flush in it");

    public static readonly Counter<long> CommitFailures = Meter.CreateCounter<long>("history.commit.failures", description: "Commits that the disk refused; each is tried again");

    public static readonly UpDownCounter<long> QueueDepth = Meter.CreateUpDownCounter<long>("history.queue.depth", description: "Readings waiting for their commit");

    public static readonly UpDownCounter<long> HotRows = Meter.CreateUpDownCounter<long>("history.hot.rows", description: "Durable readings that aren't sealed yet");

    public static readonly Counter<long> BlocksSealed = Meter.CreateCounter<long>("history.blocks.sealed", description: "Column blocks written");

    public static readonly Counter<long> BlocksUnreadable = Meter.CreateCounter<long>("history.blocks.unreadable", description: "Column blocks whose checksum failed when read");

    public static readonly Counter<long> Dropped = Meter.CreateCounter<long>("history.readings.dropped", description: "Readings deleted, by reason: retention or size cap");

    public static readonly Counter<long> QuarantineDropped = Meter.CreateCounter<long>("influx.quarantine.dropped", description: "Quarantined lines deleted because there were too many; their readings are in the store");

    public static readonly Counter<long> UpkeepFailures = Meter.CreateCounter<long>("history.upkeep.failures", description: "Passes of sealing and retention that failed");

    public static readonly Counter<long> InfluxTaken = Meter.CreateCounter<long>("influx.points.taken", description: "Points that InfluxDB has acknowledged");

    public static readonly Counter<long> InfluxQuarantined = Meter.CreateCounter<long>("influx.points.quarantined", description: "Points that InfluxDB will never take");

    public static readonly Counter<long> InfluxBeyondRetention = Meter.CreateCounter<long>("influx.points.beyond_retention", description: "Points older than InfluxDB's retention time");

    public static readonly Counter<long> InfluxSlotsExpired = Meter.CreateCounter<long>("influx.slots.expired", description: "Sealed slots whose readings were deleted here before InfluxDB took them");

    public static readonly Gauge<long> InfluxBacklog = Meter.CreateGauge<long>("influx.backlog", description: "Readings behind the forwarder's cursor");

    public static readonly Counter<long> ForwarderFailures = Meter.CreateCounter<long>("influx.forwarder.failures", description: "Times that the forwarder had to begin again");

    public static readonly Counter<long> InfluxRequests = Meter.CreateCounter<long>("influx.requests", description: "Write requests to InfluxDB, by outcome");

    public static readonly Counter<long> InfluxAlarmFailures = Meter.CreateCounter<long>("influx.alarms.failures", description: "Pages of the journal that couldn't be read, or whose cursor couldn't be kept; each is tried again");

    public static readonly Counter<long> InfluxSystemUnsent = Meter.CreateCounter<long>("influx.system.unsent", description: "Points of this system's own figures that were tried once and dropped, by reason");
}
