namespace Monitoring.Records.Access;

/// <summary>A tablet on a wall, which shows its area without a person. Times are Unix ms, UTC.</summary>
public sealed class Kiosk
{
    /// <summary>For example <c>dapur-1</c>.</summary>
    public string Id { get; set; } = "";

    public string Name { get; set; } = "";

    public string Facility { get; set; } = "";

    public string Area { get; set; } = "";

    /// <summary>SHA-256 of the cookie's secret, hexadecimal.</summary>
    public string SecretDigest { get; set; } = "";

    /// <summary>Short name of a person.</summary>
    public string RegisteredBy { get; set; } = "";

    public long RegisteredAt { get; set; }

    public long? LastSeenAt { get; set; }

    public long? RevokedAt { get; set; }
}
