using Microsoft.EntityFrameworkCore;
using Monitoring.Domain.People;
using Monitoring.Records.Access;
using Monitoring.Server.Access.Passwords;
using Monitoring.Server.Access.SignIn;

namespace Monitoring.Server.Access.Kiosks;

/// <summary>
/// Who somebody at a kiosk is, by badge or PIN. Both are weak alone: only a registered kiosk may ask, and what fails is counted for the person and for the kiosk; there badges and PINs
/// apart, so that wrong PINs, which anybody can type, keep no badge from working. Who gets in takes back their own attempt and no other's, or each success would buy as many guesses.
/// </summary>
internal sealed class KioskDesk
{
    private readonly IDbContextFactory<AccessContext> contexts;
    private readonly PasswordWork work;
    private readonly Badge badges;
    private readonly RefusalBook refusals;
    private readonly FailureRows ofPeople;
    private readonly FailureRows badgesHere;
    private readonly FailureRows pinsHere;

    public KioskDesk(IDbContextFactory<AccessContext> contexts, PasswordWork work, Badge badges, RefusalBook refusals, TimeProvider time)
    {
        (this.contexts, this.work, this.badges, this.refusals) = (contexts, work, badges, refusals);
        ofPeople = new FailureRows(Backoff.OfPerson, 10_000, time);
        badgesHere = new FailureRows(Backoff.OfKiosk, 1_000, time);
        pinsHere = new FailureRows(Backoff.OfKiosk, 1_000, time);
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
        RequireOpen(badgesHere, kiosk.Id);
        var row = badgesHere.Fail(kiosk.Id);
        var digest = badges.Digest(number);
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var account = digest is null ? null : await context.Users.AsNoTracking().Include(a => a.Grants).FirstOrDefaultAsync(a => a.BadgeDigest == digest, cancellation);
        if (account is null || !CallerLookup.MaySignIn(account) || !MayAct(account, kiosk))
        {
            throw Refuse("badge", null, default, row, kiosk);
        }

        badgesHere.TakeBack(kiosk.Id, null, row);
        return account;
    }

    /// <exception cref="RefusedException">Nobody of this name has this PIN, or may do something here.</exception>
    public async Task<Account> FindByPinAsync(string person, string pin, Caller kiosk, CancellationToken cancellation)
    {
        var name = person.Trim().ToUpperInvariant();
        RequireOpen(pinsHere, kiosk.Id);
        RequireOpen(ofPeople, name);
        var (own, here) = (ofPeople.Fail(name), pinsHere.Fail(kiosk.Id));
        Account? usable;
        bool right;
        try
        {
            usable = await FindUsableAsync(name, kiosk, cancellation);
            right = await work.IsPinRightAsync(usable, usable?.PinHash, pin, cancellation);
        }
        catch
        {
            // The person didn't fail: it was broken off, or something of ours doesn't answer. The kiosk has paid: what is broken off would cost it nothing otherwise.
            ofPeople.TakeBack(name, null, own);
            throw;
        }

        if (!right)
        {
            throw Refuse("pin", usable, own, here, kiosk);
        }

        ofPeople.Clear(name);
        pinsHere.TakeBack(kiosk.Id, null, here);
        return usable!;
    }

    /// <summary>A person's attempts begin anew.</summary>
    public void Forget(string user) => ofPeople.Clear(user.Trim().ToUpperInvariant());

    private async Task<Account?> FindUsableAsync(string name, Caller kiosk, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var account = await context.Users.AsNoTracking().Include(a => a.Grants).FirstOrDefaultAsync(a => a.NormalizedUserName == name, cancellation);
        return account is not null && CallerLookup.MaySignIn(account) && MayAct(account, kiosk) ? account : null;
    }

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
            refusals.Add(new RefusedRound("kiosk.refused", AuditSubject.Account(account.UserName!), account.Id, from, own.Failures, own.Until.ToUnixTimeMilliseconds(), false));
        }

        if (here.Until > here.At)
        {
            refusals.Add(new RefusedRound("kiosk.refused", AuditSubject.Kiosk(kiosk.Id), null, from, here.Failures, here.Until.ToUnixTimeMilliseconds(), false));
        }

        return RefusedException.Wrong("wrong", "The badge or the PIN isn't known here.");
    }
}
