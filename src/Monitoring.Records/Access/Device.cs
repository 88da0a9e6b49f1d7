using Monitoring.Domain.Devices;

namespace Monitoring.Records.Access;

/// <summary>A device that has, or had, credentials. Times are Unix ms, UTC.</summary>
public sealed class Device
{
    public string Facility { get; set; } = "";

    public string Area { get; set; } = "";

    /// <summary>Its equipment in the plan.</summary>
    public string Id { get; set; } = "";

    /// <summary>New at each renewal.</summary>
    public Guid Credential { get; set; }

    /// <summary>As <see cref="DevicePassword"/> makes it; null: it has none.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>SHA-256 of its client certificate, 64 hexadecimal digits in capitals; null: none. No two devices in force have the same.</summary>
    public string? CertificateThumbprint { get; set; }

    /// <summary>Short name of a person, or what made it.</summary>
    public string CreatedBy { get; set; } = "";

    public long CreatedAt { get; set; }

    /// <summary>Null: in force.</summary>
    public long? RevokedAt { get; set; }

    public DeviceAddress Address => new(Facility, Area, Id);

    public DeviceCredential ToCredential() => new(Address, Credential, PasswordHash, CertificateThumbprint);
}
