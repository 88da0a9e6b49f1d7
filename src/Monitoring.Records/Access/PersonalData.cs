using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Monitoring.Domain.People;
using Monitoring.Records.Access.Database;

namespace Monitoring.Records.Access;

/// <summary>What is kept about a person: shown to them, or taken out (Indonesia's Law 27 of 2022, articles 7 and 8; GDPR, articles 15 and 17). Scoped.</summary>
public sealed class PersonalData
{
    private static readonly JsonSerializerOptions ForPeople = new(CanonicalJson.Options) { WriteIndented = true };

    private static readonly string[] Elsewhere =
    [
        "The alarm journal keeps the short name beside each act, as the proof of food safety that it is.",
        "The plan and the log of deliveries keep the addresses at which the person is told of alarms.",
    ];

    private readonly AccessBook book;
    private readonly AccessDatabase database;
    private readonly TimeProvider clock;

    internal PersonalData(AccessBook book, AccessDatabase database, TimeProvider clock) => (this.book, this.database, this.clock) = (book, database, clock);

    private AccessContext Context => book.Context;

    /// <summary>Everything in the access database about an account, of secrets only that they are there. Times are Unix ms, UTC.</summary>
    /// <returns>JSON in UTF-8, indented; null: there is no such account.</returns>
    public async Task<byte[]?> ExportAsync(string accountId, CancellationToken cancellation)
    {
        var account = await Context.Users.AsNoTracking().Include(a => a.Grants).SingleOrDefaultAsync(a => a.Id == accountId, cancellation);
        if (account is null)
        {
            return null;
        }

        var (user, subject) = (account.UserName!, AuditSubject.Account(account.UserName!));
        var trail = await Context.AuditEntries.AsNoTracking().Where(e => e.Who == user || e.Subject == subject).OrderBy(e => e.Number).ToArrayAsync(cancellation);
        var everything = new
        {
            ExportedAt = clock.GetUtcNow().ToUnixTimeMilliseconds(),
            Account = Shown(account),
            Grants = account.Grants.Select(g => g.ToGrant()),
            Logins = await Context.UserLogins.Where(l => l.UserId == accountId).Select(l => new { l.LoginProvider, l.ProviderKey, l.ProviderDisplayName }).ToArrayAsync(cancellation),
            Claims = await Context.UserClaims.Where(c => c.UserId == accountId).Select(c => new { c.ClaimType, c.ClaimValue }).ToArrayAsync(cancellation),
            Secrets = await Context.UserTokens.Where(t => t.UserId == accountId).Select(t => new { t.LoginProvider, t.Name }).ToArrayAsync(cancellation),
            Sessions = await Context.Sessions.Where(s => s.AccountId == accountId).OrderBy(s => s.CreatedAt)
                .Select(s => new { s.CreatedAt, s.LastSeenAt, s.ExpiresAt, s.RevokedAt, s.StepUpAt, s.Agent, s.Address }).ToArrayAsync(cancellation),
            Invitations = await Context.Invitations.Where(i => i.AccountId == accountId || i.CreatedBy == user).OrderBy(i => i.CreatedAt)
                .Select(i => new { i.CreatedBy, i.CreatedAt, i.ExpiresAt, i.UsedAt }).ToArrayAsync(cancellation),
            Kiosks = await Context.Kiosks.Where(k => k.RegisteredBy == user).OrderBy(k => k.Id).Select(k => new { k.Id, k.Name, k.RegisteredAt }).ToArrayAsync(cancellation),
            Keys = await Context.ApiKeys.Where(k => k.CreatedBy == user).OrderBy(k => k.Id).Select(k => new { k.Id, k.Name, k.CreatedAt }).ToArrayAsync(cancellation),
            Devices = await Context.Devices.Where(d => d.CreatedBy == user).OrderBy(d => d.Facility).ThenBy(d => d.Area).ThenBy(d => d.Id)
                .Select(d => new { d.Facility, d.Area, Device = d.Id, d.CreatedAt }).ToArrayAsync(cancellation),
            Trail = trail.Select(e => Shown(e, isAboutThem: e.Subject == subject)),
            Elsewhere,
        };
        return JsonSerializer.SerializeToUtf8Bytes(everything, ForPeople);
    }

