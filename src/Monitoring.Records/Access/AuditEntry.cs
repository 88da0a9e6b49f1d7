namespace Monitoring.Records.Access;

/// <summary>Who changed what. Written by <see cref="AccessBook"/> alone; the database refuses to change or delete it, but for taking <see cref="Private"/> and its salt out.</summary>
public sealed class AuditEntry
{
    /// <summary>From 1, without a gap.</summary>
    public long Number { get; set; }

    /// <summary>Unix ms, UTC, as the clock had it: one that was set back is seen here, and the numbers give the order.</summary>
    public long At { get; set; }

    public string Who { get; set; } = "";

    public string From { get; set; } = "";

    public string What { get; set; } = "";

    /// <summary>As <see cref="AuditSubject"/> writes it.</summary>
    public string Subject { get; set; } = "";

    /// <summary>The facility whose people may read it; null: those alone who may read everything.</summary>
    public string? Facility { get; set; }

    /// <summary>Canonical JSON; null: nothing was there.</summary>
    public string? Before { get; set; }

    /// <summary>Canonical JSON; null: nothing is left.</summary>
    public string? After { get; set; }

    public string? Why { get; set; }

    /// <summary>Canonical JSON of what may be erased later; null: there was nothing, or it was erased (then <see cref="PrivateDigest"/> is left).</summary>
    public string? Private { get; set; }

    /// <summary>Random, hexadecimal; goes when <see cref="Private"/> goes, so that nobody can try out what stood there.</summary>
    public string? PrivateSalt { get; set; }

    /// <summary>SHA-256 of salt and <see cref="Private"/>, hexadecimal; stays.</summary>
    public string? PrivateDigest { get; set; }

    /// <summary>SHA-256 over the entry before and this one, hexadecimal.</summary>
    public string Hash { get; set; } = "";
}

/// <summary>A signature under a chain's head. Append-only.</summary>
public sealed class Checkpoint
{
    /// <summary>Given by the database.</summary>
    public long Id { get; set; }

    /// <summary>Which chain, and whose.</summary>
    public string Book { get; set; } = "";

    /// <summary>Of the last entry that it covers.</summary>
    public long Number { get; set; }

    /// <summary>Unix ms, UTC.</summary>
    public long At { get; set; }

    /// <summary>Of that entry, hexadecimal.</summary>
    public string Hash { get; set; } = "";

    /// <summary>ECDSA P-256 over book, number, time and hash; Base64.</summary>
    public string Signature { get; set; } = "";

    /// <summary>SHA-256 of the public key, hexadecimal.</summary>
    public string Key { get; set; } = "";
}

/// <summary>The text of a plan that was in force. Append-only.</summary>
public sealed class PlanVersion
{
    /// <summary>The plan's own version.</summary>
    public string Version { get; set; } = "";

    /// <summary>When it was first seen: Unix ms, UTC.</summary>
    public long At { get; set; }

    public string Text { get; set; } = "";
}
