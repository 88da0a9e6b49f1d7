using System.Security.Cryptography;

namespace Monitoring.Domain.Audit;

/// <summary>
/// What an entry says about a person that may have to be erased: names, addresses. The chain holds its salted digest, so that erasing text and salt breaks nothing,
/// and the digest left behind tells nobody what it was, however few the possible texts.
/// </summary>
public static class PrivatePart
{
    /// <summary>In bytes, random.</summary>
    public const int SaltLength = 32;

    /// <param name="salt">Random: <see cref="SaltLength"/> bytes, kept beside the text and erased with it.</param>
    public static byte[] Digest(byte[] salt, string text) => SHA256.HashData(new CanonicalBytes("monitoring.private.v1").Add(salt).Add(text).Written);

    /// <summary>Is it what the digest was made of, or erased (text and salt both gone)?</summary>
    public static bool IsWhole(string? text, byte[]? salt, byte[]? digest) => (text, salt, digest) switch
    {
        (null, null, _) => true,
        (not null, not null, not null) => CryptographicOperations.FixedTimeEquals(Digest(salt, text), digest),
        _ => false,
    };
}
