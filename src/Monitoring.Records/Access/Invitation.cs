namespace Monitoring.Records.Access;

/// <summary>A link with which somebody chooses a password, once: the first person, a new one, or one who has forgotten theirs. Times are Unix ms, UTC.</summary>
public sealed class Invitation
{
    /// <summary>SHA-256 of the link's code, hexadecimal.</summary>
    public string Digest { get; set; } = "";

    /// <summary>Null: set-up, of the first person.</summary>
    public string? AccountId { get; set; }

    /// <summary>The authenticator app is lost too: whoever uses the link isn't asked for its code, and it counts no more.</summary>
    public bool ResetTotp { get; set; }

    /// <summary>Short name of a person, or what made it.</summary>
    public string CreatedBy { get; set; } = "";

    public long CreatedAt { get; set; }

    public long ExpiresAt { get; set; }

    public long? UsedAt { get; set; }
}
