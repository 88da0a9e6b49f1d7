using System.Collections.Immutable;
using Monitoring.Domain.Areas;
using Monitoring.Grains.Contracts;
using Monitoring.Server.Api;

namespace Monitoring.Server.Live;

/// <summary>
/// An area that somebody watches through this process: pulls what is new when its pulse beats and offers it to everybody who watches. A pull that fails costs
/// only this area, and it is tried again at the next beat.
/// </summary>
internal sealed partial class WatchedArea : IDisposable
{
    private static readonly TimeSpan BoardPeriod = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan AlarmPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RenewAfter = TimeSpan.FromSeconds(10);

    /// <summary>A call that takes longer gives its place among the calls in flight to another area, and is waited for without one.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly AreaId id;
    private readonly Plan plan;
    private readonly IAreaGrain grain;
    private readonly IAreaWatcher watcher;
    private readonly SemaphoreSlim inFlight;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly Pulse pulse = new();
    private readonly ITimer beat;
    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private ImmutableArray<AreaFeed> feeds = [];
    private BoardImage? image;
    private bool answers;
    private bool failing;
    private long? watchedAt;
    private long lastEdge;

    public WatchedArea(AreaId id, GrainAccess grains, IAreaWatcher watcher, Plan plan, SemaphoreSlim inFlight, TimeProvider time, ILogger logger)
    {
        (this.id, this.watcher, this.plan, this.inFlight, this.time, this.logger) = (id, watcher, plan, inFlight, time, logger);
        grain = grains.Area(id);
        beat = pulse.CreateTimer(time);
        _ = RunAsync();
    }

    public void Add(AreaFeed feed)
    {
        lock (gate)
        {
            feeds = feeds.Add(feed);
            SetPace();
            if (answers)
            {
                feed.Offer(image!, new BoardChange(true, [], [], false, false, 0));
            }
        }

        pulse.Poke();
    }

    /// <returns>Nobody is left.</returns>
    public bool Remove(AreaFeed feed)
    {
        lock (gate)
        {
            feeds = feeds.Remove(feed);
            SetPace();
            return feeds.IsEmpty;
        }
    }

    /// <summary>The area's alarms have changed: pull now.</summary>
    public void Hint() => pulse.Poke();

    public void Dispose()
    {
        stop.Cancel();
        beat.Dispose();
    }

    private void SetPace()
    {
        var period = feeds.Any(f => f.FollowsValues) ? BoardPeriod : AlarmPeriod;
        beat.Change(period, period);
    }

    private async Task RunAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await pulse.WaitAsync(stop.Token);
                await RenewAsync();
                Take(await AskAsync(image?.Version ?? default));
                if (failing)
                {
                    failing = false;
                    LogAnswers(id);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                ServerMetrics.GrainFailures.Add(1);
                Lose();
                if (!failing)
                {
                    failing = true;
                    LogSilent(id, failure);
                }
            }
        }
    }

    private async Task RenewAsync()
    {
        if (watchedAt is { } at && time.GetElapsedTime(at) < RenewAfter)
        {
            return;
        }

        var now = time.GetTimestamp();
        await InTurnAsync(() => grain.Watch(watcher));
        watchedAt = now;
    }

    private async Task<BoardDelta> AskAsync(BoardVersion since)
    {
        BoardDelta? delta = null;
        await InTurnAsync(async () => delta = await grain.GetDelta(since));
        return delta!;
    }

    private async Task InTurnAsync(Func<Task> ask)
    {
        await inFlight.WaitAsync(stop.Token);
        Task call;
        try
        {
            call = ask();
            await call.WaitAsync(Patience, time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            inFlight.Release();
        }

        if (!call.IsCompleted)
        {
            Lose();
        }

        await call.WaitAsync(stop.Token);
    }

    private void Take(BoardDelta delta)
    {
        var known = image;
        if (!delta.IsFull && known?.IsContinuedBy(delta) != true)
        {
            image = null;
            pulse.Poke();
            return;
        }

        if (known is not null && known.Version.Activation != delta.Version.Activation)
        {
            // The new activation doesn't know yet that it is watched from here.
            watchedAt = null;
            pulse.Poke();
        }

        var alarms = delta.Alarms.Select(a => AlarmView.Of(a, id, plan)).ToImmutableArray();
        var next = (delta.IsFull ? BoardImage.Blank(id, plan) : known!).With(delta, alarms, time.GetUtcNow().ToUnixTimeMilliseconds());
        var isEdge = !delta.IsFull && !alarms.IsEmpty && delta.EdgeReceivedAt != lastEdge;
        lastEdge = delta.EdgeReceivedAt;
        var change = new BoardChange(delta.IsFull, delta.Signals, alarms, known?.RecordsBehind != next.RecordsBehind, delta.Marks is not null, isEdge ? lastEdge : 0);
        lock (gate)
        {
            image = next;
            answers = true;
            foreach (var feed in feeds)
            {
                feed.Offer(next, change);
            }
        }
    }

    private void Lose()
    {
        lock (gate)
        {
            answers = false;
            foreach (var feed in feeds)
            {
                feed.Lose(id);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The area {Area} doesn't answer: its screens get nothing until it does. /healthz/ready says what is wrong.")]
    private partial void LogSilent(AreaId area, Exception failure);

    [LoggerMessage(Level = LogLevel.Information, Message = "The area {Area} answers again.")]
    private partial void LogAnswers(AreaId area);
}
