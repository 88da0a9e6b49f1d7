using Microsoft.EntityFrameworkCore;
using Monitoring.Domain.People;
using Monitoring.Records.Access;
using Monitoring.Server.Access.Passwords;
using Monitoring.Server.Access.SignIn;

namespace Monitoring.Server.Access.Kiosks;

/// <summary>Who somebody at a kiosk is, by badge or PIN. Both are weak alone: only a registered kiosk may ask, and what fails is counted for the person and for the kiosk.</summary>
internal sealed class KioskDesk
{
    private readonly IDbContextFactory<AccessContext> contexts;
    private readonly PasswordWork work;
    private readonly Badge badges;
    private readonly RefusalBook refusals;
    private readonly FailureRows ofPeople;
    private readonly FailureRows ofKiosks;

    public KioskDesk(IDbContextFactory<AccessContext> contexts, PasswordWork work, Badge badges, RefusalBook refusals, TimeProvider time)
    {
        (this.contexts, this.work, this.badges, this.refusals) = (contexts, work, badges, refusals);
        ofPeople = new FailureRows(Backoff.OfPerson, 10_000, time);
        ofKiosks = new FailureRows(Backoff.OfKiosk, 1_000, time);
        AccessMetrics.Observe("monitoring.access.pins.kept", "{name}", "Names with failed PINs in a row", () => ofPeople.Count);
    }

    /// <summary>Those who can identify here with a PIN and may do something here.</summary>
    public async Task<Account[]> ListAsync(Caller kiosk, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var accounts = await context.Users.AsNoTracking().Include(a => a.Grants)
            .Where(a => a.PinHash != null && a.DisabledAt == null && a.ErasedAt == null).OrderBy(a => a.Name).ToListAsync(cancellation);
        return [.. accounts.Where(a => MayAct(a, kiosk))];
    }

    /// <exception cref="RefusedException">Nobody has this badge, or nobody who may do something here.</exception>
    public async Task<Account> FindByBadgeAsync(string number, Caller kiosk, CancellationToken cancellation)
    {
        RequireOpen(ofKiosks, kiosk.Id);
        var row = ofKiosks.Fail(kiosk.Id);
        var digest = badges.Digest(number);
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var account = digest is null ? null : await context.Users.AsNoTracking().Include(a => a.Grants).FirstOrDefaultAsync(a => a.BadgeDigest == digest, cancellation);
        if (account is null || !CallerLookup.MaySignIn(account) || !MayAct(account, kiosk))
        {
            throw Refuse("badge", null, default, row, kiosk);
        }

        ofKiosks.Clear(kiosk.Id);
        return account;
    }

    /// <exception cref="RefusedException">Nobody of this name has this PIN, or may do something here.</exception>
    public async Task<Account> FindByPinAsync(string person, string pin, Caller kiosk, CancellationToken cancellation)
    {
        var name = person.Trim().ToUpperInvariant();
        RequireOpen(ofKiosks, kiosk.Id);
        RequireOpen(ofPeople, name);
        var (own, here) = (ofPeople.Fail(name), ofKiosks.Fail(kiosk.Id));
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var account = await context.Users.AsNoTracking().Include(a => a.Grants).FirstOrDefaultAsync(a => a.NormalizedUserName == name, cancellation);
        var usable = account is not null && CallerLookup.MaySignIn(account) && MayAct(account, kiosk) ? account : null;
        if (!await work.IsRightAsync(usable, usable?.PinHash, pin, cancellation))
        {
            throw Refuse("pin", usable, own, here, kiosk);
        }

        ofPeople.Clear(name);
        ofKiosks.Clear(kiosk.Id);
        return usable!;
    }

    /// <summary>A person's attempts begin anew.</summary>
    public void Forget(string user) => ofPeople.Clear(user.Trim().ToUpperInvariant());

    private static bool MayAct(Account account, Caller kiosk) => ActingAtKiosk.Limited(account, kiosk).Each.Any(p => (p.Rights & ~Right.See) != Right.None);

    private static void RequireOpen(FailureRows rows, string name)
    {
        if (rows.LockedFor(name) is { } wait)
        {
            AccessMetrics.Refuse("locked");
            throw RefusedException.Locked(wait);
        }
    }

    private RefusedException Refuse(string reason, Account? account, FailureRows.Row own, FailureRows.Row here, Caller kiosk)
    {
        AccessMetrics.Refuse(reason);
        var from = $"{kiosk.Name} {kiosk.From}";
        if (account is not null && own.Until > own.At)
        {
            refusals.Add(new RefusedRound("kiosk.refused", AuditSubject.Account(account.UserName!), account.Id, from, own.Failures, own.Until.ToUnixTimeMilliseconds()));
        }

        if (here.Until > here.At)
        {
            refusals.Add(new RefusedRound("kiosk.refused", AuditSubject.Kiosk(kiosk.Id), null, from, here.Failures, here.Until.ToUnixTimeMilliseconds()));
        }

        return RefusedException.Wrong("wrong", "The badge or the PIN isn't known here.");
    }
}
