using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Monitoring.Domain.People;
using Monitoring.Records.Access;

namespace Monitoring.Server.Access;

/// <summary>
/// Who a session, kiosk or key belongs to and what they may do, as the access database says: at most <see cref="Age"/> old, and never older than the last change that this process
/// knows of.
/// </summary>
internal sealed class CallerLookup(IDbContextFactory<AccessContext> contexts, AccessChanges changes, IOptions<SignInOptions> options, TimeProvider time)
{
    public static readonly TimeSpan Age = TimeSpan.FromSeconds(5);

    /// <summary>That somebody was here is written at most so often.</summary>
    private static readonly TimeSpan Touch = TimeSpan.FromMinutes(1);

    private const int MostKept = 10_000;

    private readonly ConcurrentDictionary<(CallerKind Kind, string Id), Kept> kept = [];

    /// <param name="secret">What the cookie holds.</param>
    /// <returns>Null: no such session any more.</returns>
    public async ValueTask<Caller?> FindSessionAsync(string secret, CancellationToken cancellation) =>
        await FindAsync(CallerKind.Person, Secret.Digest(secret), cancellation) is { } found ? await TouchAsync(found, cancellation) : null;

    /// <param name="kind">A kiosk or a program.</param>
    /// <returns>Null: no such one, or it has another secret.</returns>
    public async ValueTask<Caller?> FindAsync(CallerKind kind, string id, string secret, CancellationToken cancellation) =>
        await FindAsync(kind, id, cancellation) is { } found && Secret.IsSame(found.SecretDigest, Secret.Digest(secret))
            ? await TouchAsync(found, cancellation)
            : null;

    /// <summary>The caller of an earlier request as they are now; null: not signed in any more, or somebody who was here for one act only.</summary>
    public async ValueTask<Caller?> StillValidAsync(Caller caller, CancellationToken cancellation)
    {
        var id = caller.Kind == CallerKind.Person ? caller.SessionId : caller.Id;
        var now = id is null ? null : (await FindAsync(caller.Kind, id, cancellation))?.Caller;
        return now is null || now.SessionId != caller.SessionId ? null : now with { From = caller.From };
    }

    public static bool MaySignIn(Account account) => account is { DisabledAt: null, ErasedAt: null };

    public static Permissions PermissionsOf(Account account) => Permissions.Of(account.Grants.Select(g => g.ToGrant()));

    private async ValueTask<Found?> FindAsync(CallerKind kind, string id, CancellationToken cancellation)
    {
        var (now, version) = (time.GetUtcNow(), changes.Version);
        if (!kept.TryGetValue((kind, id), out var entry) || entry.Version != version || now - entry.At >= Age || now < entry.At)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellation);
            var found = kind switch
            {
                CallerKind.Person => await LoadSessionAsync(context, id, now, cancellation),
                CallerKind.Kiosk => await LoadKioskAsync(context, id, cancellation),
                _ => await LoadKeyAsync(context, id, now, cancellation),
            };
            if (kept.Count >= MostKept)
            {
                kept.Clear();
            }

            kept[(kind, id)] = entry = new Kept(found, now, version);
        }

        return entry.Found is { } known && known.Ends > now ? known : null;
    }

    private async Task<Found?> LoadSessionAsync(AccessContext context, string id, DateTimeOffset now, CancellationToken cancellation)
    {
        var at = now.ToUnixTimeMilliseconds();
        var session = await context.Sessions.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id && s.RevokedAt == null, cancellation);
        if (session is null || session.ExpiresAt <= at || session.LastSeenAt + options.Value.SessionIdle.TotalMilliseconds <= at)
        {
            return null;
        }

        var account = await context.Users.AsNoTracking().Include(a => a.Grants).FirstOrDefaultAsync(a => a.Id == session.AccountId, cancellation);
        if (account is null || !MaySignIn(account))
        {
            return null;
        }

        var caller = new Caller(CallerKind.Person, account.Id, account.UserName!, account.Name, PermissionsOf(account), "", id);
        return new Found(caller, id, id, DateTimeOffset.FromUnixTimeMilliseconds(session.ExpiresAt), session.LastSeenAt);
    }

    private static async Task<Found?> LoadKioskAsync(AccessContext context, string id, CancellationToken cancellation)
    {
        var kiosk = await context.Kiosks.AsNoTracking().FirstOrDefaultAsync(k => k.Id == id && k.RevokedAt == null, cancellation);
        if (kiosk is null)
        {
            return null;
        }

        var sees = new Permissions([new PlacedRights(Right.See, kiosk.Facility, kiosk.Area, null)]);
        var caller = new Caller(CallerKind.Kiosk, id, $"kiosk:{id}", kiosk.Name, sees, "", kiosk.SecretDigest);
        return new Found(caller, id, kiosk.SecretDigest, DateTimeOffset.MaxValue, kiosk.LastSeenAt ?? 0);
    }

    private static async Task<Found?> LoadKeyAsync(AccessContext context, string id, DateTimeOffset now, CancellationToken cancellation)
    {
        var at = now.ToUnixTimeMilliseconds();
        var key = await context.ApiKeys.AsNoTracking().FirstOrDefaultAsync(k => k.Id == id && k.RevokedAt == null, cancellation);
        if (key is null || key.ExpiresAt <= at)
        {
            return null;
        }

        var may = new Permissions([new PlacedRights(key.Rights, key.Facility, key.Area, null)]);
        var ends = key.ExpiresAt is { } end ? DateTimeOffset.FromUnixTimeMilliseconds(end) : DateTimeOffset.MaxValue;
        return new Found(new Caller(CallerKind.Program, id, $"key:{key.Name}", key.Name, may, "", null), id, key.SecretDigest, ends, key.LastUsedAt ?? 0);
    }

    /// <summary>Only whoever has shown the secret was here.</summary>
    private async Task<Caller> TouchAsync(Found found, CancellationToken cancellation)
    {
        var (kind, now) = (found.Caller.Kind, time.GetUtcNow().ToUnixTimeMilliseconds());
        if (now - Interlocked.Read(ref found.LastSeen) < Touch.TotalMilliseconds)
        {
            return found.Caller;
        }

        Interlocked.Exchange(ref found.LastSeen, now);
        try
        {
            await WriteSeenAsync(kind, found.Id, now, cancellation);
        }
        catch (Exception failure) when (AccessFailure.Of(failure) is not null)
        {
            // Who may come in doesn't depend on whether it can be written that they came; the database's health says what is wrong, and a minute later it is tried again.
        }

        return found.Caller;
    }

    private async Task WriteSeenAsync(CallerKind kind, string id, long now, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        await (kind switch
        {
            CallerKind.Person => context.Sessions.Where(s => s.Id == id).ExecuteUpdateAsync(s => s.SetProperty(x => x.LastSeenAt, now), cancellation),
            CallerKind.Kiosk => context.Kiosks.Where(k => k.Id == id).ExecuteUpdateAsync(s => s.SetProperty(x => x.LastSeenAt, now), cancellation),
            _ => context.ApiKeys.Where(k => k.Id == id).ExecuteUpdateAsync(s => s.SetProperty(x => x.LastUsedAt, now), cancellation),
        });
    }

    private sealed class Found(Caller caller, string id, string secretDigest, DateTimeOffset ends, long lastSeen)
    {
        public long LastSeen = lastSeen;

        public Caller Caller => caller;

        public string Id => id;

        public string SecretDigest => secretDigest;

        public DateTimeOffset Ends => ends;
    }

    private sealed record Kept(Found? Found, DateTimeOffset At, long Version);
}
