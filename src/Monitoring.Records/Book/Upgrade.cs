using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Monitoring.Records.Alarms;

namespace Monitoring.Records.Book;

/// <summary>Brings a record book to the schema of this program, in the transaction that is open.</summary>
internal sealed partial class Upgrade(JournalWords words, ILogger logger)
{
    private const string SetVersion = "PRAGMA user_version = 2";

    private const string PutAside = $"""
        ALTER TABLE alarm_edge RENAME TO alarm_edge_1;
        DROP INDEX alarm_edge_area;
        DROP TRIGGER alarm_edge_keeps_its_rows;
        DROP TRIGGER alarm_edge_keeps_its_words;
        {Schema.Journal}
        {Schema.Deliveries}
        {Schema.Spans}
        """;

    private const string ReadOld = """SELECT number, facility, area, kind, at, recorded_at, "by", note, alarm FROM alarm_edge_1 ORDER BY number""";

    // Guarded only when the old rows are in: they were checked when they were written.
    private const string Finish = $"""
        DROP TABLE alarm_edge_1;
        {Schema.JournalIsKept}
        """;

    /// <exception cref="InvalidDataException">A newer program has written the file, or an older one what this program doesn't understand.</exception>
    public void Apply(RecordBook book, string file)
    {
        switch ((long)book.Ask("PRAGMA user_version")!)
        {
            case 0:
                book.Run(Schema.All);
                book.Run(SetVersion);
                break;
            case 1:
                FromVersion1(book, file);
                book.Run(SetVersion);
                break;
            case Schema.Version:
                break;
            case var newer:
                throw new InvalidDataException($"'{file}' has the schema {newer}; this program knows {Schema.Version}. Start the program that wrote it, or a newer one.");
        }
    }

    /// <summary>The first schema knew one edge for each alarm, kind and time, whoever did it, and no words.</summary>
    private void FromVersion1(RecordBook book, string file)
    {
        LogUpgrading(file, (long)book.Ask("SELECT count(*) FROM alarm_edge")!);
        book.Run(PutAside);
        try
        {
            book.Read(ReadOld, row => Keep(book, row));
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new InvalidDataException($"The record book '{file}' holds what this program doesn't understand: {e.Message} It is left as it was.", e);
        }

        book.Run(Finish);
    }

    private void Keep(RecordBook book, SqliteDataReader row)
    {
        var entry = JournalReader.ReadEntry(row);
        (EdgeRow.Of(entry.Area, entry.Edge, words) with { Number = entry.Number, Alarm = row.GetString(8) }).Write(book);
    }

    [LoggerMessage(LogLevel.Information, "The record book {File} is brought from schema 1 to 2: {Count} entries, about two minutes for each million. Stopping now loses nothing; it begins anew.")]
    private partial void LogUpgrading(string file, long count);
}
