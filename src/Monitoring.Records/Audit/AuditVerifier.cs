using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Monitoring.Domain.Audit;
using Monitoring.Records.Access;

namespace Monitoring.Records.Audit;

/// <summary>Reads everything that is chained and says whether it is as it was written. Changes nothing, and may run while the server writes.</summary>
public sealed class AuditVerifier
{
    private readonly IDbContextFactory<AccessContext> contexts;
    private readonly ChainedBook[] books;
    private readonly CheckpointBook checkpoints;
    private readonly TimeProvider time;

    internal AuditVerifier(IDbContextFactory<AccessContext> contexts, ChainedTrail trail, ChainedJournal journal, CheckpointBook checkpoints, TimeProvider time)
    {
        (this.contexts, books, this.checkpoints, this.time) = (contexts, [trail, journal], checkpoints, time);
    }

    /// <param name="keys">Whose signatures count.</param>
    /// <param name="rest">How long to pause after each thousand entries, as a multiple of the time that they took; 0: not at all.</param>
    /// <exception cref="IOException">Something can't be read now.</exception>
    /// <exception cref="InvalidDataException">Something isn't of this program's form.</exception>
    public async Task<AuditVerdict> VerifyAsync(PublicKeys keys, double rest, CancellationToken cancellation)
    {
        string? problem = null;
        var found = new ChainVerdict[books.Length];
        for (var i = 0; i < books.Length; i++)
        {
            var check = new ChainCheck(books[i].Name, keys, ChainHead.None);
            var broken = await new ChainWalk(books[i], checkpoints, time, rest).RunAsync(check, long.MinValue, cancellation);
            problem ??= broken?.Text;
            found[i] = new ChainVerdict(check.Entries, check.Head, check.Checkpoints, check.LastSigned);
        }

        problem ??= await FindStrayAsync(cancellation) ?? await FindChangedPlanAsync(cancellation);
        return new AuditVerdict(time.GetUtcNow().ToUnixTimeMilliseconds(), found[0], found[1], problem);
    }

    /// <summary>Are the entries that were signed once, as somebody wrote down elsewhere, still those?</summary>
    internal async Task<string?> FindChangedAsync(KeptCheckpoint[] kept, CancellationToken cancellation)
    {
        foreach (var checkpoint in kept)
        {
            var book = Array.Find(books, b => b.Name == checkpoint.Chain)!;
            var entry = (await book.ReadAfterAsync(checkpoint.Number - 1, cancellation)).FirstOrDefault();
            if (entry is null || entry.Number != checkpoint.Number || Convert.ToHexStringLower(entry.Hash) != checkpoint.Hash)
            {
                return $"The entry of the checkpoint {checkpoint} {(entry?.Number == checkpoint.Number ? "isn't the one that was signed: the chain was written anew" : "isn't there: the chain was cut off or written anew")}.";
            }
        }

        return null;
    }

    private async Task<string?> FindStrayAsync(CancellationToken cancellation) =>
        await checkpoints.FindStrayAsync(cancellation) is { } stray ? $"A checkpoint of entry {stray.Number} belongs to no chain: it was changed, or put there by somebody else." : null;

    /// <summary>A plan's text isn't in the chain, but its hash is.</summary>
    private Task<string?> FindChangedPlanAsync(CancellationToken cancellation) => AccessReading.RunAsync(
        contexts,
        async context =>
        {
            var entries = context.AuditEntries.AsNoTracking().Where(e => e.What == PlanChange.What && e.After != null).OrderBy(e => e.Number);

            // Read to their end first: PostgreSQL answers one question at a time.
            foreach (var after in await entries.Select(e => e.After!).ToListAsync(cancellation))
            {
                var said = JsonSerializer.Deserialize<PlanChange>(after, PlanChange.Json)!;
                var text = await context.PlanVersions.AsNoTracking().Where(v => v.Version == said.Version).Select(v => v.Text).FirstOrDefaultAsync(cancellation);
                if (text is null || PlanChange.Digest(text) != said.Sha256)
                {
                    return $"The text of the plan {said.Version} {(text is null ? "is missing" : "was changed")}.";
                }
            }

            return null;
        },
        cancellation);
}
