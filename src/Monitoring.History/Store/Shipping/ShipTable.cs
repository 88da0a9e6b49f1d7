using Microsoft.Data.Sqlite;

namespace Monitoring.History.Store.Shipping;

/// <summary>
/// The rows of <c>ship</c>: sealed slots whose roll-ups, and perhaps whose readings, InfluxDB hasn't taken yet. An outage costs these few bytes a slot:
/// the readings lie in the blocks anyway.
/// </summary>
internal static class ShipTable
{
    /// <param name="keys">Of blocks or minutes.</param>
    public static void Put(SqliteConnection connection, IEnumerable<long> keys, bool withReadings)
    {
        // A slot that changes while it is on its way gets a new mark, so that its arrival doesn't take the change off the list.
        using var put = new Statement(connection, """
            INSERT INTO ship VALUES(?1, ?2, (SELECT v FROM meta WHERE k = 'ship_mark'))
            ON CONFLICT(id) DO UPDATE SET raw = max(raw, excluded.raw), mark = excluded.mark
            """);
        Statement.Run(connection, "INSERT INTO meta VALUES('ship_mark', 1) ON CONFLICT(k) DO UPDATE SET v = v + 1");
        foreach (var key in keys)
        {
            put.Bind(1, Turn(key)).Bind(2, withReadings ? 1 : 0).Execute();
        }
    }

    /// <summary>The next slots after another, oldest first.</summary>
    public static List<ShipSlot> Next(SqliteConnection connection, long afterId, int count)
    {
        List<ShipSlot> slots = [];
        using var rows = new Statement(connection, "SELECT id, raw, mark FROM ship WHERE id > ? ORDER BY id LIMIT ?").Bind(1, afterId).Bind(2, count);
        while (rows.Step())
        {
            slots.Add(new ShipSlot(rows.Long(0), rows.Long(1) != 0, rows.Long(2)));
        }

        return slots;
    }

    /// <summary>Takes off what has arrived as it is now.</summary>
    public static void Remove(SqliteConnection connection, IEnumerable<ShipSlot> arrived)
    {
        using var delete = new Statement(connection, "DELETE FROM ship WHERE id = ? AND mark = ?");
        foreach (var slot in arrived)
        {
            delete.Bind(1, slot.Id).Bind(2, slot.Mark).Execute();
        }
    }

    /// <summary>Puts everything that is known of a series in a range on the list: blocks, and minutes whose readings are gone.</summary>
    /// <returns>How many slots.</returns>
    public static long PutRange(SqliteConnection connection, int series, long first, long last)
    {
        var minutes = Keys(connection, "minute", series, first, last);
        var blocks = Keys(connection, "block", series, first, last);
        Put(connection, minutes, withReadings: false);
        Put(connection, blocks, withReadings: true);
        return minutes.Union(blocks).Count();
    }

    /// <summary>What waits for so long that even its minutes are deleted has nothing left to tell.</summary>
    public static void DeleteBefore(SqliteConnection connection, long slot)
    {
        using var delete = new Statement(connection, "DELETE FROM ship WHERE id < ?");
        delete.Bind(1, slot << 32).Execute();
    }

    private static List<long> Keys(SqliteConnection connection, string table, int series, long first, long last)
    {
        List<long> keys = [];
        using var rows = new Statement(connection, $"SELECT id FROM {table} WHERE id BETWEEN ? AND ?").Bind(1, Slot.Key(series, first)).Bind(2, Slot.Key(series, last));
        while (rows.Step())
        {
            keys.Add(rows.Long(0));
        }

        return keys;
    }

    public static (long Slots, long WithReadings) Count(SqliteConnection connection)
    {
        using var count = new Statement(connection, "SELECT count(*), coalesce(sum(raw), 0) FROM ship");
        count.Step();
        return (count.Long(0), count.Long(1));
    }

    private static long Turn(long key) => ((key & uint.MaxValue) << 32) | (key >> 32);
}

/// <summary>A sealed slot that waits for InfluxDB.</summary>
/// <param name="Id">Slot first, then series.</param>
/// <param name="WithReadings">Not only its roll-ups.</param>
/// <param name="Mark">Changes when the slot does.</param>
internal readonly record struct ShipSlot(long Id, bool WithReadings, long Mark)
{
    public int Series => (int)(Id & uint.MaxValue);

    public long Slot => Id >> 32;
}
