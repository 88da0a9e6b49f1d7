using Microsoft.Data.Sqlite;

namespace Monitoring.History.Store.Blocks;

/// <summary>The rows of <c>block</c>: a series' readings of one slot each.</summary>
internal static class BlockTable
{
    public static void Put(SqliteConnection connection, List<SealedBlock> blocks)
    {
        using var put = new Statement(connection, "INSERT OR REPLACE INTO block VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)");
        foreach (var (key, summary, data) in blocks)
        {
            put.Bind(1, key)
                .Bind(2, summary.Count)
                .Bind(3, summary.Bad)
                .Bind(4, summary.First)
                .Bind(5, summary.Last)
                .Bind(6, summary.Minimum)
                .Bind(7, summary.Maximum)
                .Bind(8, summary.Sum)
                .Bind(9, data)
                .Execute();
        }
    }

    /// <summary>The blocks of a series from one slot to another, both included, in order: see <see cref="SlotOf"/>, <see cref="SummaryOf"/> and <see cref="DataOf"/>.</summary>
    public static Statement Select(SqliteConnection connection, int series, long first, long last) =>
        new Statement(connection, "SELECT id, n, bad, t0, t1, vmin, vmax, vsum, data FROM block WHERE id BETWEEN ? AND ? ORDER BY id")
            .Bind(1, Slot.Key(series, first)).Bind(2, Slot.Key(series, last));

    /// <summary>The blocks of a series before a slot, newest first.</summary>
    public static Statement SelectBefore(SqliteConnection connection, int series, long slot) =>
        new Statement(connection, "SELECT id, n, bad, t0, t1, vmin, vmax, vsum, data FROM block WHERE id >= ? AND id < ? ORDER BY id DESC")
            .Bind(1, Slot.Key(series, 0)).Bind(2, Slot.Key(series, slot));

    public static long SlotOf(Statement row) => Slot.OfKey(row.Long(0));

    public static BlockSummary SummaryOf(Statement row) =>
        new(row.Long(1), row.Long(2), row.Long(3), row.Long(4), row.Double(5), row.Double(6), row.Double(7));

    /// <summary>Read from disk only when asked for.</summary>
    public static ReadOnlySpan<byte> DataOf(Statement row) => row.Blob(8);

    /// <summary>The slots of a series' oldest and newest block; null: it has none.</summary>
    public static (long Oldest, long Newest)? Span(SqliteConnection connection, int series)
    {
        using var ends = new Statement(connection, "SELECT min(id), max(id), count(id) FROM (SELECT min(id) id FROM block WHERE id BETWEEN ?1 AND ?2 UNION ALL SELECT max(id) FROM block WHERE id BETWEEN ?1 AND ?2)");
        ends.Bind(1, Slot.Key(series, 0)).Bind(2, Slot.Key(series, uint.MaxValue)).Step();
        return ends.Long(2) == 0 ? null : (Slot.OfKey(ends.Long(0)), Slot.OfKey(ends.Long(1)));
    }

    /// <summary>Blocks and readings of a series before a slot.</summary>
    public static (long Blocks, long Readings) CountBefore(SqliteConnection connection, int series, long slot)
    {
        using var count = new Statement(connection, "SELECT count(*), coalesce(sum(n), 0) FROM block WHERE id >= ? AND id < ?");
        count.Bind(1, Slot.Key(series, 0)).Bind(2, Slot.Key(series, slot)).Step();
        return (count.Long(0), count.Long(1));
    }

    public static void DeleteBefore(SqliteConnection connection, int series, long slot)
    {
        using var delete = new Statement(connection, "DELETE FROM block WHERE id >= ? AND id < ?");
        delete.Bind(1, Slot.Key(series, 0)).Bind(2, Slot.Key(series, slot)).Execute();
    }
}
