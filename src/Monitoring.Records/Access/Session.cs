namespace Monitoring.Records.Access;

/// <summary>A browser in which a person is signed in. Times are Unix ms, UTC.</summary>
public sealed class Session
{
    /// <summary>SHA-256 of the cookie's secret, hexadecimal: who reads the database can't sign in with it.</summary>
    public string Id { get; set; } = "";

    public string AccountId { get; set; } = "";

    public long CreatedAt { get; set; }

    public long LastSeenAt { get; set; }

    public long ExpiresAt { get; set; }

    /// <summary>What the browser calls itself.</summary>
    public string Agent { get; set; } = "";

    /// <summary>The address that it signed in from.</summary>
    public string Address { get; set; } = "";

    public long? RevokedAt { get; set; }

    /// <summary>When the password was last asked for again, for something that comes after; null: not since it was used.</summary>
    public long? StepUpAt { get; set; }
}
