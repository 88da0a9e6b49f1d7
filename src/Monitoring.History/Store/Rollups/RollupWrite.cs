using Microsoft.Data.Sqlite;
using Monitoring.Domain.Signals;

namespace Monitoring.History.Store.Rollups;

/// <summary>Puts the minutes of slots in place, and the hours that they belong to: in the transaction of the blocks that they were made from.</summary>
internal static class RollupWrite
{
    public static void Put(SqliteConnection connection, IReadOnlyList<SlotMinutes> slots)
    {
        foreach (var hour in slots.GroupBy(s => (s.Series, Hour: s.Number / HourTable.SlotsPerHour)))
        {
            PutHour(connection, hour.Key.Series, hour.Key.Hour, [.. hour]);
        }
    }

    // Once minutes of an hour have been deleted, for their age or for room, only the hour remembers them: late readings come on top of it.
    private static void PutHour(SqliteConnection connection, int series, long hour, SlotMinutes[] slots)
    {
        var (first, last) = (hour * HourTable.SlotsPerHour, (hour * HourTable.SlotsPerHour) + HourTable.SlotsPerHour - 1);
        var before = MinuteTable.Read(connection, series, first, last).ToLookup(m => Slot.Of(m.Start));
        var known = HourTable.Read(connection, series, hour, hour).FirstOrDefault();
        MinuteTable.Put(connection, slots.Select(s => s.Adds ? s with { Minutes = Together(before[s.Number], s.Minutes) } : s).Where(s => !s.Adds || s.Minutes.Count > 0));
        var isPartial = before.SelectMany(m => m).Sum(m => m.Count + m.Bad) < known.Count + known.Bad;
        var total = isPartial
            ? slots.Where(s => s.Adds).SelectMany(s => s.Minutes).Aggregate(known, (sum, late) => sum.Plus(late with { Good = 0, Outside = default }))
            : MinuteTable.Read(connection, series, first, last).Aggregate(Rollup.Empty(hour * Resolution.Hour.Milliseconds()), (sum, minute) => sum.Plus(minute));
        if (!total.IsEmpty || !known.IsEmpty)
        {
            HourTable.Put(connection, series, total);
        }
    }

    private static List<Rollup> Together(IEnumerable<Rollup> there, List<Rollup> late) =>
        [.. there.Concat(late.Select(l => l with { Good = 0, Outside = default })).GroupBy(m => m.Start).Select(g => g.Aggregate((sum, next) => sum.Plus(next))).OrderBy(m => m.Start)];
}
