using System.Text.Json;
using Microsoft.Data.Sqlite;
using Monitoring.Domain.Alarms;
using Monitoring.Records.Book;
using Monitoring.Tests.Records.Alarms;

namespace Monitoring.Tests.Records.Book;

/// <summary>Record books as earlier versions of the program wrote them.</summary>
internal static class OldBooks
{
    /// <summary>Of the numbers 1 to <paramref name="entries"/>, 3 is missing: a repeated entry used one up.</summary>
    public static void Write(RecordsFolder folder, int version, int entries)
    {
        using var connection = new SqliteConnection($"Data Source={folder.Database};Pooling=False");
        connection.Open();
        Run(connection, "PRAGMA journal_mode = WAL;");
        Run(connection, version == 1 ? Version1 : Version2);
        for (var number = 1; number <= entries; number++)
        {
            if (number != 3)
            {
                Insert(connection, version, number);
            }
        }
    }

    public static AlarmEdge Entry(int number) => number % 2 == 0
        ? RecordsFolder.Edge(number, EdgeKind.Acknowledged) with { By = "siti", Note = $"note {number} \ufffd 🔥" }
        : RecordsFolder.Edge(number);

    private static void Insert(SqliteConnection connection, int version, int number)
    {
        var edge = Entry(number);
        var alarm = JsonSerializer.Serialize(edge.Alarm, RecordsJson.Default.Alarm);
        var (more, values) = version == 1 ? ("", "") : (", state, priority", ", $10, $11");
        Run(
            connection,
            $"""INSERT INTO alarm_edge(number, facility, area, alarm_id, kind, at, recorded_at, "by", note, alarm{more}) VALUES($0, 'palu', 'kitchen', $3, $4, $5, $6, $7, $8, $9{values})""",
            number, "", "", edge.Alarm.Id, edge.Kind.ToString(), edge.At, edge.RecordedAt, edge.By, edge.Note, alarm, edge.Alarm.State.ToString(), edge.Alarm.Priority.ToString());
        if (version == 2)
        {
            Run(connection, "INSERT INTO alarm_words(rowid, words, marks) VALUES($0, $1, 'fpalu akitchen')", number, edge.Note ?? "fire");
            Run(connection, "INSERT INTO span(log, block, earliest, latest) VALUES('alarm_edge', 0, $0, $0) ON CONFLICT DO UPDATE SET latest = $0", edge.RecordedAt);
        }
    }

    private static void Run(SqliteConnection connection, string sql, params ReadOnlySpan<object?> values)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"${i}", values[i] ?? DBNull.Value);
        }

        command.ExecuteNonQuery();
    }

    private const string Version1 = """
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

    private const string Version2 = """
        CREATE TABLE alarm_edge(
          number INTEGER PRIMARY KEY AUTOINCREMENT,
          facility TEXT NOT NULL, area TEXT NOT NULL,
          alarm_id TEXT NOT NULL, kind TEXT NOT NULL, at INTEGER NOT NULL, recorded_at INTEGER NOT NULL,
          "by" TEXT, note TEXT, state TEXT NOT NULL, priority TEXT NOT NULL, alarm TEXT NOT NULL) STRICT;
        CREATE UNIQUE INDEX alarm_edge_once ON alarm_edge(alarm_id, kind, at, ifnull("by", ''));
        CREATE INDEX alarm_edge_area ON alarm_edge(facility, area, number);
        CREATE VIRTUAL TABLE alarm_words USING fts5(words, marks, content='', columnsize=0, tokenize='unicode61 remove_diacritics 2');
        CREATE TRIGGER alarm_edge_keeps_its_rows BEFORE DELETE ON alarm_edge BEGIN SELECT RAISE(ABORT, 'alarm_edge is append-only'); END;
        CREATE TRIGGER alarm_edge_keeps_its_words BEFORE UPDATE ON alarm_edge BEGIN SELECT RAISE(ABORT, 'alarm_edge is append-only'); END;
        CREATE TRIGGER alarm_edge_keeps_its_numbers BEFORE INSERT ON alarm_edge
          WHEN EXISTS(SELECT 1 FROM alarm_edge WHERE number = NEW.number)
            OR EXISTS(SELECT 1 FROM alarm_edge WHERE alarm_id = NEW.alarm_id AND kind = NEW.kind AND at = NEW.at AND ifnull("by", '') = ifnull(NEW."by", ''))
          BEGIN SELECT RAISE(IGNORE); END;
        CREATE TABLE delivery(
          number INTEGER PRIMARY KEY AUTOINCREMENT,
          facility TEXT NOT NULL, notice_id TEXT NOT NULL, attempt INTEGER NOT NULL, outcome TEXT NOT NULL, at INTEGER NOT NULL,
          answer TEXT, notice TEXT NOT NULL) STRICT;
        CREATE UNIQUE INDEX delivery_once ON delivery(notice_id, attempt, outcome);
        CREATE INDEX delivery_facility ON delivery(facility, number);
        CREATE TABLE delivery_alarm(alarm_id TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY(alarm_id, number)) STRICT, WITHOUT ROWID;
        CREATE TRIGGER delivery_keeps_its_rows BEFORE DELETE ON delivery BEGIN SELECT RAISE(ABORT, 'delivery is append-only'); END;
        CREATE TRIGGER delivery_keeps_its_words BEFORE UPDATE ON delivery BEGIN SELECT RAISE(ABORT, 'delivery is append-only'); END;
        CREATE TRIGGER delivery_keeps_its_numbers BEFORE INSERT ON delivery
          WHEN EXISTS(SELECT 1 FROM delivery WHERE number = NEW.number)
            OR EXISTS(SELECT 1 FROM delivery WHERE notice_id = NEW.notice_id AND attempt = NEW.attempt AND outcome = NEW.outcome)
          BEGIN SELECT RAISE(IGNORE); END;
        CREATE TRIGGER delivery_alarm_keeps_its_rows BEFORE DELETE ON delivery_alarm BEGIN SELECT RAISE(ABORT, 'delivery_alarm is append-only'); END;
        CREATE TRIGGER delivery_alarm_keeps_its_words BEFORE UPDATE ON delivery_alarm BEGIN SELECT RAISE(ABORT, 'delivery_alarm is append-only'); END;
        CREATE TABLE facility_state(facility TEXT NOT NULL PRIMARY KEY, state TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE span(
          log TEXT NOT NULL, block INTEGER NOT NULL, earliest INTEGER NOT NULL, latest INTEGER NOT NULL, PRIMARY KEY(log, block)) STRICT, WITHOUT ROWID;
        CREATE TABLE area_state(facility TEXT NOT NULL, area TEXT NOT NULL, state TEXT NOT NULL, PRIMARY KEY(facility, area)) STRICT, WITHOUT ROWID;
        PRAGMA user_version = 2;
        """;
}
