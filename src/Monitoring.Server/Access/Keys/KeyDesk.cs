using Microsoft.EntityFrameworkCore;
using Monitoring.Domain.People;
using Monitoring.Records.Access;
using Monitoring.Server.Access.People;

namespace Monitoring.Server.Access.Keys;

/// <summary>Makes and revokes keys for programs.</summary>
internal sealed class KeyDesk(AccessBook book, TimeProvider time)
{
    /// <summary>Those that the caller could revoke.</summary>
    public async Task<ApiKey[]> ListAsync(Caller caller, CancellationToken cancellation)
    {
        var all = await book.Context.ApiKeys.AsNoTracking().OrderByDescending(k => k.CreatedAt).ToListAsync(cancellation);
        return [.. all.Where(k => PeopleRules.MayRevoke(caller.Permissions, k.Facility, k.Area))];
    }

    /// <exception cref="RefusedException">The caller doesn't hold as much, or the key would manage people: it could let its maker back in after they were put out.</exception>
    public Task<(ApiKey Row, string Key)> AddAsync(Caller caller, KeyWish wish, CancellationToken cancellation) =>
        wish.Rights.HasFlag(Right.ManagePeople) ? throw RefusedException.Invalid("rights", "A key that manages people is made on the server itself alone: access key --name NAME --rights managePeople. Leave managePeople out.")
        : PeopleRules.MayGive(caller.Permissions, wish.Rights, wish.Facility, wish.Area) ? AddAsync(new AuditNote(caller.Name, caller.From, "key.create"), wish, cancellation)
        : throw RefusedException.Forbidden("You can't give a key rights that you don't hold over all of this place, with managing people there.");

    /// <summary>By whoever may open the database itself.</summary>
    /// <returns>The row, and the key, which is shown once.</returns>
    public Task<(ApiKey Row, string Key)> AddAsync(AuditNote note, KeyWish wish, CancellationToken cancellation)
    {
        var (now, secret) = (time.GetUtcNow(), Secret.New());
        var row = new ApiKey
        {
            Id = KeyForm.NewId(),
            Name = wish.Name,
            SecretDigest = Secret.Digest(secret),
            Rights = wish.Rights,
            Facility = wish.Facility,
            Area = wish.Area,
            CreatedBy = note.Who,
            CreatedAt = now.ToUnixTimeMilliseconds(),
            ExpiresAt = wish.Days is { } days ? now.AddDays(days).ToUnixTimeMilliseconds() : null,
        };
        return book.ChangeAsync(
            note,
            draft =>
            {
                book.Context.ApiKeys.Add(row);
                draft.Subject = AuditSubject.Key(row.Id);
                draft.Facility = wish.Facility;
                draft.After = Shown(row);
                return Task.FromResult((row, KeyForm.Write(row.Id, secret)));
            },
            cancellation);
    }

    /// <exception cref="RefusedException">There is no such key in force, or it isn't the caller's to take.</exception>
    public Task RevokeAsync(Caller caller, string id, CancellationToken cancellation) => book.ChangeAsync(
        new AuditNote(caller.Name, caller.From, "key.revoke"),
        async draft =>
        {
            var row = await book.Context.ApiKeys.FirstOrDefaultAsync(k => k.Id == id && k.RevokedAt == null, cancellation)
                ?? throw RefusedException.Unknown("key", "GET /api/v1/keys lists those that are yours to revoke.");
            if (!PeopleRules.MayRevoke(caller.Permissions, row.Facility, row.Area))
            {
                throw RefusedException.Forbidden("You don't manage people over all of this key's place.");
            }

            row.RevokedAt = time.GetUtcNow().ToUnixTimeMilliseconds();
            draft.Subject = AuditSubject.Key(id);
            draft.Facility = row.Facility;
            draft.Before = Shown(row);
        },
        cancellation);

    /// <summary>Revokes what a person made, inside of a change: a key must not outlast its maker.</summary>
    /// <returns>Name and id of each.</returns>
    public async Task<string[]> RevokeAllOfAsync(string maker, CancellationToken cancellation)
    {
        var rows = await book.Context.ApiKeys.Where(k => k.CreatedBy == maker && k.RevokedAt == null).OrderBy(k => k.CreatedAt).ThenBy(k => k.Id).ToListAsync(cancellation);
        rows.ForEach(k => k.RevokedAt = time.GetUtcNow().ToUnixTimeMilliseconds());
        return [.. rows.Select(k => $"{k.Name} ({k.Id})")];
    }

    private static object Shown(ApiKey key) => new { key.Name, rights = RightWords.Of(key.Rights), key.Facility, key.Area, key.ExpiresAt };
}
