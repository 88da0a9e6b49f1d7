using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Monitoring.Domain.People;
using Monitoring.Records.Access;
using Monitoring.Server.Access.Passwords;
using Monitoring.Server.Access.People;
using Monitoring.Server.Access.Sessions;

namespace Monitoring.Server.Access.SignIn;

/// <summary>A link that was made.</summary>
/// <param name="Code">Stands in the link, and nowhere else.</param>
internal sealed record NewInvitation(string Code, long ExpiresAt)
{
    public string Link(Uri root) => new Uri(root, $"welcome/{Code}").ToString();
}

/// <summary>What somebody says who follows a link.</summary>
internal sealed record Acceptance(string? User, string? DisplayName, Language? Language, string Password, string? Code);

/// <summary>Links with which somebody chooses a password, once: the first person of all, a new one, or one who has forgotten theirs.</summary>
internal sealed class Invitations(
    AccessBook book, UserManager<Account> accounts, PasswordRule rule, PasswordWork work, PasswordGate gate, SessionDesk sessions, IOptions<SignInOptions> options, TimeProvider time)
{
    private static readonly Grant[] First = [new(Role.RegionalOffice), new(Role.Maintainer)];

    public Task<bool> IsSetUpNeededAsync(CancellationToken cancellation) => NoneAsync(book.Context, cancellation);

    /// <summary>The link for the first person; those of earlier starts end.</summary>
    /// <returns>Null: there is somebody.</returns>
    public async Task<NewInvitation?> RenewFirstAsync(string by, CancellationToken cancellation)
    {
        if (!await NoneAsync(book.Context, cancellation))
        {
            return null;
        }

        return await book.ChangeAsync(
            new AuditNote(by, "", "invitation.create"),
            async draft =>
            {
                draft.Subject = "set-up";
                return await NoneAsync(book.Context, cancellation) ? await AddAsync(null, by, resetTotp: false, cancellation) : null;
            },
            cancellation);
    }

    /// <summary>A new link for somebody whose password is lost.</summary>
    /// <param name="resetTotp">The authenticator app is lost too: it counts no more once the link is used.</param>
    /// <exception cref="RefusedException">Nobody has this name, or the account is disabled.</exception>
    public Task<NewInvitation> RenewAsync(string user, string by, bool resetTotp, CancellationToken cancellation) => book.ChangeAsync(
        new AuditNote(by, "", "account.link"),
        async draft =>
        {
            var name = accounts.NormalizeName(user);
            var account = await book.Context.Users.Include(a => a.Grants).FirstOrDefaultAsync(a => a.NormalizedUserName == name && a.ErasedAt == null, cancellation)
                ?? throw RefusedException.Unknown("account", $"Nobody has the short name '{user}'.");
            if (!CallerLookup.MaySignIn(account))
            {
                throw RefusedException.Conflict("The account is disabled.", "Whoever manages people can enable it.");
            }

            draft.Subject = AuditSubject.Account(account.UserName!);
            draft.Facility = PeopleRules.FacilityOf(account);
            draft.After = new { resetTotp };
            return await AddAsync(account.Id, by, resetTotp, cancellation);
        },
        cancellation);

    /// <summary>Makes a link inside of a change; earlier ones of the same account end.</summary>
    /// <param name="account">Null: the first person's.</param>
    public async Task<NewInvitation> AddAsync(string? account, string by, bool resetTotp, CancellationToken cancellation)
    {
        var (now, code) = (time.GetUtcNow(), Secret.New());
        await book.Context.Invitations.Where(i => i.AccountId == account && i.UsedAt == null).ExecuteDeleteAsync(cancellation);
        var made = new NewInvitation(code, (now + options.Value.InvitationLife).ToUnixTimeMilliseconds());
        book.Context.Invitations.Add(new Invitation
        {
            Digest = Secret.Digest(code),
            AccountId = account,
            ResetTotp = resetTotp,
            CreatedBy = by,
            CreatedAt = now.ToUnixTimeMilliseconds(),
            ExpiresAt = made.ExpiresAt,
        });
        await book.Context.SaveChangesAsync(cancellation);
        return made;
    }

    /// <returns>Null: it doesn't exist, is used or has expired; nobody is told which.</returns>
    public async Task<(Invitation Invitation, Account? Account)?> FindAsync(string code, CancellationToken cancellation)
    {
        var (digest, now) = (Secret.Digest(code), time.GetUtcNow().ToUnixTimeMilliseconds());
        var invitation = await book.Context.Invitations.AsNoTracking().FirstOrDefaultAsync(i => i.Digest == digest && i.UsedAt == null && i.ExpiresAt > now, cancellation);
        if (invitation is null)
        {
            return null;
        }

        if (invitation.AccountId is null)
        {
            return await NoneAsync(book.Context, cancellation) ? (invitation, null) : null;
        }

        var account = await book.Context.Users.AsNoTracking().Include(a => a.Grants).FirstOrDefaultAsync(a => a.Id == invitation.AccountId, cancellation);
        return account is not null && CallerLookup.MaySignIn(account) ? (invitation, account) : null;
    }

    /// <summary>Sets the password, ends what was signed in with the old one and the link to a single sign-on, which whoever had the old one may have made, and signs in.</summary>
    /// <exception cref="RefusedException">The link can't be used (of two at once, one can), or what was said isn't right.</exception>
    public async Task<Caller> AcceptAsync(string code, Acceptance said, HttpContext http, CancellationToken cancellation)
    {
        var (invitation, known) = await FindAsync(code, cancellation) ?? throw Gone();
        var user = known?.UserName ?? AccountForm.User(said.User);
        var displayName = known is null ? AccountForm.DisplayName(said.DisplayName) : said.DisplayName is null ? known.Name : AccountForm.DisplayName(said.DisplayName);
        if (rule.WhyNot(said.Password, user, displayName) is { Length: > 0 } why)
        {
            throw RefusedException.Invalid("password", why);
        }

        if (known is { TwoFactorEnabled: true } && !invitation.ResetTotp)
        {
            Answers.Require(await gate.TryCodeAsync(known, said.Code, http, cancellation));
        }

        var hash = await work.HashAsync(known ?? new Account(), said.Password, cancellation);
        var account = await book.ChangeAsync(
            new AuditNote(user, http.Address(), known is null ? "account.create" : "account.password"),
            async draft =>
            {
                await UseAsync(invitation, cancellation);
                draft.Subject = AuditSubject.Account(user);
                draft.Private = new { displayName };
                draft.After = new { by = "invitation", invitedBy = invitation.CreatedBy, grants = known is null ? First : null, resetTotp = invitation.ResetTotp ? true : (bool?)null };
                var account = known is null ? await CreateFirstAsync(user, cancellation) : await book.Context.Users.Include(a => a.Grants).SingleAsync(a => a.Id == known.Id, cancellation);
                if (!CallerLookup.MaySignIn(account))
                {
                    throw Gone();
                }

                if (invitation.ResetTotp)
                {
                    await SecondFactor.RemoveAsync(book.Context, account, cancellation);
                }

                await book.Context.UserLogins.Where(l => l.UserId == account.Id).ExecuteDeleteAsync(cancellation);
                (account.Name, account.Language, account.PasswordHash) = (displayName, said.Language ?? account.Language, hash);
                (account.FailedInRow, account.LockedUntil, account.SecurityStamp) = (0, null, Guid.NewGuid().ToString());
                draft.Facility = PeopleRules.FacilityOf(account);
                await sessions.EndAllAsync(account.Id, null, cancellation);
                return account;
            },
            cancellation);
        gate.Forget(user);
        return await sessions.OpenAsync(account, "invitation", 0, http, cancellation);
    }

    private async Task UseAsync(Invitation invitation, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var used = await book.Context.Invitations.Where(i => i.Digest == invitation.Digest && i.UsedAt == null && i.ExpiresAt > now)
            .ExecuteUpdateAsync(s => s.SetProperty(i => i.UsedAt, now), cancellation);
        if (used == 0 || (invitation.AccountId is null && !await NoneAsync(book.Context, cancellation)))
        {
            throw Gone();
        }
    }

    private async Task<Account> CreateFirstAsync(string user, CancellationToken cancellation)
    {
        var account = new Account { UserName = user, CreatedAt = time.GetUtcNow().ToUnixTimeMilliseconds() };
        account.Grants.AddRange(First.Select(g => new AccountGrant { Role = g.Role }));
        await AccountForm.AddAsync(accounts, account);
        return account;
    }

    private static async Task<bool> NoneAsync(AccessContext context, CancellationToken cancellation) => !await context.Users.AnyAsync(cancellation);

    private static RefusedException Gone() => RefusedException.Unknown("link", "It was used, has expired or was replaced by a newer one. Ask for a new one; on the server itself: access link.");
}
