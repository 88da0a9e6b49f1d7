using System.Collections.Immutable;

namespace Monitoring.Simulator.Load;

/// <summary>One run: connect, send for so long, wait for the last acknowledgements and alerts, count the store.</summary>
internal sealed class LoadRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly LoadOptions options;
    private readonly TimeProvider time;
    private readonly ImmutableArray<LoadSensor> sensors;
    private readonly ImmutableArray<LoadConnection> connections;
    private readonly AlertProbe? probe;

    public LoadRun(LoadOptions options, TimeProvider time)
    {
        this.options = options;
        this.time = time;
        sensors = LoadSensor.Create(options.Sensors);
        probe = options is { Http: { } http, AlertEvery: > 0 } ? new AlertProbe(http, options.Key, time, options.Trust) : null;
        var malformed = new MalformedPackets(options.Seed, [.. sensors.Select(s => s.Topic)]);
        var traffic = new LoadTraffic(malformed, options.Malformed, new AlertDrive(options.AlertEvery, options.AlertHalfPeriod), probe);
        connections = [.. sensors.GroupBy(s => s.Number % options.Connections).Select(g => new LoadConnection(g.Key, options, [.. g], traffic, time))];
    }

    /// <exception cref="TimeoutException">The broker or the hub can't be reached.</exception>
    /// <exception cref="HttpRequestException">The store couldn't be counted.</exception>
    public async Task<LoadResult> RunAsync(CancellationToken cancellation)
    {
        if (options is { Register: true, Http: { } server })
        {
            var passwords = await LoadDevices.RegisterAsync(server, options.Key, options.Trust, sensors, cancellation);
            foreach (var connection in connections)
            {
                connection.SignInWith(passwords);
            }
        }

        using var stop = new CancellationTokenSource();
        var running = connections.Select(c => c.RunAsync(stop.Token)).Append(probe?.RunAsync(stop.Token) ?? Task.CompletedTask).ToArray();
        try
        {
            await ReachAsync();
            var from = time.GetUtcNow().ToUnixTimeMilliseconds();
            var spent = Spent();
            var began = time.GetTimestamp();
            await SendAsync(began, cancellation);
            await UntilAsync(() => connections.All(c => c.InFlight == 0), options.Drain);
            var elapsed = time.GetElapsedTime(began);
            var spentAfter = Spent();
            await UntilAsync(() => probe is not { Waiting: > 0 }, TimeSpan.FromSeconds(3));
            var store = options.Http is { } http
                ? await StoreCheck.RunAsync(http, options.Key, options.Trust, sensors, options.Check, from, time.GetUtcNow().ToUnixTimeMilliseconds() + 60_000, CancellationToken.None)
                : null;
            return Result(elapsed, spentAfter.Own - spent.Own, spentAfter.Server - spent.Server, store);
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(running);
        }
    }

    private async Task ReachAsync()
    {
        try
        {
            await Task.WhenAll(connections.Select(c => c.Connected)).WaitAsync(Patience, time);
            await (probe?.Watching ?? Task.CompletedTask).WaitAsync(Patience, time);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Not everything could be reached: broker {options.Host}:{options.Port} ({connections.FirstOrDefault(c => c.Problem is not null)?.Problem ?? "ok"}), hub ({probe?.Problem ?? "ok"}).");
        }
    }

    private async Task SendAsync(long began, CancellationToken cancellation)
    {
        foreach (var connection in connections)
        {
            connection.Begin(began);
        }

        using var timer = new PeriodicTimer(Tick, time);
        while (time.GetElapsedTime(began) < options.Duration && !cancellation.IsCancellationRequested && await timer.WaitForNextTickAsync(CancellationToken.None))
        {
            foreach (var connection in connections)
            {
                connection.Pump();
            }
        }

        foreach (var connection in connections)
        {
            connection.End();
        }
    }

    private async Task UntilAsync(Func<bool> condition, TimeSpan patience)
    {
        for (var began = time.GetTimestamp(); !condition() && time.GetElapsedTime(began) < patience;)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), time);
        }
    }

    private (TimeSpan Own, TimeSpan? Server) Spent() =>
        (Environment.CpuUsage.TotalTime, options.ServerProcess is { } process ? ProcessorTime.Of(process) : null);

    private LoadResult Result(TimeSpan elapsed, TimeSpan own, TimeSpan? server, StoreCount? store)
    {
        var latency = new LatencyHistogram();
        foreach (var connection in connections)
        {
            latency.Add(connection.AckLatency);
        }

        var acknowledged = connections.Sum(c => c.Acknowledged);
        double PerThousand(TimeSpan spent) => spent.TotalMilliseconds / Math.Max(1, acknowledged) * 1000;
        return new LoadResult(
            elapsed.TotalSeconds,
            connections.Sum(c => c.Sent),
            acknowledged,
            connections.Sum(c => (long)c.InFlight),
            connections.Sum(c => c.OutOfOrder),
            connections.Sum(c => c.Resent),
            connections.Sum(c => c.Reconnects),
            connections.Sum(c => c.MalformedSent),
            connections.Sum(c => c.MalformedAcknowledged),
            LatencyResult.Of(latency),
            probe is null ? null : LatencyResult.Of(probe.Latency),
            probe is null ? 0 : probe.Missed + probe.Waiting,
            store,
            server is { } spent ? PerThousand(spent) : null,
            PerThousand(own));
    }
}
