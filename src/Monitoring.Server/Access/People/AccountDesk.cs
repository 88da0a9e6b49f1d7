using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;
using Monitoring.Records.Access;
using Monitoring.Server.Access.Keys;
using Monitoring.Server.Access.Kiosks;
using Monitoring.Server.Access.Sessions;
using Monitoring.Server.Access.SignIn;

namespace Monitoring.Server.Access.People;

/// <summary>What is written about a person by others.</summary>
/// <param name="Email">By which a single sign-on may find them; null: none.</param>
internal sealed record Profile(string DisplayName, Language Language, string? Email, Grant[] Grants);

/// <summary>Changes who may do what, by the rules of <see cref="PeopleRules"/>. Each change is one transaction, so that two people can't take each other's last right.</summary>
/// <exception cref="RefusedException">It isn't allowed, or not possible.</exception>
internal sealed class AccountDesk(
    AccessBook book, UserManager<Account> accounts, Invitations invitations, SessionDesk sessions, PasswordGate gate, KeyDesk keys, KioskDesk kiosks, Badge badges,
    PersonalData personal, Plan plan, TimeProvider time)
{
    public bool Exists(string facility, string? area) =>
        area is null ? plan.FindFacility(facility) is not null : plan.FindArea(new AreaId(facility, area)) is not null;

    /// <summary>Those whom the caller may change, or at least put out, by name.</summary>
    public async Task<Account[]> ListAsync(Caller caller, CancellationToken cancellation)
    {
        var all = await book.Context.Users.AsNoTracking().Include(a => a.Grants).Where(a => a.ErasedAt == null).OrderBy(a => a.UserName).ToListAsync(cancellation);
        return [.. all.Where(a => PeopleRules.MayPutOut(caller.Permissions, a.Grants))];
    }

    /// <summary>When each account was last here, and which have a link that can still be used.</summary>
    public async Task<(Dictionary<string, long> LastSeen, HashSet<string> Invited)> LookAroundAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var seen = await book.Context.Sessions.GroupBy(s => s.AccountId).Select(g => new { g.Key, Last = g.Max(s => s.LastSeenAt) }).ToDictionaryAsync(g => g.Key, g => g.Last, cancellation);
        var invited = await book.Context.Invitations.Where(i => i.UsedAt == null && i.ExpiresAt > now && i.AccountId != null).Select(i => i.AccountId!).ToListAsync(cancellation);
        return (seen, [.. invited]);
    }

    public Task<(string Id, NewInvitation Link)> InviteAsync(Caller caller, string user, Profile profile, string? why, CancellationToken cancellation)
    {
        RequireMayGive(caller, profile.Grants);
        return book.ChangeAsync(
            Note(caller, "account.create"),
            async draft =>
            {
                var account = new Account { UserName = user, Name = profile.DisplayName, Language = profile.Language, CreatedAt = time.GetUtcNow().ToUnixTimeMilliseconds() };
                await SetEmailAsync(account, profile.Email, cancellation);
                account.Grants.AddRange(profile.Grants.Select(ToRow));
                await AccountForm.AddAsync(accounts, account);
                Describe(draft, account, null);
                draft.After = new { grants = profile.Grants };
                draft.Private = new { displayName = profile.DisplayName, email = profile.Email, why };
                return (account.Id, await invitations.AddAsync(account.Id, caller.Name, resetTotp: false, cancellation));
            },
            cancellation);
    }

    public Task ChangeAsync(Caller caller, string id, Profile profile, string? why, CancellationToken cancellation)
    {
        return OnAccountAsync(caller, id, "account.change", why, async (account, draft) =>
        {
            if (profile.Email is not null && !string.Equals(profile.Email, account.Email, StringComparison.OrdinalIgnoreCase))
            {
                RequireOther(caller, id, "An e-mail address lets in whoever has it at the single sign-on");
            }

            var before = account.Grants.Select(g => g.ToGrant()).ToArray();
            RequireMayGive(caller, [.. profile.Grants.Except(before)]);
            var managed = PeopleRules.ManagesEverywhere(account);
            (draft.Before, draft.After) = (new { grants = before }, new { grants = profile.Grants });
            draft.Private = new { before = new { displayName = account.Name, email = account.Email }, after = new { displayName = profile.DisplayName, email = profile.Email, why } };
            (account.Name, account.Language) = (profile.DisplayName, profile.Language);
            await SetEmailAsync(account, profile.Email, cancellation);
            account.Grants.RemoveAll(g => !profile.Grants.Contains(g.ToGrant()));
            account.Grants.AddRange(profile.Grants.Except(before).Select(ToRow));
            await RequireSomebodyLeftAsync(account, managed, cancellation);
        }, cancellation);
    }

    /// <param name="resetTotp">The authenticator app is lost too: it counts no more once the link is used.</param>
    public async Task<NewInvitation> LinkAsync(Caller caller, string id, bool resetTotp, CancellationToken cancellation)
    {
        RequireOther(caller, id, "A link stands for the password, which your account page asks for");
        NewInvitation? link = null;
        await OnAccountAsync(caller, id, "account.link", null, async (account, draft) =>
        {
            RequireEnabled(account);
            draft.After = new { resetTotp };
            link = await invitations.AddAsync(account.Id, caller.Name, resetTotp, cancellation);
        }, cancellation);
        return link!;
    }

    /// <summary>Ends the keys that the person made, too.</summary>
    public Task DisableAsync(Caller caller, string id, string why, CancellationToken cancellation) =>
        OnAccountAsync(caller, id, "account.disable", why, (account, draft) => ShutOutAsync(account, draft, cancellation), cancellation, putsOut: true);

    public Task EnableAsync(Caller caller, string id, string? why, CancellationToken cancellation) => OnAccountAsync(caller, id, "account.enable", why, (account, draft) =>
    {
        account.DisabledAt = null;
        draft.After = new { disabled = false };
        return Task.CompletedTask;
    }, cancellation);

    public Task UnlockAsync(Caller caller, string id, string? why, CancellationToken cancellation) => OnAccountAsync(caller, id, "account.unlock", why, (account, draft) =>
    {
        draft.Before = new { failures = account.FailedInRow, lockedUntil = account.LockedUntil };
        (account.FailedInRow, account.LockedUntil) = (0, null);
        gate.Forget(account.UserName!);
        kiosks.Forget(account.UserName!);
        return Task.CompletedTask;
    }, cancellation);

    /// <param name="number">Null: none any more.</param>
    public Task SetBadgeAsync(Caller caller, string id, string? number, CancellationToken cancellation)
    {
        if (number is not null)
        {
            RequireOther(caller, id, "A badge lets in whoever has it");
        }

        var digest = number is null ? null : badges.Digest(number) ?? throw RefusedException.Invalid("badge", "The number that the reader gives: 4 to 64 letters and digits; or null.");
        return OnAccountAsync(caller, id, "account.badge", null, async (account, draft) =>
        {
            RequireEnabled(account);
            if (digest is not null && await book.Context.Users.AnyAsync(a => a.BadgeDigest == digest && a.Id != id, cancellation))
            {
                throw RefusedException.Conflict("Somebody has this badge.", "Take it from them first.");
            }

            account.BadgeDigest = digest;
            draft.After = new { badge = digest is not null };
        }, cancellation);
    }

    public Task EndSessionsAsync(Caller caller, string id, CancellationToken cancellation) => OnAccountAsync(caller, id, "account.sessions.end", null, async (account, draft) =>
        draft.After = new { ended = await sessions.EndAllAsync(account.Id, null, cancellation) }, cancellation, putsOut: true);

    public async Task<byte[]> ExportAsync(Caller caller, string id, CancellationToken cancellation)
    {
        byte[]? file = null;
        await OnAccountAsync(caller, id, "account.export", null, async (account, _) => file = await personal.ExportAsync(account.Id, cancellation), cancellation);
        return file!;
    }

    /// <summary>Disables first, which asks whether somebody is left; then nothing of the person is. Why stays, as the proof on whose wish: it must not name the person.</summary>
    public async Task EraseAsync(Caller caller, string id, string why, CancellationToken cancellation)
    {
        await OnAccountAsync(caller, id, "account.disable", why, async (account, draft) =>
        {
            if (AccountForm.Names(why, account))
            {
                throw RefusedException.Invalid("why", "These words stay in the records when the person's data are gone: say on whose wish, without their name or address.");
            }

            await ShutOutAsync(account, draft, cancellation);
        }, cancellation);
        if (!await personal.EraseAsync(id, new AuditNote(caller.Name, caller.From, "account.erase", why), cancellation))
        {
            throw RefusedException.Conflict("Nothing of this person is left.", "It was erased before.");
        }
    }

    /// <param name="putsOut">It takes away alone, which <see cref="PeopleRules.MayPutOut"/> allows to more people.</param>
    private Task OnAccountAsync(
        Caller caller, string id, string what, string? why, Func<Account, AuditDraft, Task> work, CancellationToken cancellation, bool putsOut = false) => book.ChangeAsync(
        Note(caller, what),
        async draft =>
        {
            var account = await book.Context.Users.Include(a => a.Grants).FirstOrDefaultAsync(a => a.Id == id && a.ErasedAt == null, cancellation)
                ?? throw RefusedException.Unknown("account", "GET /api/v1/accounts lists those whom you may change.");
            if (!(putsOut ? PeopleRules.MayPutOut(caller.Permissions, account.Grants) : PeopleRules.MayChange(caller.Permissions, account.Grants)))
            {
                throw RefusedException.Forbidden("This person holds rights that you don't hold, or over more than you do. Ask somebody who manages more.");
            }

            Describe(draft, account, why);
            await work(account, draft);
        },
        cancellation);

    private async Task ShutOutAsync(Account account, AuditDraft draft, CancellationToken cancellation)
    {
        var managed = PeopleRules.ManagesEverywhere(account);
        account.DisabledAt ??= time.GetUtcNow().ToUnixTimeMilliseconds();
        draft.After = new { disabled = true, revokedKeys = await keys.RevokeAllOfAsync(account.UserName!, cancellation) };
        await RequireSomebodyLeftAsync(account, managed, cancellation);
        await sessions.EndAllAsync(account.Id, null, cancellation);
        await book.Context.Invitations.Where(i => i.AccountId == account.Id && i.UsedAt == null).ExecuteDeleteAsync(cancellation);
    }

    /// <summary>Somebody must always be able to let people in and put them out, everywhere.</summary>
    private async Task RequireSomebodyLeftAsync(Account changed, bool managed, CancellationToken cancellation)
    {
        if (!managed || PeopleRules.ManagesEverywhere(changed))
        {
            return;
        }

        var others = await book.Context.Users.AsNoTracking().Include(a => a.Grants).Where(a => a.Id != changed.Id && a.DisabledAt == null && a.PasswordHash != null).ToListAsync(cancellation);
        if (!others.Any(PeopleRules.ManagesEverywhere))
        {
            throw RefusedException.Conflict("This is the last person who manages people everywhere.", "Let somebody else do so first, and wait until they have chosen their password.");
        }
    }

    private async Task SetEmailAsync(Account account, string? email, CancellationToken cancellation)
    {
        var normal = email?.ToUpperInvariant();
        if (normal is not null && await book.Context.Users.AnyAsync(a => a.NormalizedEmail == normal && a.Id != account.Id, cancellation))
        {
            throw RefusedException.Conflict("Somebody has this e-mail address.", "A single sign-on must find one person by it.");
        }

        (account.Email, account.NormalizedEmail) = (email, normal);
    }

    private static void RequireMayGive(Caller caller, Grant[] grants)
    {
        if (grants.FirstOrDefault(g => !PeopleRules.MayGive(caller.Permissions, g)) is { } tooMuch)
        {
            throw RefusedException.Forbidden($"You can't give the role {tooMuch.Role} over {tooMuch.Facility ?? "every facility"}{(tooMuch.Area is null ? "" : "/" + tooMuch.Area)}: you don't hold as much there yourself.");
        }
    }

    /// <summary>A session alone, which may be stolen, must not become a way in that lasts.</summary>
    private static void RequireOther(Caller caller, string id, string reason)
    {
        if (id == caller.Id)
        {
            throw RefusedException.Conflict("Use your account page.", $"{reason}: of your own, what the account page doesn't change is for somebody else who manages people, or for access link on the server itself.");
        }
    }

    private static void RequireEnabled(Account account)
    {
        if (account.DisabledAt is not null)
        {
            throw RefusedException.Conflict("The account is disabled.", "Enable it first.");
        }
    }

    /// <param name="why">May name the person: it goes where it can be erased.</param>
    private static void Describe(AuditDraft draft, Account account, string? why)
    {
        draft.Private = why is null ? null : new { why };
        draft.Subject = AuditSubject.Account(account.UserName!);
        draft.Facility = PeopleRules.FacilityOf(account);
    }

    private static AuditNote Note(Caller caller, string what) => new(caller.Name, caller.From, what);

    private static AccountGrant ToRow(Grant grant) => new() { Role = grant.Role, Facility = grant.Facility, Area = grant.Area };
}
