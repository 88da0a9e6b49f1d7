using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;
using Monitoring.Records.Access;
using Monitoring.Server.Access;
using Monitoring.Server.Access.Keys;
using Monitoring.Server.Access.Kiosks;

namespace Monitoring.Server.Api;

/// <summary>Times are Unix milliseconds, UTC.</summary>
internal sealed record KioskView(string Id, string Name, string Facility, string Area, string RegisteredBy, long RegisteredAt, long? LastSeenAt, bool Revoked)
{
    public static KioskView Of(Kiosk kiosk) => new(
        kiosk.Id, kiosk.Name, kiosk.Facility, kiosk.Area, kiosk.RegisteredBy, kiosk.RegisteredAt, kiosk.LastSeenAt, kiosk.RevokedAt is not null);
}

internal sealed record KioskBody(string? Id, string? Name, string? Facility, string? Area);

/// <param name="Role">The one with the most trust at the kiosk's area.</param>
internal sealed record KioskPersonView(string Name, string DisplayName, Role? Role);

/// <summary>A badge, or a person and their PIN.</summary>
internal sealed record IdentifyBody(string? Badge, string? Person, string? Pin);

/// <param name="Token">Goes with one act, as Acting-Token.</param>
/// <param name="ExpiresAt">Unix milliseconds, UTC.</param>
internal sealed record IdentifiedView(string Token, long ExpiresAt, IdentifiedPersonView Person);

/// <param name="Rights">At the kiosk's area.</param>
internal sealed record IdentifiedPersonView(string Name, string DisplayName, Role? Role, string[] Rights);

internal static partial class KiosksApi
{
    public static void MapKiosks(this IEndpointRouteBuilder routes)
    {
        var kiosks = routes.MapGroup("/kiosks").WithTags("Kiosks").RequireRight(Right.ManageDevices, Where.Anywhere).AddEndpointFilter<RefusalFilter>();
        kiosks.MapGet("", List).WithName("ListKiosks").WithSummary("Screens on walls, of the areas whose devices the caller manages.");
        kiosks.MapPost("", Register).WithName("RegisterKiosk").WithSummary("Makes this browser a kiosk, and ends the caller's session in it.")
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status403Forbidden);
        kiosks.MapDelete("/{id}", Revoke).WithName("RevokeKiosk").WithSummary("The browser is no kiosk any more.")
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);

        var kiosk = routes.MapGroup("/kiosk").WithTags("Kiosks").RequireSignedIn().AddEndpointFilter<RefusalFilter>().AddEndpointFilter(RequireKioskAsync).ProducesProblem(StatusCodes.Status403Forbidden);
        kiosk.MapGet("/people", ListPeople).WithName("ListKioskPeople").WithSummary("Who can identify at this kiosk with a PIN.");
        kiosk.MapPost("/identify", Identify).WithName("Identify").WithSummary("Who stands at the kiosk; gives a token for one act within a minute.")
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status429TooManyRequests);
    }

    private static ValueTask<object?> RequireKioskAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Caller() is { Kind: CallerKind.Kiosk } ? next(context) : throw RefusedException.Forbidden("Only a browser that was made a kiosk may ask this.");

    private static async Task<Ok<KioskView[]>> List(Caller caller, [FromServices] KioskRegistry registry, CancellationToken cancellation) =>
        TypedResults.Ok((await registry.ListAsync(caller, cancellation)).Select(KioskView.Of).ToArray());

    private static async Task<IResult> Register(KioskBody body, Caller caller, HttpContext http, [FromServices] KioskRegistry registry, [FromServices] Plan plan, CancellationToken cancellation)
    {
        if (caller is not { Kind: CallerKind.Person, SessionId: not null })
        {
            throw RefusedException.Forbidden("A person who is signed in in this browser makes it a kiosk.");
        }

        if (body.Id is not { Length: <= 40 } id || !PlanId().IsMatch(id))
        {
            return Problems.Invalid("id", "A short name for the screen, for example dapur-1: 1 to 40 of a-z, A-Z, 0-9, _ and -.");
        }

        if (body.Name?.Trim() is not { Length: >= 1 and <= 80 } name || name.Any(char.IsControl))
        {
            return Problems.Invalid("name", "What people call the screen: 1 to 80 characters on one line.");
        }

        if (body is not { Facility: { } facility, Area: { } area } || plan.FindArea(new AreaId(facility, area)) is null)
        {
            return Problems.Invalid("area", "The facility and the area where the screen hangs; GET /api/v1/areas lists them.");
        }

        return TypedResults.Created($"/api/v1/kiosks/{id}", KioskView.Of(await registry.RegisterAsync(caller, id, name, facility, area, http, cancellation)));
    }

    private static async Task<NoContent> Revoke(string id, Caller caller, [FromServices] KioskRegistry registry, CancellationToken cancellation)
    {
        await registry.RevokeAsync(caller, id, cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<KioskPersonView[]>> ListPeople(Caller caller, [FromServices] KioskDesk desk, CancellationToken cancellation) =>
        TypedResults.Ok((await desk.ListAsync(caller, cancellation)).Select(a => new KioskPersonView(a.UserName!, a.Name, RoleOf(a, caller))).ToArray());

    private static async Task<IResult> Identify(
        IdentifyBody body, Caller caller, [FromServices] KioskDesk desk, [FromServices] ActingTokens tokens, CancellationToken cancellation)
    {
        Account account;
        if (!string.IsNullOrWhiteSpace(body.Badge))
        {
            account = await desk.FindByBadgeAsync(body.Badge, caller, cancellation);
        }
        else if (!string.IsNullOrWhiteSpace(body.Person) && !string.IsNullOrEmpty(body.Pin))
        {
            account = await desk.FindByPinAsync(body.Person, body.Pin, caller, cancellation);
        }
        else
        {
            return Problems.Invalid("badge", "Give a badge, or a person and their PIN.");
        }

        var token = tokens.Give(account.Id, caller);
        var rights = ActingAtKiosk.Limited(account, caller).Each.Aggregate(Right.None, (all, p) => all | p.Rights);
        return TypedResults.Ok(new IdentifiedView(
            token.Token, token.ExpiresAt.ToUnixTimeMilliseconds(), new IdentifiedPersonView(account.UserName!, account.Name, RoleOf(account, caller), RightWords.Of(rights))));
    }

    private static Role? RoleOf(Account account, Caller kiosk)
    {
        var place = kiosk.Permissions.Each.Single();
        return ActingAtKiosk.Limited(account, kiosk).RoleAt(place.Facility!, place.Area);
    }

    [GeneratedRegex("^[a-zA-Z0-9_-]+$")]
    private static partial Regex PlanId();
}
