using System.Diagnostics.Metrics;
using Monitoring.Domain.Wire;

namespace Monitoring.Ingest;

/// <summary>What ingest counts. Gauges are observed from the one feed of the process.</summary>
internal static class IngestMetrics
{
    private static readonly Meter Meter = new("Monitoring");

    public static readonly Counter<long> Received = Meter.CreateCounter<long>("monitoring.readings.received", "{reading}", "Readings taken in, before they are durable");

    public static readonly Counter<long> Acknowledged = Meter.CreateCounter<long>(
        "monitoring.messages.acknowledged", "{message}", "Messages whose sender was told that they are durable, or refused");

    public static readonly Counter<long> GrainFailures = Meter.CreateCounter<long>("monitoring.lanes.failures", "{call}", "Calls of areas that failed and are tried again");

    public static readonly Counter<long> HandlerFaults = Meter.CreateCounter<long>("monitoring.mqtt.faults", "{fault}", "Messages that a handler of ours failed on");

    public static readonly Counter<long> ConnectionErrors = Meter.CreateCounter<long>("monitoring.mqtt.errors", "{error}", "Connections that broke off or broke the protocol");

    public static readonly Counter<long> Reconnects = Meter.CreateCounter<long>("monitoring.mqtt.reconnects", "{connection}", "Connections made to the external broker");

    public static readonly UpDownCounter<long> LanesBehind = Meter.CreateUpDownCounter<long>(
        "monitoring.lanes.behind", "{area}", "Areas that read their readings back from the store because they couldn't keep up");

    public static readonly UpDownCounter<long> LaneReadings = Meter.CreateUpDownCounter<long>("monitoring.lanes.readings", "{reading}", "Readings that wait for their area");

    public static readonly UpDownCounter<long> Uncommitted = Meter.CreateUpDownCounter<long>("monitoring.readings.uncommitted", "{reading}", "Readings given to the store and not durable yet");

    public static readonly UpDownCounter<long> Connections = Meter.CreateUpDownCounter<long>("monitoring.mqtt.connections", "{connection}", "Connections of devices");

    /// <summary>From the receipt of the oldest reading of a batch until its area has decided it.</summary>
    public static readonly Histogram<double> Decided = Meter.CreateHistogram<double>("monitoring.readings.decided", "ms", "Receipt until decided by the area");

    public static readonly Counter<long> Slowed = Meter.CreateCounter<long>("monitoring.mqtt.slowed", "{message}", "Messages that waited because their device sends too many");

    public static readonly Counter<long> Expelled = Meter.CreateCounter<long>("monitoring.mqtt.expelled", "{connection}", "Connections ended because of their credentials, their number or their unread answers");

    private static readonly Counter<long> RejectedReadings = Meter.CreateCounter<long>("monitoring.readings.rejected", "{reading}", "Readings, messages or sign-ins set aside");

    private static readonly KeyValuePair<string, object?>[] Reasons = [.. Enum.GetNames<RejectReason>().Select(name => new KeyValuePair<string, object?>("reason", name))];

    public static void Rejected(RejectReason reason, int count) => RejectedReadings.Add(count, Reasons[(int)reason]);

    public static void ObservePumps(Func<IEnumerable<Measurement<int>>> depths) =>
        Meter.CreateObservableGauge("monitoring.pumps.messages", depths, "{message}", "Messages that wait for their pump");
}
