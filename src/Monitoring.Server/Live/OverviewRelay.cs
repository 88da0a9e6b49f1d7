using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Monitoring.Domain.Areas;
using Monitoring.Server.Api;

namespace Monitoring.Server.Live;

/// <summary>Follows every facility for all browsers of this process that show the overview; asks nobody while nobody looks.</summary>
internal sealed partial class OverviewRelay : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan HeartbeatAfter = TimeSpan.FromSeconds(1.6);

    private readonly Overviews overviews;
    private readonly AreaRelay areas;
    private readonly Plan plan;
    private readonly TimeProvider time;
    private readonly ILogger<OverviewRelay> logger;
    private readonly Pulse pulse = new();
    private readonly ITimer beat;
    private ImmutableArray<Channel<OverviewFrame>> readers = [];
    private FacilityView[] told = [];
    private long toldAt;
    private volatile bool isAwaited;

    public OverviewRelay(Overviews overviews, AreaRelay areas, Plan plan, TimeProvider time, ILogger<OverviewRelay> logger)
    {
        (this.overviews, this.areas, this.plan, this.time, this.logger) = (overviews, areas, plan, time, logger);
        beat = pulse.CreateTimer(time);
    }

    public async IAsyncEnumerable<OverviewFrame> WatchAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        // Each frame is the whole overview: whoever reads slowly misses only what is old.
        var frames = Channel.CreateBounded<OverviewFrame>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        using var edges = new EdgeFeed(pulse, time);
        using var following = areas.Follow(edges, [.. plan.AreaIds]);
        ImmutableInterlocked.Update(ref readers, (all, one) => all.Add(one), frames);
        isAwaited = true;
        beat.Change(Period, Period);
        pulse.Poke();
        try
        {
            await foreach (var frame in frames.Reader.ReadAllAsync(cancellation))
            {
                ServerMetrics.FramesSent.Add(1);
                yield return frame;
            }
        }
        finally
        {
            ImmutableInterlocked.Update(ref readers, (all, one) => all.Remove(one), frames);
        }
    }

    public override void Dispose()
    {
        beat.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await pulse.WaitAsync(stoppingToken);
                if (readers.IsEmpty)
                {
                    beat.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                    continue;
                }

                Tell(await overviews.ReadAsync(stoppingToken));
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                ServerMetrics.GrainFailures.Add(1);
                LogFailed(failure);
            }
        }
    }

    private void Tell(FacilityView[] now)
    {
        if (!isAwaited && time.GetElapsedTime(toldAt) < HeartbeatAfter && IsSame(now, told))
        {
            return;
        }

        isAwaited = false;
        (told, toldAt) = (now, time.GetTimestamp());
        var frame = new OverviewFrame(time.GetUtcNow().ToUnixTimeMilliseconds(), now);
        foreach (var reader in readers)
        {
            reader.Writer.TryWrite(frame);
        }
    }

    /// <summary>The same but for the instant at which the areas said so.</summary>
    private static bool IsSame(FacilityView[] one, FacilityView[] other) =>
        one.SelectMany(f => f.Areas).Select(Timeless).SequenceEqual(other.SelectMany(f => f.Areas).Select(Timeless));

    private static AreaView Timeless(AreaView area) => area with { At = null };

    [LoggerMessage(Level = LogLevel.Error, Message = "The overview can't be told: browsers show it as old until it can.")]
    private partial void LogFailed(Exception failure);

    /// <summary>An alarm edge asks for the overview, a moment later: the area tells its facility right after its watchers.</summary>
    private sealed class EdgeFeed : AreaFeed, IDisposable
    {
        private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

        private readonly ITimer later;

        public EdgeFeed(Pulse pulse, TimeProvider time) =>
            later = pulse.CreateTimer(time);

        public override void Offer(BoardImage image, BoardChange change)
        {
            if (!change.Alarms.IsEmpty)
            {
                later.Change(Moment, Timeout.InfiniteTimeSpan);
            }
        }

        public void Dispose() => later.Dispose();
    }
}
