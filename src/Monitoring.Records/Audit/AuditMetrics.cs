using System.Diagnostics.Metrics;

namespace Monitoring.Records.Audit;

internal static class AuditMetrics
{
    private static readonly Meter Meter = new("Monitoring");

    public static Counter<long> Checkpoints { get; } = Meter.CreateCounter<long>("monitoring.audit.checkpoints", description: "Heads of chains that were signed");

    public static Counter<long> Failures { get; } = Meter.CreateCounter<long>("monitoring.audit.failures", description: "Times that a chain couldn't be signed, read or found whole");
}
