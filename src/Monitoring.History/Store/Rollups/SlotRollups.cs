using Microsoft.Data.Sqlite;
using Monitoring.Domain.Signals;

namespace Monitoring.History.Store.Rollups;

/// <summary>
/// Makes the minutes of slots from their points. A reading stands until the next one, across slots too: so a slot needs the last reading before it, the empty slots
/// between the two get their share, and a slot that comes after one that changed is made again.
/// </summary>
internal sealed class SlotRollups(ReadingStore store, SeriesReader reader)
{
    /// <summary>Empty slots that a reading may stand over: a day of them.</summary>
    public const long LongestSpan = RollupSums.LongestStand / Slot.Milliseconds;

    private const int MinutesPerSlot = (int)(Slot.Milliseconds / 60_000);

    /// <param name="slots">Slots of one series, ordered, each with its points as they will be; of a slot whose block was deleted for its age, only those that are new.</param>
    /// <param name="whole">Every slot is given whole, also where blocks were deleted before.</param>
    public List<SlotMinutes> Of(SqliteConnection connection, int series, IReadOnlyList<(long Slot, Point[] Points)> slots, bool whole = false)
    {
        var rawSince = whole ? 0 : store.RawSince;
        List<SlotMinutes> result = [];
        Point? last = null;
        for (var i = 0; i < slots.Count; i++)
        {
            var (slot, points) = slots[i];
            if (slot < rawSince)
            {
                Add(series, null, slot, points, rawSince, result);
                continue;
            }

            Add(series, IsIn(last, slot - 1) ? last : Later(last, reader.LastBefore(connection, series, slot)), slot, points, rawSince, result);
            last = points[^1];
            var follower = i + 1 < slots.Count && slots[i + 1].Slot == slot + 1 ? null : reader.Next(connection, series, slot);
            if (follower is { } next && (i + 1 == slots.Count || next.Slot < slots[i + 1].Slot))
            {
                Add(series, last, next.Slot, next.Points, rawSince, result);
            }
        }

        return result;
    }

    private static bool IsIn(Point? point, long slot) => point is { } known && Slot.Of(known.Time) == slot;

    private static Point? Later(Point? one, Point? other) => one is null || other?.Time > one.Value.Time ? other : one;

    private void Add(int series, Point? carried, long slot, Point[] points, long rawSince, List<SlotMinutes> result)
    {
        var first = slot;
        if (carried is { } before)
        {
            first = Math.Max(rawSince, Slot.Of(before.Time) + 1);
            if (slot - first > LongestSpan)
            {
                // Far apart: what the earlier one stands over, and then the slot by itself.
                Put(series, before, [], first, first + LongestSpan, rawSince, result);
                first = slot;
            }
        }

        Put(series, carried, points, first, slot, rawSince, result);
    }

    private void Put(int series, Point? carried, Point[] points, long first, long last, long rawSince, List<SlotMinutes> result)
    {
        var terms = store.Map.TermsOf(series);
        var sums = new RollupSums(Slot.Start(first), (int)(last - first + 1) * MinutesPerSlot, Resolution.Minute.Milliseconds(), terms.GapAfter, terms.Limits);
        if (carried is { } before)
        {
            sums.Add(before.Time, before.Value, before.Quality);
        }

        foreach (ref readonly var p in points.AsSpan())
        {
            sums.Add(p.Time, p.Value, p.Quality);
        }

        var minutes = sums.End().ToLookup(m => Slot.Of(m.Start));
        for (var s = first; s <= last; s++)
        {
            result.Add(new SlotMinutes(series, s, [.. minutes[s]], Adds: s < rawSince));
        }
    }
}
