using Microsoft.Data.Sqlite;

namespace Monitoring.Records.Alarms;

/// <summary>The open <c>records.db</c> of the one writer. Not for two threads.</summary>
internal sealed class RecordBook : IDisposable
{
    private const int SchemaVersion = 1;

    private const string Schema = $"""
        CREATE TABLE alarm_edge(
          number INTEGER PRIMARY KEY AUTOINCREMENT,
          facility TEXT NOT NULL, area TEXT NOT NULL,
          alarm_id TEXT NOT NULL, kind TEXT NOT NULL, at INTEGER NOT NULL, recorded_at INTEGER NOT NULL,
          "by" TEXT, note TEXT, alarm TEXT NOT NULL,
          UNIQUE(alarm_id, kind, at)) STRICT;
        CREATE INDEX alarm_edge_area ON alarm_edge(facility, area, number);
        CREATE TRIGGER alarm_edge_keeps_its_rows BEFORE DELETE ON alarm_edge BEGIN SELECT RAISE(ABORT, 'alarm_edge is append-only'); END;
        CREATE TRIGGER alarm_edge_keeps_its_words BEFORE UPDATE ON alarm_edge BEGIN SELECT RAISE(ABORT, 'alarm_edge is append-only'); END;
        CREATE TABLE area_state(facility TEXT NOT NULL, area TEXT NOT NULL, state TEXT NOT NULL, PRIMARY KEY(facility, area)) STRICT, WITHOUT ROWID;
        PRAGMA user_version = 1;
        """;

    private readonly SqliteConnection connection;
    private readonly SqliteCommand insertEdge;
    private readonly SqliteCommand writeState;

    private RecordBook(SqliteConnection connection)
    {
        this.connection = connection;
        insertEdge = Prepare(
            """
            INSERT INTO alarm_edge(facility, area, alarm_id, kind, at, recorded_at, "by", note, alarm)
            VALUES($facility, $area, $alarm_id, $kind, $at, $recorded_at, $by, $note, $alarm) ON CONFLICT(alarm_id, kind, at) DO NOTHING
            """,
            "$facility", "$area", "$alarm_id", "$kind", "$at", "$recorded_at", "$by", "$note", "$alarm");
        writeState = Prepare(
            "INSERT INTO area_state(facility, area, state) VALUES($facility, $area, $state) ON CONFLICT(facility, area) DO UPDATE SET state = excluded.state",
            "$facility", "$area", "$state");
    }

    /// <summary>Opens the file and makes it, with its directory, if it isn't there.</summary>
    /// <exception cref="InvalidDataException">A newer program has written it.</exception>
    public static RecordBook Open(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 5 }.ToString());
        try
        {
            connection.Open();
            Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864;");
            Migrate(connection, file);
            return new RecordBook(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Writes all of it in one transaction, durable on return, or nothing.</summary>
    /// <returns>How many edges weren't there before.</returns>
    public int Write(IReadOnlyList<PendingCommit> commits)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        (insertEdge.Transaction, writeState.Transaction) = (transaction, transaction);
        var edges = 0;
        foreach (var commit in commits)
        {
            var (facility, area) = (commit.Area.Facility, commit.Area.Area);
            foreach (var (edge, alarm) in commit.Edges)
            {
                edges += Run(insertEdge, facility, area, edge.Alarm.Id, edge.Kind.ToString(), edge.At, edge.RecordedAt, edge.By, edge.Note, alarm);
            }

            Run(writeState, facility, area, commit.State);
        }

        transaction.Commit();
        return edges;
    }

    public void Dispose()
    {
        insertEdge.Dispose();
        writeState.Dispose();
        connection.Dispose();
    }

    private static void Migrate(SqliteConnection connection, string file)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        using var version = connection.CreateCommand();
        version.CommandText = "PRAGMA user_version";
        switch ((long)version.ExecuteScalar()!)
        {
            case 0:
                Execute(connection, Schema);
                break;
            case SchemaVersion:
                break;
            case var newer:
                throw new InvalidDataException($"'{file}' has the schema {newer}; this program knows {SchemaVersion}. Start the program that wrote it, or a newer one.");
        }

        transaction.Commit();
    }

    private SqliteCommand Prepare(string sql, params string[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = parameter });
        }

        return command;
    }

    private static int Run(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command.ExecuteNonQuery();
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
