using Monitoring.Domain.People;

namespace Monitoring.Records.Access;

/// <summary>What another program signs in with. Times are Unix ms, UTC.</summary>
public sealed class ApiKey
{
    public string Id { get; set; } = "";

    public string Name { get; set; } = "";

    /// <summary>SHA-256 of the secret part, hexadecimal.</summary>
    public string SecretDigest { get; set; } = "";

    public Right Rights { get; set; }

    /// <summary>Null: every facility.</summary>
    public string? Facility { get; set; }

    /// <summary>Null: every area of the facility, and the facility itself.</summary>
    public string? Area { get; set; }

    /// <summary>Short name of a person, or what made it.</summary>
    public string CreatedBy { get; set; } = "";

    public long CreatedAt { get; set; }

    /// <summary>Null: never.</summary>
    public long? ExpiresAt { get; set; }

    public long? LastUsedAt { get; set; }

    public long? RevokedAt { get; set; }
}
