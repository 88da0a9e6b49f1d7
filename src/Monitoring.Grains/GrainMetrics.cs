using System.Diagnostics.Metrics;
using Monitoring.Domain.Alarms;

namespace Monitoring.Grains;

internal static class GrainMetrics
{
    private static readonly Meter Meter = new("Monitoring");

    private static readonly Counter<long> Edges = Meter.CreateCounter<long>("monitoring.alarm.edges", "{edge}", "Transitions of alarms, recorded");

    public static readonly Counter<long> RecordsRefused = Meter.CreateCounter<long>("monitoring.records.refused", "{commit}", "Commits that the record book refused");

    public static readonly Counter<long> LateOrDuplicate = Meter.CreateCounter<long>(
        "monitoring.readings.late", "{reading}", "Live readings that moved no alarm because a newer one, or the same, had been seen");

    public static void Count(List<AlarmEdge> edges)
    {
        foreach (var edge in edges)
        {
            Edges.Add(1, new KeyValuePair<string, object?>("kind", edge.Kind), new KeyValuePair<string, object?>("priority", edge.Alarm.Priority));
        }
    }
}
