using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Monitoring.Domain.Audit;
using Monitoring.Records.Access;
using Monitoring.Records.Book;

namespace Monitoring.Records.Audit;

/// <summary>The audit entries of the access database.</summary>
internal sealed class ChainedTrail(IDbContextFactory<AccessContext> contexts) : ChainedBook(Chain.Audit)
{
    private const int PageSize = 1_000;

    // SQLite keeps whatever bytes somebody put into its file as text, so they are read as bytes; PostgreSQL refuses what isn't text.
    private const string ReadBytes = """
        SELECT "Number", "At", CAST("Who" AS BLOB), CAST("From" AS BLOB), CAST("What" AS BLOB), CAST("Subject" AS BLOB), CAST("Facility" AS BLOB), CAST("Before" AS BLOB),
          CAST("After" AS BLOB), CAST("Why" AS BLOB), CAST("Private" AS BLOB), CAST("PrivateSalt" AS BLOB), CAST("PrivateDigest" AS BLOB), CAST("Hash" AS BLOB)
        FROM "AuditEntries" WHERE "Number" > @after ORDER BY "Number" LIMIT @limit
        """;

    public override Task<List<ChainEntry>> ReadAfterAsync(long number, CancellationToken cancellation) => AccessReading.RunAsync(
        contexts, context => context.Database.IsSqlite() ? ReadBytesAsync(context, number, cancellation) : ReadRowsAsync(context, number, cancellation), cancellation);

    private static async Task<List<ChainEntry>> ReadRowsAsync(AccessContext context, long number, CancellationToken cancellation) =>
        [.. (await context.AuditEntries.AsNoTracking().Where(e => e.Number > number).OrderBy(e => e.Number).Take(PageSize).ToArrayAsync(cancellation)).Select(Chained)];

    private static async Task<List<ChainEntry>> ReadBytesAsync(AccessContext context, long number, CancellationToken cancellation)
    {
        await context.Database.OpenConnectionAsync(cancellation);
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = ReadBytes;
        foreach (var (name, value) in new[] { ("@after", number), ("@limit", PageSize) })
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        await using var rows = await command.ExecuteReaderAsync(cancellation);
        List<ChainEntry> entries = [];
        while (await rows.ReadAsync(cancellation))
        {
            entries.Add(Read(rows));
        }

        return entries;
    }

    private static ChainEntry Read(DbDataReader row)
    {
        try
        {
            return Chained(new AuditEntry
            {
                Number = row.GetInt64(0),
                At = row.GetInt64(1),
                Who = StoredText.Read(row, 2)!,
                From = StoredText.Read(row, 3)!,
                What = StoredText.Read(row, 4)!,
                Subject = StoredText.Read(row, 5)!,
                Facility = StoredText.Read(row, 6),
                Before = StoredText.Read(row, 7),
                After = StoredText.Read(row, 8),
                Why = StoredText.Read(row, 9),
                Private = StoredText.Read(row, 10),
                PrivateSalt = StoredText.Read(row, 11),
                PrivateDigest = StoredText.Read(row, 12),
                Hash = StoredText.Read(row, 13)!,
            });
        }
        catch (ArgumentException)
        {
            return ChainEntry.Unreadable(row.GetInt64(0), []);
        }
    }

    private static ChainEntry Chained(AuditEntry entry) => StoredBytes.Hex(entry.Hash) is { } hash
        ? new ChainEntry(
            entry.Number,
            entry.ToRecord().Canonical.ToArray(),
            hash,
            PrivatePart.IsWhole(entry.Private, entry.PrivateSalt, entry.PrivateDigest) ? null : ChainFault.PrivatePart)
        : ChainEntry.Unreadable(entry.Number, []);
}
