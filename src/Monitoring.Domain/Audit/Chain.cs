using System.Security.Cryptography;

namespace Monitoring.Domain.Audit;

/// <summary>
/// Entries that hang together: the hash of each covers its own words and the hash of the one before (SHA-256), so that none can be changed, removed, added or moved
/// without changing all that follow.
/// </summary>
public static class Chain
{
    /// <summary>In bytes.</summary>
    public const int HashLength = SHA256.HashSizeInBytes;

    /// <summary>Name of the book of what people and programs have changed.</summary>
    public const string Audit = "audit";

    /// <summary>Name of the book of what alarms did.</summary>
    public const string Journal = "journal";

    private static readonly byte[] Beginning = SHA256.HashData("Monitoring, chain of entries, version 1"u8);

    /// <summary>What stands before the first entry.</summary>
    public static ReadOnlySpan<byte> Genesis => Beginning;

    /// <param name="previous">Hash of the entry before; <see cref="Genesis"/>: there is none.</param>
    /// <param name="entry">From <see cref="CanonicalBytes"/>.</param>
    /// <returns><see cref="HashLength"/> bytes.</returns>
    public static byte[] Next(ReadOnlySpan<byte> previous, ReadOnlySpan<byte> entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previous);
        hash.AppendData(entry);
        return hash.GetHashAndReset();
    }
}
