using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.SignalR;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;
using Monitoring.Grains.Ports;
using Monitoring.Server.Access;
using Monitoring.Server.Api;

namespace Monitoring.Server.Live;

/// <summary>
/// What browsers watch: one stream for each area, the overview or the alarms that a page shows. What a caller may see is decided when a stream begins;
/// <see cref="ConnectionGuard"/> ends it when that changes.
/// </summary>
internal sealed class LiveHub(AreaRelay areas, OverviewRelay overview, Plan plan, IReadingHistory history) : Hub
{
    private const int MostStreams = 32;

    /// <summary>Every method has been refused to those who aren't signed in.</summary>
    private Caller Caller => Context.User!.Caller()!;

    public override Task OnConnectedAsync()
    {
        Context.Items[typeof(StreamCount)] = new StreamCount();
        return base.OnConnectedAsync();
    }

    [NeedsRight(Right.See, Where.Area)]
    public IAsyncEnumerable<AreaFrame> WatchArea(string facility, string area, CancellationToken cancellation)
    {
        var id = new AreaId(facility, area);
        return plan.FindArea(id) is null
            ? throw new HubException("The plan has no such area: GET /api/v1/areas lists them.")
            : Counted(areas.WatchAreaAsync(id, cancellation), cancellation);
    }

    /// <summary>Of the areas that the caller may see.</summary>
    [NeedsRight(Right.See, Where.Anywhere)]
    public IAsyncEnumerable<OverviewFrame> WatchOverview(CancellationToken cancellation)
    {
        var sight = new Sight(Caller, plan);
        return Counted(overview.WatchAsync(cancellation).Select(f => f with { Facilities = sight.Narrow(f.Facilities) }), cancellation);
    }

    /// <summary>Of the areas that the caller may see.</summary>
    /// <param name="facility">Null: of every facility.</param>
    [NeedsRight(Right.See, Where.Anywhere)]
    public IAsyncEnumerable<AlarmsFrame> WatchAlarms(string? facility, CancellationToken cancellation)
    {
        Refuse(Caller.FindMissing(Right.See, facility, null));
        return facility is not null && plan.FindFacility(facility) is null
            ? throw new HubException("The plan has no such facility: GET /api/v1/facilities lists them.")
            : Counted(areas.WatchAlarmsAsync([.. Caller.AreasOf(Right.See, plan).Where(a => facility is null || a.Facility == facility)], cancellation), cancellation);
    }

    /// <summary>What <c>GET /api/v1/history</c> answers.</summary>
    [NeedsRight(Right.See, Where.Anywhere)]
    public Task<HistoryView> ReadHistory(string[] signals, long from, long to, int? buckets)
    {
        Refuse(Caller.FindMissing(Right.See, signals));
        return signals.Length is 0 or > HistoryQuestion.MostSignals || HistoryQuestion.Find(signals, plan, out var known) is not null || HistoryQuestion.WrongRange(from, to) is not null || HistoryQuestion.WrongBuckets(buckets) is not null
            ? throw new HubException($"One to {HistoryQuestion.MostSignals} signals of the plan (facility/area/equipment/signal), from before to in Unix milliseconds, 1 to {HistoryQuestion.MostBuckets} buckets.")
            : HistoryReading.ReadAsync(history, known, HistoryWindow.Of(from, to, buckets), Context.ConnectionAborted);
    }

    private static void Refuse(MissingRight? missing)
    {
        if (missing is not null)
        {
            throw new HubException(missing.Sentence);
        }
    }

    private IAsyncEnumerable<T> Counted<T>(IAsyncEnumerable<T> frames, CancellationToken cancellation)
    {
        return CountAsync((StreamCount)Context.Items[typeof(StreamCount)]!, frames, cancellation);

        static async IAsyncEnumerable<T> CountAsync(StreamCount streams, IAsyncEnumerable<T> frames, [EnumeratorCancellation] CancellationToken cancellation)
        {
            try
            {
                if (Interlocked.Increment(ref streams.Open) > MostStreams)
                {
                    throw new HubException($"This connection has {MostStreams} streams open already: close those that aren't shown.");
                }

                await foreach (var frame in frames.WithCancellation(cancellation))
                {
                    yield return frame;
                }
            }
            finally
            {
                Interlocked.Decrement(ref streams.Open);
            }
        }
    }

    private sealed class StreamCount
    {
        public int Open;
    }
}
