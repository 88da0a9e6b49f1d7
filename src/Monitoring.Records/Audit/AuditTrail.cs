using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Monitoring.Domain.Audit;
using Monitoring.Records.Access;

namespace Monitoring.Records.Audit;

/// <param name="Before">Continue after a page: its <see cref="AuditPage.Next"/>.</param>
/// <param name="Limit">1 to 1,000.</param>
/// <param name="Who">Exactly.</param>
/// <param name="What">Exactly, or its beginning up to a dot: <c>account</c> finds <c>account.create</c>.</param>
/// <param name="Subject">A part of it.</param>
/// <param name="From">At or after this: Unix milliseconds, UTC.</param>
/// <param name="To">Before this.</param>
/// <param name="Facilities">Only entries of these; null: all, those of no facility too.</param>
public sealed record AuditQuestion(
    long? Before, int Limit, string? Who, string? What, string? Subject, long? From, long? To, ImmutableArray<string>? Facilities);

/// <param name="Next">Give it as <see cref="AuditQuestion.Before"/> for the next page; null: this was the last.</param>
/// <param name="Length">Number of the last entry of the whole trail, whoever may read it.</param>
/// <param name="LastSigned">Its newest checkpoint; null: there is none.</param>
public sealed record AuditPage(ImmutableArray<AuditEntry> Entries, long? Next, long Length, SignedHead? LastSigned);

/// <summary>The audit entries, newest first.</summary>
public sealed class AuditTrail
{
    private readonly IDbContextFactory<AccessContext> contexts;
    private readonly CheckpointBook checkpoints;

    internal AuditTrail(IDbContextFactory<AccessContext> contexts, CheckpointBook checkpoints) => (this.contexts, this.checkpoints) = (contexts, checkpoints);

    /// <exception cref="IOException">The access database can't be read now.</exception>
    public async Task<AuditPage> QueryAsync(AuditQuestion asked, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(asked.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(asked.Limit, 1_000);
        var (found, length) = await AccessReading.RunAsync(
            contexts,
            async context =>
            {
                var trail = context.AuditEntries.AsNoTracking();
                var page = await Narrow(trail, asked).OrderByDescending(e => e.Number).Take(asked.Limit + 1).ToListAsync(cancellation);
                return (page, await trail.MaxAsync(e => (long?)e.Number, cancellation) ?? 0);
            },
            cancellation);
        var entries = found.Take(asked.Limit).ToImmutableArray();
        return new AuditPage(entries, found.Count > asked.Limit ? entries[^1].Number : null, length, await checkpoints.LastAsync(Chain.Audit, cancellation));
    }

    private static IQueryable<AuditEntry> Narrow(IQueryable<AuditEntry> entries, AuditQuestion asked)
    {
        entries = asked.Before is { } before ? entries.Where(e => e.Number < before) : entries;
        entries = asked.From is { } from ? entries.Where(e => e.At >= from) : entries;
        entries = asked.To is { } to ? entries.Where(e => e.At < to) : entries;
        entries = asked.Who is { } who ? entries.Where(e => e.Who == who) : entries;
#pragma warning disable CA1310 // Said in SQL, which knows no cultures.
        entries = asked.What is { } what ? entries.Where(e => e.What == what || e.What.StartsWith(what + ".")) : entries;
#pragma warning restore CA1310
        entries = asked.Subject is { } subject ? entries.Where(e => e.Subject.Contains(subject)) : entries;
        List<string>? facilities = asked.Facilities is { } some ? [.. some] : null;
        return facilities is null ? entries : entries.Where(e => e.Facility != null && facilities.Contains(e.Facility));
    }
}
