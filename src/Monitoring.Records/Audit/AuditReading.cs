using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Monitoring.Grains.Settings;
using Monitoring.Records.Access;
using Monitoring.Records.Access.Database;
using Monitoring.Records.Book;

namespace Monitoring.Records.Audit;

/// <summary>Verifies the books from another process than the server's: opens them for reading only, makes and upgrades nothing.</summary>
public sealed class AuditReading : IDisposable
{
    private readonly KeyFolder folder;
    private readonly RecordsReader records;
    private readonly AuditVerifier verifier;

    internal AuditReading(IOptions<RecordsOptions> options, AccessDatabase database, TimeProvider time)
    {
        var contexts = new ReadOnlyContexts(database);
        folder = new KeyFolder(options.Value.Directory);
        records = new RecordsReader(RecordsFile.PathIn(options.Value.Directory));
        verifier = new AuditVerifier(contexts, new ChainedTrail(contexts), new ChainedJournal(records), new CheckpointBook(contexts), time);
    }

    /// <param name="publicKeys">Files; empty: those of the data directory.</param>
    /// <param name="kept">Checkpoints that must be there.</param>
    /// <exception cref="IOException">Something can't be read.</exception>
    /// <exception cref="InvalidDataException">Something isn't what it should be; the message says what to do.</exception>
    public async Task<AuditVerdict> VerifyAsync(string[] publicKeys, KeptCheckpoint[] kept, CancellationToken cancellation)
    {
        using var keys = publicKeys.Length > 0 ? AuditKey.ReadFiles(publicKeys) : AuditKey.ReadPublic(folder);
        var verdict = await verifier.VerifyAsync(keys, rest: 0, cancellation);
        return verdict.Problem is null ? verdict with { Problem = await verifier.FindChangedAsync(kept, cancellation) } : verdict;
    }

    public void Dispose() => records.Dispose();

    private sealed class ReadOnlyContexts(AccessDatabase database) : IDbContextFactory<AccessContext>
    {
        /// <exception cref="InvalidDataException">There is no such file.</exception>
        public AccessContext CreateDbContext()
        {
            var options = new DbContextOptionsBuilder<AccessContext>();
            database.Configure(options);
            var context = new AccessContext(options.Options);
            if (context.Database.IsSqlite())
            {
                var connection = new SqliteConnectionStringBuilder(context.Database.GetConnectionString()) { Mode = SqliteOpenMode.ReadOnly };
                context.Database.SetConnectionString(connection.ToString());
                if (!File.Exists(connection.DataSource))
                {
                    context.Dispose();
                    throw new InvalidDataException($"There is no '{connection.DataSource}'. Set Data__Directory to the data directory of the server, and start this where the server is started.");
                }
            }

            return context;
        }
    }
}
