using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Monitoring.Domain.Devices;
using Monitoring.Records.Access;

namespace Monitoring.Server.Devices;

/// <summary>Gives devices of the plan credentials and takes them away: for the API and for the command line, both in the audit trail. Scoped.</summary>
internal sealed class DeviceRegistration(AccessBook book, TimeProvider time)
{
    /// <summary>Registers a device. One that is registered gets something new: what it had isn't in force any more, and its connection ends.</summary>
    /// <param name="certificate">Null: a password is made.</param>
    /// <returns>The password, which is shown once; null: it comes with the certificate.</returns>
    /// <exception cref="InvalidDataException">Another device has this certificate.</exception>
    public async Task<string?> RegisterAsync(DeviceAddress device, DeviceCertificate? certificate, Author by, CancellationToken cancellation)
    {
        var password = certificate is null ? DevicePassword.Write(RandomNumberGenerator.GetBytes(DevicePassword.SecretLength)) : null;
        var known = await LookAsync(device, cancellation);
        var note = new AuditNote(by.Name, by.From, known is { RevokedAt: null } ? "device.renew" : "device.register", by.Why);
        await book.ChangeAsync(
            note,
            async draft =>
            {
                (draft.Subject, draft.Facility) = (AuditSubject.Device(device), device.Facility);
                await RefuseDoubleAsync(device, certificate, cancellation);
                var row = await FindAsync(device, cancellation);
                draft.Before = Summary(row);
                if (row is null)
                {
                    book.Context.Devices.Add(row = new Device { Facility = device.Facility, Area = device.Area, Id = device.Device });
                }

                row.Credential = Guid.NewGuid();
                row.PasswordHash = password is null ? null : DevicePassword.Hash(password, RandomNumberGenerator.GetBytes(DevicePassword.SaltLength));
                row.CertificateThumbprint = certificate?.Thumbprint;
                (row.CreatedBy, row.CreatedAt, row.RevokedAt) = (by.Name, time.GetUtcNow().ToUnixTimeMilliseconds(), null);
                draft.After = Summary(row);
                await book.Context.SaveChangesAsync(cancellation);
                return true;
            },
            cancellation);
        return password;
    }

    /// <returns>False: it has nothing that could be taken away.</returns>
    public async Task<bool> RevokeAsync(DeviceAddress device, Author by, CancellationToken cancellation)
    {
        if (await LookAsync(device, cancellation) is not { RevokedAt: null })
        {
            return false;
        }

        return await book.ChangeAsync(
            new AuditNote(by.Name, by.From, "device.revoke", by.Why),
            async draft =>
            {
                (draft.Subject, draft.Facility) = (AuditSubject.Device(device), device.Facility);
                var row = await FindAsync(device, cancellation);
                draft.Before = Summary(row);
                if (row is { RevokedAt: null })
                {
                    row.RevokedAt = time.GetUtcNow().ToUnixTimeMilliseconds();
                }

                draft.After = Summary(row);
                await book.Context.SaveChangesAsync(cancellation);
                return true;
            },
            cancellation);
    }

    /// <summary>Those in force and those that were.</summary>
    public async Task<ImmutableArray<RegisteredDevice>> ListAsync(CancellationToken cancellation) =>
    [
        .. (await book.Context.Devices.AsNoTracking().OrderBy(d => d.Facility).ThenBy(d => d.Area).ThenBy(d => d.Id).ToListAsync(cancellation))
            .Select(d => new RegisteredDevice(d.ToCredential(), d.CreatedBy, d.CreatedAt, d.RevokedAt is not null)),
    ];

    private static object? Summary(Device? row) => row is null
        ? null
        : new { credential = row.Credential, certificate = row.CertificateThumbprint, inForce = row.RevokedAt is null };

    /// <summary>Before a change begins: not tracked, or the change would take it for what is there although another process has changed it meanwhile.</summary>
    private Task<Device?> LookAsync(DeviceAddress device, CancellationToken cancellation) =>
        book.Context.Devices.AsNoTracking().FirstOrDefaultAsync(d => d.Facility == device.Facility && d.Area == device.Area && d.Id == device.Device, cancellation);

    /// <summary>Within a change.</summary>
    private Task<Device?> FindAsync(DeviceAddress device, CancellationToken cancellation) =>
        book.Context.Devices.FirstOrDefaultAsync(d => d.Facility == device.Facility && d.Area == device.Area && d.Id == device.Device, cancellation);

    private async Task RefuseDoubleAsync(DeviceAddress device, DeviceCertificate? certificate, CancellationToken cancellation)
    {
        if (certificate is not null && await book.Context.Devices.FirstOrDefaultAsync(
            d => d.CertificateThumbprint == certificate.Thumbprint && d.RevokedAt == null && !(d.Facility == device.Facility && d.Area == device.Area && d.Id == device.Device), cancellation) is { } other)
        {
            throw new InvalidDataException($"The certificate belongs to {other.Address}: give each device one of its own.");
        }
    }
}

/// <param name="Name">Short name, as it stands in all records.</param>
/// <param name="From">Address.</param>
internal sealed record Author(string Name, string From, string? Why = null);

/// <param name="CreatedAt">Unix milliseconds, UTC.</param>
internal sealed record RegisteredDevice(DeviceCredential Credential, string CreatedBy, long CreatedAt, bool Revoked);
