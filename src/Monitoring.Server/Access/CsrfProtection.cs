using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;

namespace Monitoring.Server.Access;

/// <summary>
/// A change that a browser's cookie stands for must show a token that only our own pages can have read. The token is the session's name, encrypted with the server's key: it fits
/// no other session (OWASP: a token tied to the session), and nothing has to be kept.
/// </summary>
internal sealed class CsrfProtection(IDataProtectionProvider protection)
{
    public const string Header = "X-CSRF-Token";

    private readonly IDataProtector protector = protection.CreateProtector("csrf");

    public string TokenFor(Caller caller) => protector.Protect(NameOf(caller));

    public bool IsRight(Caller caller, string? token)
    {
        try
        {
            return token is { Length: > 0 and < 1000 } && protector.Unprotect(token) == NameOf(caller);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Asks for the token where a cookie said who is calling. The hub's handshake changes nothing and is kept from other sites' pages by its origin.</summary>
    public Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        var byCookie = context.User.Identities.OfType<CallerIdentity>().FirstOrDefault(i => i.AuthenticationType == CallerScheme.ByCookie);
        if (byCookie is null || IsSafe(context.Request) || IsRight(byCookie.Caller, context.Request.Headers[Header]))
        {
            return next(context);
        }

        AccessMetrics.Refuse("csrf");
        return Results.Problem(new ProblemDetails
        {
            Status = StatusCodes.Status403Forbidden,
            Title = "The page's token is missing or old.",
            Detail = $"Ask GET /api/v1/session for 'csrf' and send it as {Header}.",
            Extensions = { ["reason"] = "csrf" },
        }).ExecuteAsync(context);
    }

    private static bool IsSafe(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)
        || request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase);

    private static string NameOf(Caller caller) => $"{caller.Kind}:{caller.Id}:{caller.SessionId}";
}
