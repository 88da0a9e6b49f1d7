using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Grains.Ports;
using Monitoring.Records.Book;

namespace Monitoring.Records.Alarms;

/// <summary>
/// Each question takes the one way that needs neither sorting nor reading what isn't asked for, named in the query: the planner of SQLite knows nothing of how
/// often a value occurs.
/// </summary>
internal static class JournalReader
{
    private const string Columns = "number, facility, area, kind, at, recorded_at, \"by\", note, alarm, origin";

    public static JournalPage Read(SqliteCommand command, JournalQuery query)
    {
        var words = string.IsNullOrWhiteSpace(query.Text) ? null : JournalWords.ToMatch(query.Text);
        if (words is null && !string.IsNullOrWhiteSpace(query.Text))
        {
            return new JournalPage([], null);
        }

        var conditions = new Conditions(command);
        var (source, number) = Way(conditions, query, words);
        conditions
            .Add("alarm_id = ", query.AlarmId)
            .Add("facility = ", query.Facility)
            .Add("area = ", query.Area)
            .AddAnyOf(query.Places, p => $"(facility = {conditions.Bind(p.Facility)}{(p.Area is { } area ? $" AND area = {conditions.Bind(area)}" : "")})")
            .AddAnyOf("kind", query.Kinds)
            .AddAnyOf("state", query.States)
            .AddAnyOf("priority", query.Priorities)
            .AddRange(Span.Journal, number, "recorded_at", query.From, query.To)
            .Add($"{number} < ", query.Before);

        // One more than asked for tells whether there is a next page.
        command.CommandText = $"SELECT {Columns} FROM {source} {conditions.Where} ORDER BY {number} DESC LIMIT $limit";
        command.Parameters.AddWithValue("$limit", query.Limit + 1);
        var entries = ReadEntries(command);
        var page = entries.Take(query.Limit).ToImmutableArray();
        return new JournalPage(page, entries.Count > query.Limit ? page[^1].Number : null);
    }

    public static ImmutableArray<JournalEntry> ReadAfter(SqliteCommand command, long number, int limit)
    {
        command.CommandText = $"SELECT {Columns} FROM alarm_edge WHERE number > $number ORDER BY number LIMIT $limit";
        command.Parameters.AddWithValue("$number", number);
        command.Parameters.AddWithValue("$limit", limit);
        return [.. ReadEntries(command)];
    }

    /// <param name="row">number, facility, area, kind, at, recorded_at, by, note, alarm, origin</param>
    public static JournalEntry ReadEntry(SqliteDataReader row) => new(
        row.GetInt64(0),
        new AreaId(row.GetString(1), row.GetString(2)),
        new AlarmEdge(
            Enum.Parse<EdgeKind>(row.GetString(3)),
            JsonSerializer.Deserialize(row.GetString(8), RecordsJson.Default.Alarm)!,
            row.GetInt64(4),
            row.GetInt64(5),
            row.IsDBNull(6) ? null : row.GetString(6),
            row.IsDBNull(7) ? null : row.GetString(7),
            row.IsDBNull(9) ? null : row.GetString(9)));

    private static List<JournalEntry> ReadEntries(SqliteCommand command)
    {
        using var rows = command.ExecuteReader();
        List<JournalEntry> entries = [];
        while (rows.Read())
        {
            entries.Add(ReadEntry(rows));
        }

        return entries;
    }

    private static (string Source, string Number) Way(Conditions conditions, JournalQuery query, string? words)
    {
        // An alarm has few entries: they are sorted, and the words looked for between its first and its last.
        if (query.AlarmId is { } alarm)
        {
            conditions.Add("number IN (SELECT rowid FROM alarm_words WHERE alarm_words MATCH ", words, words is null ? "" : AmongThoseOf(conditions, alarm));
            return ("alarm_edge INDEXED BY alarm_edge_once", "number");
        }

        if (words is null && query is { Facility: not null, Area: not null, Kinds.IsEmpty: true, States.IsEmpty: true, Priorities.IsEmpty: true })
        {
            return ("alarm_edge INDEXED BY alarm_edge_area", "number");
        }

        var marks = JournalMarks.ToMatch(query);
        if ((words ?? marks) is null)
        {
            return ("alarm_edge", "number");
        }

        conditions.Add("alarm_words MATCH ", words is null || marks is null ? words ?? marks : $"{words} AND {marks}");
        return ("alarm_words CROSS JOIN alarm_edge ON number = alarm_words.rowid", "alarm_words.rowid");
    }

    private static string AmongThoseOf(Conditions conditions, string alarm)
    {
        var id = conditions.Bind(alarm);
        return $" AND rowid BETWEEN (SELECT min(number) FROM alarm_edge WHERE alarm_id = {id}) AND (SELECT max(number) FROM alarm_edge WHERE alarm_id = {id}))";
    }
}
