using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Grains.Ports;

namespace Monitoring.Records.Alarms;

/// <summary>Reads <c>records.db</c> on read-only connections of its own. Synchronous: call it off a grain's turn.</summary>
internal sealed class RecordsReader(string file) : IDisposable
{
    private readonly string connectionString =
        new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, DefaultTimeout = 5 }.ToString();

    public AreaState? Load(AreaId area) => Read(command =>
    {
        command.CommandText = "SELECT state FROM area_state WHERE facility = $facility AND area = $area";
        command.Parameters.AddWithValue("$facility", area.Facility);
        command.Parameters.AddWithValue("$area", area.Area);
        return command.ExecuteScalar() is string state ? JsonSerializer.Deserialize(state, RecordsJson.Default.AreaState) : null;
    });

    public JournalPage Query(JournalQuery query) => Read(command =>
    {
        // One more than asked for tells whether there is a next page.
        command.CommandText = $"""
            SELECT number, facility, area, kind, at, recorded_at, "by", note, alarm FROM alarm_edge {Where(command, query)} ORDER BY number DESC LIMIT $limit
            """;
        command.Parameters.AddWithValue("$limit", query.Limit + 1);
        using var rows = command.ExecuteReader();
        List<JournalEntry> entries = [];
        while (rows.Read())
        {
            entries.Add(ReadEntry(rows));
        }

        var page = entries.Take(query.Limit).ToImmutableArray();
        return new JournalPage(page, entries.Count > query.Limit ? page[^1].Number : null);
    });

    public void Dispose()
    {
        using var connection = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(connection);
    }

    private T Read<T>(Func<SqliteCommand, T> read)
    {
        try
        {
            using var connection = new SqliteConnection(connectionString);
            connection.Open();
            using var command = connection.CreateCommand();
            return read(command);
        }
        catch (SqliteException e)
        {
            throw new IOException($"The record book can't be read: {e.Message}", e);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new InvalidDataException($"The record book '{file}' holds what this program doesn't understand: {e.Message}", e);
        }
    }

    /// <summary>Only constants go into the text; what a caller gave is bound.</summary>
    private static string Where(SqliteCommand command, JournalQuery query)
    {
        (string Condition, string Parameter, object? Value)[] all =
        [
            ("facility = $facility", "$facility", query.Facility),
            ("area = $area", "$area", query.Area),
            ("alarm_id = $alarm_id", "$alarm_id", query.AlarmId),
            ("recorded_at >= $from", "$from", query.From),
            ("recorded_at < $to", "$to", query.To),
            ("number < $before", "$before", query.Before),
        ];
        var asked = all.Where(c => c.Value is not null).ToList();
        asked.ForEach(c => command.Parameters.AddWithValue(c.Parameter, c.Value));
        return asked.Count is 0 ? "" : $"WHERE {string.Join(" AND ", asked.Select(c => c.Condition))}";
    }

    private static JournalEntry ReadEntry(SqliteDataReader row) => new(
        row.GetInt64(0),
        new AreaId(row.GetString(1), row.GetString(2)),
        new AlarmEdge(
            Enum.Parse<EdgeKind>(row.GetString(3)),
            JsonSerializer.Deserialize(row.GetString(8), RecordsJson.Default.Alarm)!,
            row.GetInt64(4),
            row.GetInt64(5),
            row.IsDBNull(6) ? null : row.GetString(6),
            row.IsDBNull(7) ? null : row.GetString(7)));
}
