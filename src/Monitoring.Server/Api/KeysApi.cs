using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;
using Monitoring.Server.Access;
using Monitoring.Server.Access.Keys;

namespace Monitoring.Server.Api;

/// <param name="Facility">Null: every facility.</param>
/// <param name="Area">Null: the whole facility. Times are Unix milliseconds, UTC.</param>
internal sealed record KeyView(
    string Id, string Name, string[] Rights, string? Facility, string? Area, string CreatedBy, long CreatedAt, long? ExpiresAt, long? LastUsedAt, bool Revoked);

/// <param name="Key">Shown once.</param>
internal sealed record NewKeyView(string Id, string Key);

/// <param name="Days">1 to 730; null: it doesn't expire.</param>
internal sealed record KeyBody(string? Name, string[]? Rights, string? Facility, string? Area, int? Days);

internal static class KeysApi
{
    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/keys").WithTags("Keys").RequireRight(Right.ManagePeople, Where.Anywhere).AddEndpointFilter<RefusalFilter>();
        keys.MapGet("", List).WithName("ListKeys").WithSummary("Keys of programs that the caller could revoke.");
        keys.MapPost("", Add).WithName("AddKey").WithSummary("Makes a key for a program; it is shown once. One that manages people is made on the server itself alone: access key.").ProducesValidationProblem().ProducesProblem(StatusCodes.Status403Forbidden);
        keys.MapDelete("/{id}", Revoke).WithName("RevokeKey").WithSummary("The key is refused from now on.")
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<KeyView[]>> List(Caller caller, [FromServices] KeyDesk desk, CancellationToken cancellation) =>
        TypedResults.Ok((await desk.ListAsync(caller, cancellation)).Select(k => new KeyView(
            k.Id, k.Name, RightWords.Of(k.Rights), k.Facility, k.Area, k.CreatedBy, k.CreatedAt, k.ExpiresAt, k.LastUsedAt, k.RevokedAt is not null)).ToArray());

    private static async Task<Created<NewKeyView>> Add(KeyBody body, Caller caller, [FromServices] KeyDesk desk, [FromServices] Plan plan, CancellationToken cancellation)
    {
        var (row, key) = await desk.AddAsync(caller, KeyWish.Read(body.Name, body.Rights, body.Facility, body.Area, body.Days, plan), cancellation);
        return TypedResults.Created($"/api/v1/keys/{row.Id}", new NewKeyView(row.Id, key));
    }

    private static async Task<NoContent> Revoke(string id, Caller caller, [FromServices] KeyDesk desk, CancellationToken cancellation)
    {
        await desk.RevokeAsync(caller, id, cancellation);
        return TypedResults.NoContent();
    }
}
