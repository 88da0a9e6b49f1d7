using Monitoring.History.Store.Blocks;
using Monitoring.History.Store.Rollups;
using Monitoring.History.Store.Shipping;

namespace Monitoring.History.Store;

/// <summary>Deletes what is too old or too much, and gives the disk its space back. Only sealed readings, every one counted; and the roll-ups, each resolution at its own age.</summary>
internal sealed class Retention(ReadingStore store)
{
    private const int BlocksPerTransaction = 2_000;
    private const int PagesPerTransaction = 1_000;

    /// <summary>Below the cap by this much, so that not every pass has to cut.</summary>
    private const double Slack = 0.95;

    private static readonly KeyValuePair<string, object?> ByRetention = new("reason", "retention");
    private static readonly KeyValuePair<string, object?> ByCap = new("reason", "size-cap");

    public async Task EnforceAsync(CancellationToken cancellation)
    {
        var before = Slot.Of(BeginningOf(store.Options.Retention));
        var expired = await DeleteBeforeAsync(before, cancellation);
        if (expired > 0)
        {
            HistoryMetrics.Dropped.Add(expired, ByRetention);
            StoreLog.Expired(store.Log, expired, StartOf(before));
        }

        await DeleteRollupsAsync(cancellation);
        await EnforceCapAsync(cancellation);
        await GiveBackAsync(cancellation);
    }

    private async Task DeleteRollupsAsync(CancellationToken cancellation)
    {
        var minutes = Slot.Of(BeginningOf(store.Options.MinuteRetention));
        var hours = store.Options.HourRetention is { } kept ? HourTable.Of(BeginningOf(kept)) : 0;
        List<int> due = [];
        using (var connection = store.File.OpenReader())
        {
            due.AddRange(Enumerable.Range(0, store.Map.Count).Where(s => MinuteTable.HasBefore(connection, s, minutes) || HourTable.HasBefore(connection, s, hours)));
        }

        // First off the list: a listed slot without minutes is told to InfluxDB as an empty one.
        await store.Writer.WriteAsync(connection => ShipTable.DeleteBefore(connection, minutes));
        foreach (var series in due)
        {
            cancellation.ThrowIfCancellationRequested();
            await store.Writer.WriteAsync(connection =>
            {
                MinuteTable.DeleteBefore(connection, series, minutes);
                HourTable.DeleteBefore(connection, series, hours);
            });
        }
    }

    /// <returns>False: there are none before that slot.</returns>
    private async Task<bool> DeleteOldestMinutesAsync(long before, CancellationToken cancellation)
    {
        var oldest = long.MaxValue;
        using (var connection = store.File.OpenReader())
        {
            oldest = Enumerable.Range(0, store.Map.Count).Select(s => MinuteTable.OldestSlot(connection, s) ?? long.MaxValue).DefaultIfEmpty(long.MaxValue).Min();
        }

        if (oldest >= before)
        {
            return false;
        }

        var end = oldest + Math.Max(1, (before - oldest) / 4);
        await store.ForgetMinutesBeforeAsync(end);
        for (var series = 0; series < store.Map.Count; series++)
        {
            cancellation.ThrowIfCancellationRequested();
            var one = series;
            await store.Writer.WriteAsync(connection => MinuteTable.DeleteBefore(connection, one, end));
        }

        StoreLog.MinutesCutBack(store.Log, StartOf(end), store.Options.SizeCap);
        return true;
    }

    private long BeginningOf(TimeSpan kept) => Math.Max(0, (store.Time.GetUtcNow() - kept).ToUnixTimeMilliseconds());

    private async Task EnforceCapAsync(CancellationToken cancellation)
    {
        var (used, cap) = (UsedBytes(), store.Options.SizeCap);
        if (used <= cap)
        {
            return;
        }

        var (dropped, before) = (0L, 0L);
        var recent = Slot.Of(BeginningOf(TimeSpan.FromDays(1)));
        for (; used > cap * Slack && Span() is { } span; used = UsedBytes())
        {
            // Old minutes go before the readings of the last day do.
            if (span.Oldest >= recent && await DeleteOldestMinutesAsync(recent, cancellation))
            {
                continue;
            }

            // Half of what seems needed, so that uneven slots don't cost more than they must.
            var excess = (used - (cap * Slack)) / used;
            before = span.Oldest + 1 + (long)((span.Newest - span.Oldest) * excess / 2);
            before = span.Oldest < recent ? Math.Min(before, recent) : before;
            dropped += await DeleteBeforeAsync(before, cancellation);
        }

        if (dropped > 0)
        {
            HistoryMetrics.Dropped.Add(dropped, ByCap);
            StoreLog.CutBack(store.Log, dropped, StartOf(before), cap);
        }
    }

    /// <returns>Readings deleted.</returns>
    private async Task<long> DeleteBeforeAsync(long slot, CancellationToken cancellation)
    {
        var (readings, blocks) = (0L, 0L);
        List<int> due = [];
        for (var series = 0; series < store.Map.Count; series++)
        {
            cancellation.ThrowIfCancellationRequested();
            var found = CountBefore(series, slot);
            if (found.Blocks > 0)
            {
                due.Add(series);
                blocks += found.Blocks;
                readings += found.Readings;
            }

            if (blocks >= BlocksPerTransaction || (series + 1 == store.Map.Count && due.Count > 0))
            {
                var batch = due;
                await store.ForgetBeforeAsync(slot, batch);
                (due, blocks) = ([], 0);
            }
        }

        return readings;
    }

    /// <summary>Shrinks the file when more than a tenth of it is free: less is soon used again, and moving pages wears flash.</summary>
    private async Task GiveBackAsync(CancellationToken cancellation)
    {
        var isWorth = Pragma("freelist_count") > Math.Max(64, Pragma("page_count") / 10);
        for (; isWorth && Pragma("freelist_count") > 0; cancellation.ThrowIfCancellationRequested())
        {
            await store.Writer.WriteAsync(connection => Statement.Run(connection, $"PRAGMA incremental_vacuum({PagesPerTransaction})"));
        }

        if (isWorth)
        {
            await store.Writer.CheckpointAsync();
        }
    }

    private (long Oldest, long Newest)? Span()
    {
        using var connection = store.File.OpenReader();
        var spans = Enumerable.Range(0, store.Map.Count).Select(series => BlockTable.Span(connection, series)).OfType<(long Oldest, long Newest)>().ToList();
        return spans.Count == 0 ? null : (spans.Min(s => s.Oldest), spans.Max(s => s.Newest));
    }

    private (long Blocks, long Readings) CountBefore(int series, long slot)
    {
        using var connection = store.File.OpenReader();
        return BlockTable.CountBefore(connection, series, slot);
    }

    private long UsedBytes() => (Pragma("page_count") - Pragma("freelist_count")) * Pragma("page_size");

    private long Pragma(string name)
    {
        using var connection = store.File.OpenReader();
        return Statement.Scalar(connection, "PRAGMA " + name);
    }

    private static DateTimeOffset StartOf(long slot) => DateTimeOffset.FromUnixTimeMilliseconds(Slot.Start(slot));
}
