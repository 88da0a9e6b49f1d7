using Microsoft.Data.Sqlite;
using Monitoring.Domain.Signals;

namespace Monitoring.History.Store.Rollups;

/// <summary>The rows of <c>minute</c>: a series' minutes of one slot each, with the key of the block they were made from.</summary>
internal static class MinuteTable
{
    public static void Put(SqliteConnection connection, IEnumerable<SlotMinutes> minutes)
    {
        using var put = new Statement(connection, "INSERT OR REPLACE INTO minute VALUES(?, ?)");
        using var delete = new Statement(connection, "DELETE FROM minute WHERE id = ?");
        foreach (var slot in minutes)
        {
            if (slot.Minutes.Count > 0)
            {
                put.Bind(1, slot.Key).Bind(2, MinuteCodec.Encode(slot.Minutes)).Execute();
            }
            else
            {
                delete.Bind(1, slot.Key).Execute();
            }
        }
    }

    /// <summary>The minutes of a series from one slot to another, both included, in order. Damaged ones are left out and counted.</summary>
    public static IEnumerable<Rollup> Read(SqliteConnection connection, int series, long first, long last)
    {
        using var rows = new Statement(connection, "SELECT id, data FROM minute WHERE id BETWEEN ? AND ? ORDER BY id")
            .Bind(1, Slot.Key(series, first)).Bind(2, Slot.Key(series, last));
        while (rows.Step())
        {
            foreach (var minute in Decode(rows))
            {
                yield return minute;
            }
        }
    }

    public static void DeleteBefore(SqliteConnection connection, int series, long slot)
    {
        using var delete = new Statement(connection, "DELETE FROM minute WHERE id >= ? AND id < ?");
        delete.Bind(1, Slot.Key(series, 0)).Bind(2, Slot.Key(series, slot)).Execute();
    }

    /// <summary>Null: the series has none.</summary>
    public static long? OldestSlot(SqliteConnection connection, int series)
    {
        using var first = new Statement(connection, "SELECT id FROM minute WHERE id BETWEEN ? AND ? ORDER BY id LIMIT 1");
        return first.Bind(1, Slot.Key(series, 0)).Bind(2, Slot.Key(series, uint.MaxValue)).Step() ? Slot.OfKey(first.Long(0)) : null;
    }

    public static bool Has(SqliteConnection connection, long key)
    {
        using var any = new Statement(connection, "SELECT 1 FROM minute WHERE id = ?");
        return any.Bind(1, key).Step();
    }

    public static bool HasBefore(SqliteConnection connection, int series, long slot)
    {
        using var any = new Statement(connection, "SELECT 1 FROM minute WHERE id >= ? AND id < ? LIMIT 1");
        return any.Bind(1, Slot.Key(series, 0)).Bind(2, Slot.Key(series, slot)).Step();
    }

    private static List<Rollup> Decode(Statement row)
    {
        try
        {
            return MinuteCodec.Decode(row.Blob(1), Slot.OfKey(row.Long(0)));
        }
        catch (InvalidDataException)
        {
            HistoryMetrics.BlocksUnreadable.Add(1);
            return [];
        }
    }
}

/// <summary>A series' minutes of one slot, ready to be written.</summary>
/// <param name="Adds">There is no block that these were made from alone: what is there already stays, and these come on top.</param>
internal sealed record SlotMinutes(int Series, long Number, List<Rollup> Minutes, bool Adds)
{
    public long Key => Slot.Key(Series, Number);
}
