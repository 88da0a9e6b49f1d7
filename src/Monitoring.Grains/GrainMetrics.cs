using System.Diagnostics.Metrics;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Escalation;

namespace Monitoring.Grains;

internal static class GrainMetrics
{
    private static readonly Meter Meter = new("Monitoring");

    private static readonly Counter<long> Edges = Meter.CreateCounter<long>("monitoring.alarm.edges", "{edge}", "Transitions of alarms, recorded");

    public static readonly Counter<long> RecordsRefused = Meter.CreateCounter<long>("monitoring.records.refused", "{commit}", "Commits that the record book refused");

    public static readonly Counter<long> LateOrDuplicate = Meter.CreateCounter<long>(
        "monitoring.readings.late", "{reading}", "Live readings that moved no alarm because a newer one, or the same, had been seen");

    public static readonly UpDownCounter<long> SendsInFlight = Meter.CreateUpDownCounter<long>("monitoring.notices.in_flight", "{send}", "Messages, probes and siren switches under way");

    private static readonly Counter<long> Notices = Meter.CreateCounter<long>("monitoring.notices", "{attempt}", "Attempts to tell somebody, begun and ended");

    public static void Count(Delivery delivery) =>
        Notices.Add(1, new KeyValuePair<string, object?>("channel", delivery.Notice.Channel), new KeyValuePair<string, object?>("outcome", delivery.Outcome));

    public static void Count(List<AlarmEdge> edges)
    {
        foreach (var edge in edges)
        {
            Edges.Add(1, new KeyValuePair<string, object?>("kind", edge.Kind), new KeyValuePair<string, object?>("priority", edge.Alarm.Priority));
        }
    }
}
