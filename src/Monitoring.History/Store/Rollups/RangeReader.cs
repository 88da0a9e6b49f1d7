namespace Monitoring.History.Store.Rollups;

/// <summary>Fills buckets from the coarsest that is exact: whole hours where a bucket holds one, then blocks, then readings; where readings were deleted, minutes.</summary>
internal sealed class RangeReader(ReadingStore store)
{
    private const long Hour = 3_600_000;

    private readonly SeriesReader reader = new(store);

    public void Fill(BucketSums sums, int series, long from, long to, CancellationToken cancellation)
    {
        if (!store.HasRollups)
        {
            Readings(sums, series, from, to, cancellation);
            return;
        }

        // Tail first: an hour that unsealed readings touch isn't whole in its roll-up.
        var touched = store.Tail.Read(series, from / Hour * Hour, to).Select(p => p.Time / Hour).ToHashSet();
        var detailFrom = from;
        using var connection = store.File.OpenReader();
        foreach (var hour in HourTable.Read(connection, series, (from + Hour - 1) / Hour, (to / Hour) - 1))
        {
            cancellation.ThrowIfCancellationRequested();
            if (touched.Contains(hour.Start / Hour) || !sums.HoldsWhole(hour.Start, hour.Start + Hour - 1))
            {
                continue;
            }

            Detail(sums, series, detailFrom, hour.Start, cancellation);
            sums.Add(hour);
            detailFrom = hour.Start + Hour;
        }

        Detail(sums, series, detailFrom, to, cancellation);
    }

    private void Detail(BucketSums sums, int series, long from, long to, CancellationToken cancellation)
    {
        var kept = Math.Clamp(Slot.Start(store.RawSince), from, Math.Max(from, to));
        if (from < kept)
        {
            using var connection = store.File.OpenReader();
            foreach (var minute in MinuteTable.Read(connection, series, Slot.Of(from), Slot.Of(kept - 1)))
            {
                if (minute.Start >= from && minute.Start < kept)
                {
                    sums.Add(minute);
                }
            }
        }

        if (kept < to)
        {
            Readings(sums, series, kept, to, cancellation);
        }
    }

    private void Readings(BucketSums sums, int series, long from, long to, CancellationToken cancellation)
    {
        foreach (var slice in reader.Read(series, from, to, sums.HoldsWhole))
        {
            cancellation.ThrowIfCancellationRequested();
            if (slice.Summary is { } summary)
            {
                sums.Add(summary);
            }
            else
            {
                sums.Add(slice.Points);
            }
        }
    }
}
