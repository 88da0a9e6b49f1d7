using Microsoft.Extensions.Logging;
using Monitoring.Simulator.Devices;

namespace Monitoring.Simulator;

/// <summary>How the demonstration runs. The defaults show the shipped plan alive, on this machine's broker.</summary>
public sealed record DemoOptions
{
    public string Host { get; init; } = "localhost";

    public int Port { get; init; } = 1883;

    /// <summary>True: nothing goes wrong by itself.</summary>
    public bool Calm { get; init; }

    public int Seed { get; init; } = 1;

    /// <summary>The shop's time of day at the start, whatever the wall says: by default the morning shift works.</summary>
    public TimeSpan Start { get; init; } = TimeSpan.FromHours(8);
}

/// <summary>The kitchen and the workshop of the shipped plan, over real MQTT, from within another program.</summary>
public static class Demo
{
    /// <summary>Runs until it is cancelled, then returns; it waits for the broker and comes back to it for ever.</summary>
    public static Task RunAsync(DemoOptions options, TimeProvider time, ILogger logger, CancellationToken cancellation)
    {
        var faults = options.Calm ? [] : Palu.Incidents;
        return new Simulation(new SimulationOptions(options.Host, options.Port, options.Seed, options.Start, TimeSpan.Zero, 1, faults), time, logger).RunAsync(cancellation);
    }
}
