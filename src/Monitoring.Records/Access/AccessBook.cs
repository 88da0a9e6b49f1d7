using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Monitoring.Domain.Audit;
using Monitoring.Records.Access.Database;

namespace Monitoring.Records.Access;

/// <summary>
/// The way to change who may do what. Scoped; shares its <see cref="AccessContext"/> with <c>UserManager</c>, so that what that saves inside of a change is part of it.
/// Changes of every process follow each other one by one: what the work reads stays true until it is committed.
/// </summary>
public sealed class AccessBook
{
    private static readonly AsyncLocal<OpenChange?> Open = new();

    private readonly AccessDatabase database;
    private readonly AccessChanges changes;
    private readonly TimeProvider clock;

    internal AccessBook(AccessContext context, AccessDatabase database, AccessChanges changes, TimeProvider clock)
    {
        Context = context;
        (this.database, this.changes, this.clock) = (database, changes, clock);
    }

    public AccessContext Context { get; }

    /// <summary>One transaction: the work, what it left unsaved, the audit entry. All of it is kept, or nothing.</summary>
    /// <param name="work">Reads what it needs itself, changes it, and says in the draft what. If it throws, nothing is written and what it tracked is forgotten.</param>
    /// <exception cref="InvalidOperationException">Another change is open around this one, or the work named no subject.</exception>
    /// <exception cref="DbUpdateException">The database refused: for example somebody else took the name.</exception>
    public async Task<T> ChangeAsync<T>(AuditNote note, Func<AuditDraft, Task<T>> work, CancellationToken cancellation)
    {
        if (Open.Value is { IsOver: false })
        {
            throw new InvalidOperationException($"'{note.What}' begins inside of another change: it would wait for itself. Make it part of that one.");
        }

        var start = Stopwatch.GetTimestamp();
        using var turn = await database.TakeTurnAsync(cancellation);
        var open = Open.Value = new OpenChange();
        try
        {
            var (result, version) = await InTransactionAsync(note, work, cancellation);
            AccessMetrics.Changes.Add(1);
            AccessMetrics.Duration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds);
            database.Health.Writes();
            changes.Committed(version);
            return result;
        }
        catch (Exception e)
        {
            // What is tracked is what the transaction would have made true.
            Context.ChangeTracker.Clear();
            AccessMetrics.Failures.Add(1);
            if (database.WhyBroken(e) is { } why)
            {
                database.Health.WritesNot(why);
            }

            throw;
        }
        finally
        {
            open.IsOver = true;
        }
    }

    /// <inheritdoc cref="ChangeAsync{T}"/>
    public Task ChangeAsync(AuditNote note, Func<AuditDraft, Task> work, CancellationToken cancellation) => ChangeAsync(
        note,
        async draft =>
        {
            await work(draft);
            return true;
        },
        cancellation);

    private async Task<(T Result, long Version)> InTransactionAsync<T>(AuditNote note, Func<AuditDraft, Task<T>> work, CancellationToken cancellation)
    {
        await using var transaction = await Context.Database.BeginTransactionAsync(cancellation);
        await database.LockAsync(Context, cancellation);
        var draft = new AuditDraft();
        var result = await work(draft);
        if (draft.Subject.Length == 0)
        {
            throw new InvalidOperationException($"The work of '{note.What}' didn't say what it changed: set Subject of its draft.");
        }

        await AppendAsync(note, draft, cancellation);
        await Context.SaveChangesAsync(cancellation);
        await Context.State.ExecuteUpdateAsync(s => s.SetProperty(r => r.Changes, r => r.Changes + 1), cancellation);
        var version = await Context.State.Select(s => s.Changes).SingleAsync(cancellation);

        // Once it is asked for, nobody can say whether it happened: it isn't given up half-way.
        await transaction.CommitAsync(CancellationToken.None);
        return (result, version);
    }

    private async Task AppendAsync(AuditNote note, AuditDraft draft, CancellationToken cancellation)
    {
        var last = await Context.AuditEntries.AsNoTracking().OrderByDescending(e => e.Number).Select(e => new { e.Number, e.Hash }).FirstOrDefaultAsync(cancellation);
        var (kept, salt) = (CanonicalJson.Write(draft.Private), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        var entry = new AuditEntry
        {
            Number = (last?.Number ?? 0) + 1,

            // As the clock had it: a clock that was set back is seen in the trail, and the numbers give the order.
            At = clock.GetUtcNow().ToUnixTimeMilliseconds(),
            Who = note.Who,
            From = note.From,
            What = note.What,
            Why = note.Why,
            Subject = draft.Subject,
            Facility = draft.Facility,
            Before = CanonicalJson.Write(draft.Before),
            After = CanonicalJson.Write(draft.After),
            Private = kept,
            PrivateSalt = kept is null ? null : salt,
            PrivateDigest = kept is null ? null : PrivatePart.Digest(salt, kept),
        };
        entry.Hash = AuditSeal.Hash(last?.Hash, entry);
        Context.AuditEntries.Add(entry);
    }

    // Shared with everything that the work starts, so that it must know when it is over.
    private sealed class OpenChange
    {
        public volatile bool IsOver;
    }
}
