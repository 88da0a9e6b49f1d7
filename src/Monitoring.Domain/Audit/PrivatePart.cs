using System.Security.Cryptography;

namespace Monitoring.Domain.Audit;

/// <summary>
/// What an entry says about a person that may have to be erased: names, addresses. The chain holds its salted digest, so that erasing text and salt breaks nothing,
/// and the digest left behind tells nobody what it was, however few the possible texts.
/// </summary>
public static class PrivatePart
{
    /// <param name="salt">At least 16 random bytes as text; kept beside the text and erased with it.</param>
    /// <returns>SHA-256, 64 small hexadecimal digits.</returns>
    public static string Digest(string salt, string text) =>
        Convert.ToHexStringLower(SHA256.HashData(new CanonicalBytes("monitoring.private.v1").Add(salt).Add(text).Written));

    /// <summary>Is it what the digest was made of, or erased (text and salt both gone)?</summary>
    public static bool IsWhole(string? text, string? salt, string? digest) => (text, salt) switch
    {
        (null, null) => true,
        (not null, not null) => Digest(salt, text) == digest,
        _ => false,
    };
}
