using Monitoring.Domain.Signals;

namespace Monitoring.History.Store.Rollups;

/// <summary>Roll-ups as they stand now: those that are kept, and fresh ones of the slots that unsealed readings touch.</summary>
internal sealed class RollupReader(ReadingStore store)
{
    private const int MinutesPerSlot = (int)(Slot.Milliseconds / 60_000);

    private readonly SeriesReader reader = new(store);

    /// <summary>Those that begin in the range, in order.</summary>
    public IEnumerable<Rollup> Read(int series, Resolution resolution, long from, long to) =>
        resolution == Resolution.Hour ? Hours(series, from, to) : Minutes(series, from, to);

    private IEnumerable<Rollup> Minutes(int series, long from, long to)
    {
        // Tail first, as everywhere: what is sealed meanwhile is in the table by then.
        var (first, last) = (Slot.Of(from), Slot.Of(to - 1));
        var newest = Newest(series);
        var touched = Touched(series, first, last, newest);
        var fresh = touched.SelectMany(slot => Fresh(series, slot, Math.Min(newest, Slot.Start(slot + 1)))).ToList();
        return Clip(Merge(Kept(series, first, last, touched), fresh), from, to);
    }

    private IEnumerable<Rollup> Hours(int series, long from, long to)
    {
        var hour = Resolution.Hour.Milliseconds();
        var (first, last) = (HourTable.Of(from), HourTable.Of(to - 1));
        var touched = Touched(series, first * HourTable.SlotsPerHour, ((last + 1) * HourTable.SlotsPerHour) - 1, Newest(series)).Select(s => s / HourTable.SlotsPerHour).Distinct().ToList();
        var fresh = touched
            .Select(h => Minutes(series, h * hour, (h + 1) * hour).Aggregate(Rollup.Empty(h * hour), (sum, minute) => sum.Plus(minute)))
            .Where(r => !r.IsEmpty);
        return Clip(Merge(KeptHours(series, first, last, [.. touched]), [.. fresh]), from, to);
    }

    private long Newest(int series) => store.Tail.TryGetLatest(series, out var latest) ? latest.Time : long.MaxValue;

    /// <summary>Slots with unsealed readings, and those after them into which one stands.</summary>
    private SortedSet<long> Touched(int series, long first, long last, long newest)
    {
        var stands = Math.Min(store.Map.TermsOf(series).GapAfter, RollupSums.LongestStand);
        SortedSet<long> touched = [];
        foreach (var point in store.Tail.Read(series, Math.Max(0, Slot.Start(first) - stands), Slot.Start(last + 1)))
        {
            var end = Math.Min(last, Slot.Of(Math.Min(newest, point.Time + stands)));
            for (var slot = Math.Max(first, Slot.Of(point.Time)); slot <= end; slot++)
            {
                touched.Add(slot);
            }
        }

        return touched;
    }

    private List<Rollup> Fresh(int series, long slot, long until)
    {
        var terms = store.Map.TermsOf(series);
        var start = Slot.Start(slot);
        var sums = new RollupSums(start, MinutesPerSlot, Resolution.Minute.Milliseconds(), terms.GapAfter, terms.Limits);
        if (reader.NewestBefore(series, start) is { } before)
        {
            sums.Add(before.Time, before.Value, before.Quality);
        }

        foreach (var slice in reader.Read(series, start, Slot.Start(slot + 1), _ => false))
        {
            foreach (var point in slice.Points)
            {
                sums.Add(point.Time, point.Value, point.Quality);
            }
        }

        return sums.End(until);
    }

    private IEnumerable<Rollup> Kept(int series, long first, long last, SortedSet<long> without)
    {
        using var connection = store.File.OpenReader();
        foreach (var minute in MinuteTable.Read(connection, series, first, last))
        {
            if (!without.Contains(Slot.Of(minute.Start)))
            {
                yield return minute;
            }
        }
    }

    private IEnumerable<Rollup> KeptHours(int series, long first, long last, HashSet<long> without)
    {
        using var connection = store.File.OpenReader();
        foreach (var hour in HourTable.Read(connection, series, first, last))
        {
            if (!without.Contains(HourTable.Of(hour.Start)))
            {
                yield return hour;
            }
        }
    }

    private static IEnumerable<Rollup> Merge(IEnumerable<Rollup> kept, List<Rollup> fresh)
    {
        var next = 0;
        foreach (var one in kept)
        {
            while (next < fresh.Count && fresh[next].Start < one.Start)
            {
                yield return fresh[next++];
            }

            yield return one;
        }

        while (next < fresh.Count)
        {
            yield return fresh[next++];
        }
    }

    private static IEnumerable<Rollup> Clip(IEnumerable<Rollup> rollups, long from, long to) => rollups.Where(r => r.Start >= from && r.Start < to);
}
