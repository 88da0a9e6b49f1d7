using Microsoft.Data.Sqlite;
using Monitoring.Domain.Audit;
using Monitoring.Records.Book;

namespace Monitoring.Records.Alarms;

/// <summary>A row of the journal as the chain covers it: every column but the hash itself.</summary>
internal sealed record ChainedEdge(
    long Number, string Facility, string Area, string AlarmId, string Kind, long At, long RecordedAt, string? By, string? Note, string? From, string State, string Priority, string Alarm)
{
    private const int PageSize = 1_000;

    // As bytes: text that was spoilt must not be read as if it were whole.
    private const string Columns = """
        number, CAST(facility AS BLOB), CAST(area AS BLOB), CAST(alarm_id AS BLOB), CAST(kind AS BLOB), at, recorded_at, CAST("by" AS BLOB), CAST(note AS BLOB),
        CAST(origin AS BLOB), CAST(state AS BLOB), CAST(priority AS BLOB), CAST(alarm AS BLOB)
        """;

    /// <summary>Every row in order, to be given its hash.</summary>
    public const string ReadAll = $"SELECT {Columns} FROM alarm_edge ORDER BY number";

    private const string ReadPage = $"SELECT {Columns}, hash FROM alarm_edge WHERE number > $after ORDER BY number LIMIT $limit";

    public ReadOnlySpan<byte> Canonical => new CanonicalBytes("monitoring.journal.v1")
        .Add(Number).Add(Facility).Add(Area).Add(AlarmId).Add(Kind).Add(At).Add(RecordedAt).Add(By).Add(Note).Add(From).Add(State).Add(Priority).Add(Alarm).Written;

    /// <param name="row">The columns of <see cref="ReadAll"/>.</param>
    public static ChainedEdge Read(SqliteDataReader row) => new(
        row.GetInt64(0), StoredText.Read(row, 1)!, StoredText.Read(row, 2)!, StoredText.Read(row, 3)!, StoredText.Read(row, 4)!, row.GetInt64(5), row.GetInt64(6),
        StoredText.Read(row, 7), StoredText.Read(row, 8), StoredText.Read(row, 9), StoredText.Read(row, 10)!, StoredText.Read(row, 11)!, StoredText.Read(row, 12)!);

    /// <param name="after">Entries with a higher number than this.</param>
    public static List<ChainEntry> ReadEntries(SqliteCommand command, long after)
    {
        command.CommandText = ReadPage;
        command.Parameters.AddWithValue("$after", after);
        command.Parameters.AddWithValue("$limit", PageSize);
        using var rows = command.ExecuteReader();
        List<ChainEntry> entries = [];
        while (rows.Read())
        {
            entries.Add(ReadEntry(rows));
        }

        return entries;
    }

    private static ChainEntry ReadEntry(SqliteDataReader row)
    {
        var (number, hash) = (row.GetInt64(0), row.GetFieldValue<byte[]>(13));
        try
        {
            return new ChainEntry(number, Read(row).Canonical.ToArray(), hash);
        }
        catch (ArgumentException)
        {
            return ChainEntry.Unreadable(number, hash);
        }
    }
}
