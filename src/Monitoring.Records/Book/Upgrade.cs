using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Monitoring.Records.Alarms;

namespace Monitoring.Records.Book;

/// <summary>Brings a record book to the schema of this program, in the transaction that is open.</summary>
internal sealed partial class Upgrade(JournalWords words, ILogger logger)
{
    private const string SetVersion = "PRAGMA user_version = 3";

    private const string PutAside = $"""
        ALTER TABLE alarm_edge RENAME TO alarm_edge_1;
        DROP INDEX alarm_edge_area;
        DROP TRIGGER IF EXISTS alarm_edge_keeps_its_rows;
        DROP TRIGGER IF EXISTS alarm_edge_keeps_its_words;
        {Schema.Journal}
        {Schema.Deliveries}
        {Schema.Spans}
        """;

    private const string ReadOld = """SELECT number, facility, area, kind, at, recorded_at, "by", note, alarm, NULL FROM alarm_edge_1 ORDER BY number""";

    // Guarded only when the old rows are in: they were checked when they were written.
    private const string Finish = $"""
        DROP TABLE alarm_edge_1;
        {Schema.JournalIsKept}
        """;

    // Only until every row has its hash: a row without one breaks the chain.
    private const string AddHash = """
        DROP TRIGGER IF EXISTS alarm_edge_keeps_its_words;
        ALTER TABLE alarm_edge ADD COLUMN origin TEXT;
        ALTER TABLE alarm_edge ADD COLUMN hash BLOB NOT NULL DEFAULT x'';
        """;

    private const string SetHash = "UPDATE alarm_edge SET hash = ?2 WHERE number = ?1";

    /// <exception cref="InvalidDataException">A newer program has written the file, or an older one what this program doesn't understand.</exception>
    public void Apply(RecordBook book, string file)
    {
        var version = (long)book.Ask("PRAGMA user_version")!;
        if (version is Schema.Version)
        {
            return;
        }

        if (version > Schema.Version)
        {
            throw new InvalidDataException($"'{file}' has the schema {version}; this program knows {Schema.Version}. Start the program that wrote it, or a newer one.");
        }

        try
        {
            From(version, book, file);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new InvalidDataException($"The record book '{file}' holds what this program doesn't understand: {e.Message} It is left as it was.", e);
        }

        book.Run(SetVersion);
    }

    private void From(long version, RecordBook book, string file)
    {
        switch (version)
        {
            case 0:
                book.Run(Schema.All);
                break;
            case 1:
                FromVersion1(book, file);
                break;
            default:
                FromVersion2(book, file);
                break;
        }
    }

    /// <summary>The second schema had no chain: what was written until now is chained as it stands, which says nothing about what happened to it before.</summary>
    private void FromVersion2(RecordBook book, string file)
    {
        LogChaining(file, (long)book.Ask("SELECT count(*) FROM alarm_edge")!);
        book.Run(AddHash);
        book.Read(ChainedEdge.ReadAll, row =>
        {
            var edge = ChainedEdge.Read(row);
            book.Head = book.Head.Add(edge.Number, edge.Canonical);
            book.Run(SetHash, edge.Number, book.Head.Hash);
        });
        book.Run(Schema.JournalKeepsItsWords);
    }

    /// <summary>The first schema knew one edge for each alarm, kind and time, whoever did it, and no words.</summary>
    private void FromVersion1(RecordBook book, string file)
    {
        LogUpgrading(file, (long)book.Ask("SELECT count(*) FROM alarm_edge")!);
        book.Run(PutAside);
        book.Read(ReadOld, row => Keep(book, row));
        book.Run(Finish);
    }

    private void Keep(RecordBook book, SqliteDataReader row)
    {
        var entry = JournalReader.ReadEntry(row);
        (EdgeRow.Of(entry.Area, entry.Edge, words) with { Number = entry.Number, Alarm = row.GetString(8) }).Write(book);
    }

    [LoggerMessage(LogLevel.Information, "The record book {File} is brought from schema 1 to 3: {Count} entries, about two minutes for each million. Stopping now loses nothing; it begins anew.")]
    private partial void LogUpgrading(string file, long count);

    [LoggerMessage(LogLevel.Information, "The {Count} entries of the record book {File} are chained (schema 2 to 3), about half a minute for each million. Stopping now loses nothing; it begins anew.")]
    private partial void LogChaining(string file, long count);
}
