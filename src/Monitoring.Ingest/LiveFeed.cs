using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Wire;
using Monitoring.Grains.Contracts;
using Monitoring.Grains.Ports;

namespace Monitoring.Ingest;

/// <summary>
/// Readings from the brokers to the store and, side by side, to the areas. Starts by giving each area what it missed, and only then may a broker open;
/// stops by emptying what is under way and having each area write its state, within ten seconds.
/// </summary>
internal sealed partial class LiveFeed : IHostedService, IDisposable
{
    private static readonly TimeSpan DrainWithin = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan CheckpointWithin = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan PollPeriod = TimeSpan.FromMilliseconds(5);

    private readonly CancellationTokenSource stopping = new();
    private readonly TopicTable topics;
    private readonly TimeProvider time;
    private readonly ILogger<LiveFeed> logger;
    private readonly ImmutableArray<AreaLane> lanes;
    private readonly ImmutableArray<Pump> pumps;
    private readonly Replay replay;
    private Task running = Task.CompletedTask;

    public LiveFeed(Plan plan, TopicTable topics, IReadingStore store, Func<AreaId, IAreaGrain> grainOf, TimeProvider time, ILogger<LiveFeed> logger)
    {
        (this.topics, this.time, this.logger) = (topics, time, logger);
        var context = new LaneContext(plan.Version, store, topics, time, logger, stopping.Token);
        lanes = [.. topics.Areas.Select((area, index) => new AreaLane(area, index, context, grainOf(area)))];
        pumps = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Pump(store, Deliver, time, logger))];
        replay = new Replay(context, lanes);
        IngestMetrics.ObservePumps(() => pumps.Select((p, i) => new Measurement<int>(p.Depth, new KeyValuePair<string, object?>("pump", i))));
    }

    /// <summary>An area belongs to one pump: the order of its readings is the order of the posts.</summary>
    /// <exception cref="System.Threading.Channels.ChannelClosedException">The server stops; the message isn't taken and mustn't be acknowledged.</exception>
    public ValueTask PostAsync(in Arrival arrival) => pumps[arrival.Area % pumps.Length].PostAsync(arrival);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await replay.RunAsync(cancellationToken);
        running = Task.WhenAll(pumps.Select(p => Task.Run(() => p.RunAsync(stopping.Token), CancellationToken.None)));
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var pump in pumps)
        {
            pump.Complete();
        }

        var stopped = time.GetTimestamp();
        while (!(running.IsCompleted && pumps.All(p => p.IsIdle) && lanes.All(l => l.IsIdle)) && time.GetElapsedTime(stopped) < DrainWithin)
        {
            await Task.Delay(PollPeriod, time, CancellationToken.None);
        }

        await Task.WhenAll(lanes.Select(CheckpointAsync));
        await stopping.CancelAsync();
    }

    public void Dispose() => stopping.Dispose();

    private void Deliver(GatheredBatch batch, long last)
    {
        var areas = topics.AreaOf;
        foreach (ref readonly var reading in batch.Readings.Span)
        {
            lanes[areas[reading.Signal]].Add(reading, last, batch.ReceivedAt);
        }

        foreach (var (area, status) in batch.Statuses)
        {
            lanes[area].Add(status);
        }

        foreach (var area in batch.Areas)
        {
            lanes[area].Seal(last);
        }
    }

    private async Task CheckpointAsync(AreaLane lane)
    {
        try
        {
            await lane.CheckpointAsync().WaitAsync(CheckpointWithin, time);
        }
        catch (Exception failure)
        {
            LogNoCheckpoint(logger, failure, lane.Area);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Area {Area} didn't write its state at the stop; the readings since its last checkpoint are decided again at the next start.")]
    private static partial void LogNoCheckpoint(ILogger logger, Exception failure, AreaId area);
}
