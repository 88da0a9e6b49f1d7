using System.Runtime.CompilerServices;
using Monitoring.Domain.Areas;
using Monitoring.Grains.Contracts;

namespace Monitoring.Server.Live;

/// <summary>
/// The one place of a process that follows areas for its browsers, however many look at the same area. Grains hint when alarms change; the pull carries the
/// truth, so a hint may be lost.
/// </summary>
internal sealed class AreaRelay(GrainAccess grains, Plan plan, TimeProvider time, ILogger<AreaRelay> logger) : IAreaWatcher, IHostedService, IDisposable
{
    private const int MostInFlight = 16;

    private static readonly TimeSpan SettleAfter = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim inFlight = new(MostInFlight);
    private readonly Dictionary<AreaId, WatchedArea> areas = [];
    private readonly Lock gate = new();
    private IAreaWatcher? reference;

    /// <param name="area">An area of the plan.</param>
    public async IAsyncEnumerable<AreaFrame> WatchAreaAsync(AreaId area, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var feed = new BoardFeed(plan, time);
        using var following = Follow(feed, [area]);
        await foreach (var frame in feed.ReadAsync(cancellation))
        {
            yield return frame;
        }
    }

    public async IAsyncEnumerable<AlarmsFrame> WatchAlarmsAsync(AreaId[] places, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var feed = new AlarmFeed(places, time);
        using var following = Follow(feed, places);
        using var settle = time.CreateTimer(static f => ((AlarmFeed)f!).Settle(), feed, SettleAfter, Timeout.InfiniteTimeSpan);
        await foreach (var frame in feed.ReadAsync(cancellation))
        {
            yield return frame;
        }
    }

    /// <summary>Offers the feed what the areas bring, until disposed.</summary>
    public IDisposable Follow(AreaFeed feed, AreaId[] places)
    {
        lock (gate)
        {
            reference ??= grains.Refer(this);
            foreach (var place in places)
            {
                if (!areas.TryGetValue(place, out var area))
                {
                    areas[place] = area = new WatchedArea(place, grains, reference, plan, inFlight, time, logger);
                }

                area.Add(feed);
            }
        }

        ServerMetrics.Watchers.Add(1);
        return new Following(this, feed, places);
    }

    Task IAreaWatcher.AlarmsChanged(AreaId area)
    {
        WatchedArea? watched;
        lock (gate)
        {
            areas.TryGetValue(area, out watched);
        }

        watched?.Hint();
        return Task.CompletedTask;
    }

    Task IHostedService.StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedService.StopAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            foreach (var area in areas.Values)
            {
                area.Dispose();
            }

            areas.Clear();
            if (reference is not null)
            {
                grains.Forget(reference);
                reference = null;
            }
        }

        return Task.CompletedTask;
    }

    public void Dispose() => inFlight.Dispose();

    private void Leave(AreaFeed feed, AreaId[] places)
    {
        lock (gate)
        {
            foreach (var place in places)
            {
                if (areas.TryGetValue(place, out var area) && area.Remove(feed))
                {
                    areas.Remove(place);
                    area.Dispose();
                }
            }
        }

        ServerMetrics.Watchers.Add(-1);
    }

    private sealed class Following(AreaRelay relay, AreaFeed feed, AreaId[] places) : IDisposable
    {
        public void Dispose() => relay.Leave(feed, places);
    }
}
