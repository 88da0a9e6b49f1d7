using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Monitoring.History.Store;

/// <summary>The writing connection with its prepared statements. Thrown away and opened anew after an error.</summary>
internal sealed class WriteSession : IDisposable
{
    private readonly Statement begin;
    private readonly Statement commit;
    private readonly Statement insert;
    private readonly Statement reserve;
    private readonly SeriesMap map;

    public WriteSession(SqliteConnection connection, SeriesMap map)
    {
        this.map = map;
        Connection = connection;
        begin = new Statement(connection, "BEGIN IMMEDIATE");
        commit = new Statement(connection, "COMMIT");
        // Replace: a commit whose flush failed may be found in the log all the same, and is written again with the same sequences.
        insert = new Statement(connection, "INSERT OR REPLACE INTO hot VALUES(?, ?, ?, ?, ?)");
        reserve = new Statement(connection, "UPDATE meta SET v = ? WHERE k = 'sequence_reserved'");
    }

    public SqliteConnection Connection { get; }

    /// <summary>Writes and flushes: durable when it returns. Throws: nothing was written.</summary>
    public void Commit(List<PendingAppend> batch, long? reserved) => InTransaction(() =>
    {
        foreach (var append in batch)
        {
            Insert(append);
        }

        if (reserved is { } sequence)
        {
            reserve.Bind(1, sequence).Execute();
        }
    });

    public void InTransaction(Action work)
    {
        begin.Execute();
        try
        {
            work();
            commit.Execute();
        }
        catch
        {
            // A full disk may have rolled it back already.
            if (raw.sqlite3_get_autocommit(Connection.Handle!) == 0)
            {
                Statement.Run(Connection, "ROLLBACK");
            }

            throw;
        }
    }

    public void Dispose()
    {
        begin.Dispose();
        commit.Dispose();
        insert.Dispose();
        reserve.Dispose();
        Connection.Dispose();
    }

    private void Insert(PendingAppend append)
    {
        var sequence = append.First;
        foreach (ref readonly var reading in append.Readings.Span)
        {
            insert
                .Bind(1, sequence++)
                .Bind(2, map.SeriesOf(reading.Signal))
                .Bind(3, reading.Time)
                .Bind(4, reading.Value)
                .Bind(5, Point.CodeOf(reading))
                .Execute();
        }
    }
}
