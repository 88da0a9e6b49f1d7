using System.Text;
using Microsoft.Data.Sqlite;

namespace Monitoring.History.Store.Shipping;

/// <summary>The rows of <c>quarantine</c>: single lines that InfluxDB refused, with its words. Their readings are in the store as all others.</summary>
internal static class QuarantineTable
{
    /// <summary>Lines kept; past it the oldest go, counted.</summary>
    public const int Most = 100_000;

    public static void Add(SqliteConnection connection, long at, ReadOnlySpan<byte> line, string message)
    {
        using (var add = new Statement(connection, "INSERT INTO quarantine(at, line, message) VALUES(?, ?, ?)"))
        {
            add.Bind(1, at).Bind(2, line).Bind(3, message).Execute();
        }

        using var oldest = new Statement(connection, "DELETE FROM quarantine WHERE id <= (SELECT max(id) FROM quarantine) - ?");
        oldest.Bind(1, Most).Execute();
        var dropped = Statement.Scalar(connection, "SELECT changes()");
        if (dropped > 0)
        {
            HistoryMetrics.QuarantineDropped.Add(dropped);
        }
    }

    /// <summary>Newest first.</summary>
    public static List<QuarantinedLine> Page(SqliteConnection connection, long before, int count)
    {
        using var rows = new Statement(connection, "SELECT id, at, line, message, retry FROM quarantine WHERE id < ? ORDER BY id DESC LIMIT ?").Bind(1, before).Bind(2, count);
        return Read(rows);
    }

    /// <summary>What is to be tried again, oldest first.</summary>
    public static List<QuarantinedLine> Due(SqliteConnection connection, long after, int count)
    {
        using var rows = new Statement(connection, "SELECT id, at, line, message, retry FROM quarantine WHERE retry = 1 AND id > ? ORDER BY id LIMIT ?").Bind(1, after).Bind(2, count);
        return Read(rows);
    }

    public static long Count(SqliteConnection connection) => Statement.Scalar(connection, "SELECT count(*) FROM quarantine");

    /// <returns>How many will be tried again.</returns>
    public static long Retry(SqliteConnection connection)
    {
        Statement.Run(connection, "UPDATE quarantine SET retry = 1 WHERE retry = 0");
        return Statement.Scalar(connection, "SELECT count(*) FROM quarantine");
    }

    public static void Remove(SqliteConnection connection, IEnumerable<long> ids)
    {
        using var delete = new Statement(connection, "DELETE FROM quarantine WHERE id = ?");
        foreach (var id in ids)
        {
            delete.Bind(1, id).Execute();
        }
    }

    private static List<QuarantinedLine> Read(Statement rows)
    {
        List<QuarantinedLine> lines = [];
        while (rows.Step())
        {
            lines.Add(new QuarantinedLine(rows.Long(0), rows.Long(1), Encoding.UTF8.GetString(rows.Blob(2)), rows.Text(3), rows.Long(4) != 0));
        }

        return lines;
    }
}

/// <param name="At">When it was refused: Unix milliseconds, UTC.</param>
/// <param name="Line">Line protocol, times in milliseconds.</param>
/// <param name="Message">What InfluxDB said.</param>
/// <param name="IsDue">It is to be tried again.</param>
public sealed record QuarantinedLine(long Id, long At, string Line, string Message, bool IsDue);
