using Microsoft.Data.Sqlite;
using Monitoring.Domain.Signals;

namespace Monitoring.History.Store.Rollups;

/// <summary>The rows of <c>hour</c>: a series' figures of one hour each; the key is series and hour.</summary>
internal static class HourTable
{
    public const long SlotsPerHour = 6;

    private const string Columns = "SELECT id, n, bad, vsum, vmin, vmax, good, lolo, lo, hi, hihi FROM hour";

    public static void Put(SqliteConnection connection, int series, in Rollup hour)
    {
        using var put = new Statement(connection, "INSERT OR REPLACE INTO hour VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        put.Bind(1, Slot.Key(series, Of(hour.Start)))
            .Bind(2, hour.Count)
            .Bind(3, hour.Bad)
            .Bind(4, hour.Sum)
            .Bind(5, hour.Minimum)
            .Bind(6, hour.Maximum)
            .Bind(7, hour.Good)
            .Bind(8, hour.Outside.LoLo)
            .Bind(9, hour.Outside.Lo)
            .Bind(10, hour.Outside.Hi)
            .Bind(11, hour.Outside.HiHi)
            .Execute();
    }

    /// <summary>The hours of a series from one to another, both included, in order.</summary>
    public static IEnumerable<Rollup> Read(SqliteConnection connection, int series, long first, long last)
    {
        using var rows = new Statement(connection, Columns + " WHERE id BETWEEN ? AND ? ORDER BY id").Bind(1, Slot.Key(series, first)).Bind(2, Slot.Key(series, last));
        while (rows.Step())
        {
            yield return new Rollup(
                Slot.OfKey(rows.Long(0)) * Resolution.Hour.Milliseconds(), rows.Long(1), rows.Long(2), rows.Double(3), rows.Double(4), rows.Double(5), rows.Long(6),
                new TimeOutside(rows.Long(7), rows.Long(8), rows.Long(9), rows.Long(10)));
        }
    }

    public static void DeleteBefore(SqliteConnection connection, int series, long hour)
    {
        using var delete = new Statement(connection, "DELETE FROM hour WHERE id >= ? AND id < ?");
        delete.Bind(1, Slot.Key(series, 0)).Bind(2, Slot.Key(series, hour)).Execute();
    }

    public static bool HasBefore(SqliteConnection connection, int series, long hour)
    {
        using var any = new Statement(connection, "SELECT 1 FROM hour WHERE id >= ? AND id < ? LIMIT 1");
        return any.Bind(1, Slot.Key(series, 0)).Bind(2, Slot.Key(series, hour)).Step();
    }

    public static long Of(long time) => time / Resolution.Hour.Milliseconds();
}
