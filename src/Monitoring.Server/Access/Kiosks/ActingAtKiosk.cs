using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Monitoring.Domain.People;
using Monitoring.Records.Access;

namespace Monitoring.Server.Access.Kiosks;

/// <summary>Makes a kiosk's request with an <see cref="Header"/> the request of the person who was identified there: with their rights, at the kiosk's area, for acts alone.</summary>
internal sealed class ActingAtKiosk(ActingTokens tokens, IDbContextFactory<AccessContext> contexts)
{
    public const string Header = "Acting-Token";

    public const Right Acts = Right.See | Right.Acknowledge | Right.Record | Right.Reset | Right.Shelve | Right.Verify | Right.Service;

    public async Task ApplyAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Headers[Header] is not [{ Length: > 0 } token])
        {
            await next(context);
            return;
        }

        var kiosk = context.Caller() is { Kind: CallerKind.Kiosk } caller ? caller : null;
        if (kiosk is null || tokens.Use(token, kiosk) is not { } id || await FindAsync(id, context.RequestAborted) is not { } account)
        {
            AccessMetrics.Refuse("acting");
            await Results.Problem(new ProblemDetails
            {
                Status = StatusCodes.Status401Unauthorized,
                Title = "Nobody is identified.",
                Detail = $"{Header} works once, within {ActingTokens.Life.TotalSeconds} s, at the kiosk where the person identified. Show the badge or type the PIN again.",
                Extensions = { ["reason"] = "acting" },
            }).ExecuteAsync(context);
            return;
        }

        var person = new Caller(CallerKind.Person, account.Id, account.UserName!, account.Name, Limited(account, kiosk), $"{kiosk.Name} {kiosk.From}", null);
        context.User = new ClaimsPrincipal(new CallerIdentity(person, "kiosk"));
        await next(context);
    }

    /// <summary>What the person may do at the kiosk's area, of what can be done there.</summary>
    public static Permissions Limited(Account account, Caller kiosk)
    {
        var place = kiosk.Permissions.Each.Single();
        var there = CallerLookup.PermissionsOf(account).Within(place.Facility!, place.Area!);
        return new Permissions([.. there.Each.Select(p => p with { Rights = p.Rights & Acts }).Where(p => p.Rights != Right.None)]);
    }

    private async Task<Account?> FindAsync(string id, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await context.Users.AsNoTracking().Include(a => a.Grants).FirstOrDefaultAsync(a => a.Id == id, cancellation) is { } account && CallerLookup.MaySignIn(account) ? account : null;
    }
}
