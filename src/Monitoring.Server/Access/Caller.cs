using System.Security.Claims;
using Monitoring.Domain.People;

namespace Monitoring.Server.Access;

internal enum CallerKind
{
    /// <summary>Signed in, or identified at a kiosk for one act.</summary>
    Person,

    /// <summary>A screen on a wall, which shows its area and does nothing by itself.</summary>
    Kiosk,

    /// <summary>With an API key.</summary>
    Program,
}

/// <summary>Who asks, and what they may do, as it was when the request came in.</summary>
/// <param name="Id">Of the account, the kiosk or the key.</param>
/// <param name="Name">What the record book says: <c>ani</c>, <c>kiosk:dapur-1</c>, <c>key:grafana</c>.</param>
/// <param name="From">The address, or the kiosk that an act came through before it: <c>kiosk:dapur-1 10.0.0.7</c>.</param>
/// <param name="SessionId">Of a person who signed in; of a kiosk the digest of its secret, which a new registration replaces; null: a program, or a person at a kiosk.</param>
internal sealed record Caller(CallerKind Kind, string Id, string Name, string DisplayName, Permissions Permissions, string From, string? SessionId)
{
    /// <summary>A route's handler takes the caller as a parameter; the route has refused whoever has none.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Caller());
}

/// <summary>Carries the caller in the request's principal, so that nothing has to be read back from claims.</summary>
internal sealed class CallerIdentity(Caller caller, string scheme) : ClaimsIdentity(
    [new Claim(ClaimTypes.NameIdentifier, $"{caller.Kind}:{caller.Id}"), new Claim(ClaimTypes.Name, caller.Name)], scheme)
{
    public Caller Caller { get; } = caller;

    public override ClaimsIdentity Clone() => new CallerIdentity(Caller, AuthenticationType!);
}

internal static class CallerExtensions
{
    /// <summary>Null: nobody is signed in.</summary>
    public static Caller? Caller(this HttpContext context) => context.User.Caller();

    /// <summary>Null: nobody is signed in.</summary>
    public static Caller? Caller(this ClaimsPrincipal user) => user.Identities.OfType<CallerIdentity>().FirstOrDefault()?.Caller;
}
