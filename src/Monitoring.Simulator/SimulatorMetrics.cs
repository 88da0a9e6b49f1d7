using System.Diagnostics.Metrics;

namespace Monitoring.Simulator;

internal static class SimulatorMetrics
{
    private static readonly Meter Meter = new("Monitoring");

    public static Counter<long> Published { get; } = Meter.CreateCounter<long>("simulator.readings.published", "{reading}", "Readings that the broker has acknowledged");

    public static Counter<long> ConnectionFailures { get; } = Meter.CreateCounter<long>("simulator.connection.failures", "{failure}", "Failed connects and publishes; each is tried again");
}
