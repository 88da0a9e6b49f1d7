using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Monitoring.Grains.Settings;

namespace Monitoring.Server.Access;

/// <summary>
/// Finds the caller of a request: a program by its key, else a person by the session's cookie, else a kiosk by its own. A wrong key is never made good by a cookie that came along.
/// </summary>
internal sealed class CallerScheme(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, CallerLookup lookup)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "Monitoring";

    /// <summary>What an identity is authenticated by when a browser sends it along by itself: such a request needs the antiforgery token.</summary>
    public const string ByCookie = "cookie";

    public const string ByKey = "key";

    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        string? authorization = Request.Headers.Authorization;
        if (authorization is not null && authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            var program = Keys.KeyForm.TryRead(authorization[Bearer.Length..].Trim(), out var id, out var secret)
                ? await lookup.FindAsync(CallerKind.Program, id, secret, Context.RequestAborted)
                : null;
            if (program is null)
            {
                AccessMetrics.Refuse("key");
                return AuthenticateResult.Fail("The key isn't valid.");
            }

            return Ticket(program, ByKey);
        }

        var caller = await FindPersonAsync() ?? await FindKioskAsync();
        return caller is null ? AuthenticateResult.NoResult() : Ticket(caller, ByCookie);
    }

    private async ValueTask<Caller?> FindPersonAsync() =>
        Cookie.Session.Read(Request) is { } secret ? await lookup.FindSessionAsync(secret, Context.RequestAborted) : null;

    private async ValueTask<Caller?> FindKioskAsync() =>
        Kiosks.KioskCookie.Read(Request) is var (id, secret) ? await lookup.FindAsync(CallerKind.Kiosk, id, secret, Context.RequestAborted) : null;

    private AuthenticateResult Ticket(Caller caller, string with) => AuthenticateResult.Success(
        new AuthenticationTicket(new ClaimsPrincipal(new CallerIdentity(caller with { From = Context.Address() }, with)), Scheme.Name));
}

internal static class RequestAddress
{
    /// <summary>As records say it; IPv4 in its own form.</summary>
    public static string Address(this HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address ? NetworkAddress.Plain(address).ToString() : "";
}
