using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Monitoring.Simulator.Devices;
using Monitoring.Simulator.Faults;
using Monitoring.Simulator.Physics;

namespace Monitoring.Simulator;

/// <param name="Start">The shop's time of day when the simulation begins.</param>
/// <param name="Back">How far in the past it begins.</param>
/// <param name="Speed">Simulated seconds a second until it has caught up with now.</param>
internal sealed record SimulationOptions(string Host, int Port, int Seed, TimeSpan Start, TimeSpan Back, double Speed, ImmutableArray<Fault> Faults)
{
    public DevicePasswords Passwords { get; init; } = DevicePasswords.None;
}

/// <summary>Every station of the example plan, each on its own line to the broker.</summary>
internal sealed partial class Simulation
{
    private const int LargestBatch = 500;

    /// <summary>A station that couldn't send for longer was full: what it would have measured before is skipped.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    private readonly SimulationOptions options;
    private readonly SimulatedClock clock;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly ImmutableArray<Station> stations;

    public Simulation(SimulationOptions options, TimeProvider time, ILogger logger)
    {
        this.options = options;
        this.time = time;
        this.logger = logger;
        clock = new SimulatedClock(time, options.Back, options.Speed);
        stations = Palu.Stations(clock.Origin, ShiftClock.StartingAt(clock.Origin, options.Start), options.Seed, options.Faults);
    }

    /// <summary>Runs until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        LogStarted(stations.Length, options.Host, options.Port);
        await Task.WhenAll(stations.Select(s => RunAsync(s, cancellation)));
    }

    /// <summary>Starts a fault now (plus its own start). May be called from any thread.</summary>
    /// <returns>False: there is no such equipment.</returns>
    public bool Add(Fault fault)
    {
        var station = stations.FirstOrDefault(s => s.Equipment == fault.Equipment);
        station?.Add(fault);
        return station is not null;
    }

    private async Task RunAsync(Station station, CancellationToken cancellation)
    {
        await using var connection = new DeviceConnection(options.Host, options.Port, Palu.Facility, station.Area, station.Equipment, options.Passwords, time, logger);
        var wire = new List<Sample>();
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await RoundAsync(station, connection, wire, cancellation);
                wire.Clear();
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                SimulatorMetrics.ConnectionFailures.Add(1);
                LogRoundFailed(station.Equipment, e);
                await Task.Delay(TimeSpan.FromSeconds(1), time, CancellationToken.None);
            }
        }
    }

    private async Task RoundAsync(Station station, DeviceConnection connection, List<Sample> wire, CancellationToken cancellation)
    {
        await connection.KeepAsync(cancellation);
        var earliest = clock.Now - (long)Memory.TotalMilliseconds;
        if (!clock.CatchesUp && station.Time < earliest)
        {
            station.SkipTo(earliest);
        }

        while (station.NextTime <= clock.Now && wire.Count < LargestBatch)
        {
            station.Step(wire);
        }

        foreach (var signal in wire.GroupBy(s => s.Signal, StringComparer.Ordinal))
        {
            await SendAsync(station, connection, signal.Key, [.. signal], cancellation);
        }

        if (station.NextTime > clock.Now)
        {
            await clock.WaitUntilAsync(station.NextTime, cancellation);
        }
    }

    private static async Task SendAsync(Station station, DeviceConnection connection, string signal, Sample[] samples, CancellationToken cancellation)
    {
        var topic = NativePayload.SignalTopic(Palu.Facility, station.Area, station.Equipment, signal);
        // A device sends a reading when it has it, and an array when it has much to tell after a gap.
        var size = samples.Length <= 3 ? 1 : samples.Length;
        for (var i = 0; i < samples.Length; i += size)
        {
            await connection.PublishAsync(topic, NativePayload.Encode(samples.AsSpan(i, size)), cancellation);
            SimulatorMetrics.Published.Add(size);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Simulating {Count} stations towards the broker at {Host}:{Port}")]
    private partial void LogStarted(int count, string host, int port);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Station} failed in a way that it didn't expect; it goes on")]
    private partial void LogRoundFailed(string station, Exception error);
}
