using Microsoft.EntityFrameworkCore;
using Monitoring.Domain.People;
using Monitoring.Records.Access;
using Monitoring.Server.Access.Sessions;

namespace Monitoring.Server.Access.Kiosks;

/// <summary>Makes browsers kiosks, and takes it back.</summary>
internal sealed class KioskRegistry(AccessBook book, SessionDesk sessions, TimeProvider time)
{
    /// <summary>Those in the caller's areas.</summary>
    public async Task<Kiosk[]> ListAsync(Caller caller, CancellationToken cancellation)
    {
        var all = await book.Context.Kiosks.AsNoTracking().OrderBy(k => k.Id).ToListAsync(cancellation);
        return [.. all.Where(k => May(caller, k.Facility, k.Area))];
    }

    /// <summary>The caller's browser becomes the kiosk and the caller's session ends in it. An earlier browser of the same name stops being one.</summary>
    /// <exception cref="RefusedException">It isn't the caller's to do.</exception>
    public async Task<Kiosk> RegisterAsync(Caller caller, string id, string name, string facility, string area, HttpContext http, CancellationToken cancellation)
    {
        var secret = Secret.New();
        var kiosk = await book.ChangeAsync(
            new AuditNote(caller.Name, caller.From, "kiosk.register"),
            async draft =>
            {
                var row = await book.Context.Kiosks.FirstOrDefaultAsync(k => k.Id == id, cancellation);
                if (!May(caller, facility, area) || (row is not null && !May(caller, row.Facility, row.Area)))
                {
                    throw RefusedException.Forbidden("You don't manage devices there.");
                }

                draft.Before = row is null ? null : Shown(row);
                row ??= book.Context.Kiosks.Add(new Kiosk { Id = id }).Entity;
                (row.Name, row.Facility, row.Area, row.SecretDigest) = (name, facility, area, Secret.Digest(secret));
                (row.RegisteredBy, row.RegisteredAt, row.LastSeenAt, row.RevokedAt) = (caller.Name, time.GetUtcNow().ToUnixTimeMilliseconds(), null, null);
                draft.Subject = AuditSubject.Kiosk(id);
                draft.Facility = facility;
                draft.After = Shown(row);
                await sessions.EndOneAsync(caller.Id, caller.SessionId!, cancellation);
                return row;
            },
            cancellation);
        Cookie.Session.Delete(http);
        KioskCookie.Write(http, id, secret);
        return kiosk;
    }

    /// <exception cref="RefusedException">There is no such kiosk in force, or it isn't the caller's to do.</exception>
    public Task RevokeAsync(Caller caller, string id, CancellationToken cancellation) => book.ChangeAsync(
        new AuditNote(caller.Name, caller.From, "kiosk.revoke"),
        async draft =>
        {
            var row = await book.Context.Kiosks.FirstOrDefaultAsync(k => k.Id == id && k.RevokedAt == null, cancellation)
                ?? throw RefusedException.Unknown("kiosk", "GET /api/v1/kiosks lists those of your areas.");
            if (!May(caller, row.Facility, row.Area))
            {
                throw RefusedException.Forbidden("You don't manage devices there.");
            }

            row.RevokedAt = time.GetUtcNow().ToUnixTimeMilliseconds();
            draft.Subject = AuditSubject.Kiosk(id);
            draft.Facility = row.Facility;
            draft.Before = Shown(row);
        },
        cancellation);

    private static bool May(Caller caller, string facility, string area) => caller.Permissions.Allows(Right.ManageDevices, facility, area);

    private static object Shown(Kiosk kiosk) => new { kiosk.Name, kiosk.Facility, kiosk.Area };
}
