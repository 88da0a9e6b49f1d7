using Microsoft.Data.Sqlite;
using Monitoring.Grains.Ports;

namespace Monitoring.History.Store;

/// <summary>The rows of <c>hot</c>: every reading as it came, until it is sealed.</summary>
internal static class HotTable
{
    private const string Columns = "SELECT seq, series_id, ts, value, quality FROM hot";

    public static void Load(SqliteConnection connection, Tail tail)
    {
        using var rows = new Statement(connection, Columns + " ORDER BY seq");
        while (rows.Step())
        {
            tail.Add((int)rows.Long(1), rows.Long(0), PointOf(rows));
        }
    }

    /// <summary>One page of readings after a sequence, up to another. Series that the plan no longer has are left out.</summary>
    /// <param name="reached">Where the next page begins; equals <paramref name="after"/> at the end.</param>
    public static SequencedReading[] Page(SqliteConnection connection, SeriesMap map, long after, long upTo, int size, out long reached)
    {
        List<SequencedReading> page = [];
        reached = after;
        using var rows = new Statement(connection, Columns + " WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?");
        rows.Bind(1, after).Bind(2, upTo).Bind(3, size);
        while (rows.Step())
        {
            reached = rows.Long(0);
            if (map.SignalOf((int)rows.Long(1)) is >= 0 and var signal)
            {
                page.Add(new SequencedReading(reached, PointOf(rows).ToReading(signal)));
            }
        }

        return [.. page];
    }

    /// <summary>The rows of every series after a sequence, up to another, at most so many.</summary>
    /// <returns>Sequence of the last one visited; <paramref name="after"/>: there is none.</returns>
    public static long Visit(SqliteConnection connection, long after, long upTo, int count, Action<int, Point> visit)
    {
        var reached = after;
        using var rows = new Statement(connection, Columns + " WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?");
        rows.Bind(1, after).Bind(2, upTo).Bind(3, count);
        while (rows.Step())
        {
            reached = rows.Long(0);
            visit((int)rows.Long(1), PointOf(rows));
        }

        return reached;
    }

    /// <summary>The sequence that <paramref name="count"/> rows after another reach, at most <paramref name="bound"/>.</summary>
    public static long Reach(SqliteConnection connection, long after, int count, long bound)
    {
        using var row = new Statement(connection, "SELECT seq FROM hot WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT 1 OFFSET ?");
        return row.Bind(1, after).Bind(2, bound).Bind(3, count).Step() ? row.Long(0) : bound;
    }

    public static void Delete(SqliteConnection connection, long after, long upTo, long cutoff)
    {
        using var delete = new Statement(connection, "DELETE FROM hot WHERE seq > ? AND seq <= ? AND ts < ?");
        delete.Bind(1, after).Bind(2, upTo).Bind(3, cutoff).Execute();
    }

    private static Point PointOf(Statement rows) => new(rows.Long(2), rows.Double(3), (ushort)rows.Long(4));
}
