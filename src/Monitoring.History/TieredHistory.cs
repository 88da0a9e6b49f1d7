using System.Collections.Immutable;
using Monitoring.Domain.Signals;
using Monitoring.Grains.Ports;
using Monitoring.History.Influx;
using Monitoring.History.Store;

namespace Monitoring.History;

/// <summary>
/// The embedded store answers for what it keeps, at once and whatever InfluxDB does; what it has deleted for its age or for room is asked of InfluxDB. When that one is away,
/// the question fails: an empty answer would look like a gap.
/// </summary>
internal sealed class TieredHistory(ReadingStore store, ReadingHistory embedded, InfluxHistory influx) : IReadingHistory
{
    /// <summary>Readings before this are in InfluxDB alone.</summary>
    private long ReadingsSince => Slot.Start(store.RawSince);

    private long MinutesSince => store.RawSince == 0
        ? 0
        : Math.Max(Slot.Start(store.MinutesSince), (store.Time.GetUtcNow() - store.Options.MinuteRetention).ToUnixTimeMilliseconds());

    private long HoursSince => store.Options.HourRetention is { } kept && store.RawSince > 0 ? (store.Time.GetUtcNow() - kept).ToUnixTimeMilliseconds() : 0;

    public Task<ImmutableArray<Reading?>> LatestAsync(ImmutableArray<int> signals, CancellationToken cancellation) => embedded.LatestAsync(signals, cancellation);

    public async Task<ImmutableArray<Bucket>> RangeAsync(int signal, long from, long to, int buckets, CancellationToken cancellation)
    {
        var grid = BucketGrid.Of(from, to, buckets);
        var needs = Needs(from, grid.Width);
        var older = from < needs ? (int)Math.Min(grid.Count, (needs - from + grid.Width - 1) / grid.Width) : 0;
        if (older == 0)
        {
            return await embedded.RangeAsync(signal, from, to, buckets, cancellation);
        }

        // Only whole buckets can be asked for apart.
        var seam = from + (older * grid.Width);
        return seam >= to || (to - from) % grid.Width != 0
            ? await influx.RangeAsync(signal, from, to, buckets, cancellation)
            : [.. await influx.RangeAsync(signal, from, seam, older, cancellation), .. await embedded.RangeAsync(signal, seam, to, grid.Count - older, cancellation)];
    }

    /// <summary>From when on this store has what such buckets are made of: hours, minutes, or the readings themselves.</summary>
    private long Needs(long from, long width)
    {
        var (minute, hour) = (Resolution.Minute.Milliseconds(), Resolution.Hour.Milliseconds());
        return width % hour == 0 && from % hour == 0 ? Math.Min(HoursSince, ReadingsSince)
            : width % minute == 0 && from % minute == 0 ? Math.Min(MinutesSince, ReadingsSince)
            : ReadingsSince;
    }

    public async Task<ImmutableArray<Reading>> ReadAsync(int signal, long from, long to, int limit, CancellationToken cancellation)
    {
        var since = Math.Clamp(ReadingsSince, from, to);
        var older = from < since ? await influx.ReadAsync(signal, from, since, limit, cancellation) : [];
        return older.Length < limit && since < to ? [.. older, .. await embedded.ReadAsync(signal, since, to, limit - older.Length, cancellation)] : older;
    }

    // What is older than a day stands in nothing any more: that isn't worth a question to a server that may be away.
    public async Task<Reading?> LastBeforeAsync(int signal, long time, CancellationToken cancellation) =>
        await embedded.LastBeforeAsync(signal, time, cancellation) ?? (time - RollupSums.LongestStand < ReadingsSince ? await influx.LastBeforeAsync(signal, time, cancellation) : null);

    public async Task<ImmutableArray<Rollup>> RollupsAsync(int signal, Resolution resolution, long from, long to, int limit, CancellationToken cancellation)
    {
        var kept = resolution == Resolution.Hour ? HoursSince : MinutesSince;
        var width = resolution.Milliseconds();
        var since = Math.Clamp((kept + width - 1) / width * width, from, to);
        var older = from < since ? await influx.RollupsAsync(signal, resolution, from, since, limit, cancellation) : [];
        return older.Length < limit && since < to ? [.. older, .. await embedded.RollupsAsync(signal, resolution, since, to, limit - older.Length, cancellation)] : older;
    }
}