    /// <summary>
    /// Takes the person out of an account, for good: names, addresses, secrets, sessions, rights, and what the audit trail keeps apart for this. Left are the short name, which
    /// nobody else gets, what was done under it, and from which network address. The trail's chain stays whole.
    /// </summary>
    /// <param name="note">Its <see cref="AuditNote.Why"/> should say on whose wish.</param>
    /// <returns>False: there is no such account, or it is erased already.</returns>
    public async Task<bool> EraseAsync(string accountId, AuditNote note, CancellationToken cancellation)
    {
        if (!await Context.Users.AnyAsync(a => a.Id == accountId && a.ErasedAt == null, cancellation))
        {
            return false;
        }

        var isDone = await book.ChangeAsync(note, draft => EraseAsync(accountId, draft, cancellation), cancellation);
        await database.ForgetDeletedAsync(cancellation);
        return isDone;
    }

    private async Task<bool> EraseAsync(string accountId, AuditDraft draft, CancellationToken cancellation)
    {
        // What was tracked before may be older than the turn that this change waited for.
        Context.ChangeTracker.Clear();
        var account = await Context.Users.Include(a => a.Grants).SingleAsync(a => a.Id == accountId, cancellation);
        var (now, subject) = (clock.GetUtcNow().ToUnixTimeMilliseconds(), AuditSubject.Account(account.UserName!));
        draft.Subject = subject;
        draft.Before = new { Grants = account.Grants.Select(g => g.ToGrant()).ToArray(), account.DisabledAt, account.ErasedAt };

        (account.Name, account.Language) = (account.UserName!, Language.Indonesian);
        (account.Email, account.NormalizedEmail, account.EmailConfirmed) = (null, null, false);
        (account.PasswordHash, account.PinHash, account.BadgeDigest, account.TwoFactorEnabled) = (null, null, null, false);
        (account.FailedInRow, account.LockedUntil) = (0, null);
        (account.SecurityStamp, account.ConcurrencyStamp) = ($"{Guid.NewGuid():N}", $"{Guid.NewGuid()}");
        (account.DisabledAt, account.ErasedAt) = (account.DisabledAt ?? now, account.ErasedAt ?? now);
        account.Grants.Clear();
        draft.After = new { Grants = Array.Empty<Grant>(), account.DisabledAt, account.ErasedAt };

        await Context.Sessions.Where(s => s.AccountId == accountId).ExecuteDeleteAsync(cancellation);
        await Context.Invitations.Where(i => i.AccountId == accountId).ExecuteDeleteAsync(cancellation);
        await Context.UserLogins.Where(l => l.UserId == accountId).ExecuteDeleteAsync(cancellation);
        await Context.UserClaims.Where(c => c.UserId == accountId).ExecuteDeleteAsync(cancellation);
        await Context.UserTokens.Where(t => t.UserId == accountId).ExecuteDeleteAsync(cancellation);
        await Context.AuditEntries.Where(e => e.Subject == subject && e.PrivateSalt != null)
            .ExecuteUpdateAsync(e => e.SetProperty(x => x.Private, (string?)null).SetProperty(x => x.PrivateSalt, (string?)null), cancellation);
        return true;
    }

    private static object Shown(Account account) => new
    {
        account.Id,
        User = account.UserName,
        DisplayName = account.Name,
        account.Language,
        account.Email,
        account.CreatedAt,
        account.DisabledAt,
        account.ErasedAt,
        account.FailedInRow,
        account.LockedUntil,
        Password = account.PasswordHash is not null,
        Totp = account.TwoFactorEnabled,
        Pin = account.PinHash is not null,
        Badge = account.BadgeDigest is not null,
    };

    /// <param name="isAboutThem">False: what is private in it is somebody else's.</param>
    private static object Shown(AuditEntry entry, bool isAboutThem) => new
    {
        entry.Number,
        entry.At,
        entry.Who,
        entry.From,
        entry.What,
        entry.Subject,
        Before = Parsed(entry.Before),
        After = Parsed(entry.After),
        Private = isAboutThem ? Parsed(entry.Private) : null,
        entry.Why,
    };

    private static JsonNode? Parsed(string? json) => json is null ? null : JsonNode.Parse(json);
}
