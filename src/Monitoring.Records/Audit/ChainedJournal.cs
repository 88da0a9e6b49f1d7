using Microsoft.Data.Sqlite;
using Monitoring.Domain.Audit;
using Monitoring.Records.Alarms;
using Monitoring.Records.Book;

namespace Monitoring.Records.Audit;

/// <summary>The journal of alarms in <c>records.db</c>.</summary>
internal sealed class ChainedJournal(RecordsReader reader) : ChainedBook(Chain.Journal)
{
    public override Task<List<ChainEntry>> ReadAfterAsync(long number, CancellationToken cancellation) =>
        reader.ReadAsync(command => Read(command, number), cancellation);

    private static List<ChainEntry> Read(SqliteCommand command, long number)
    {
        command.CommandText = "PRAGMA user_version";
        return command.ExecuteScalar() is long and Schema.Version
            ? ChainedEdge.ReadEntries(command, number)
            : throw new InvalidDataException("The record book is of another version and has no chain that this program knows: start the server of this version once, it brings the book up to date.");
    }
}
