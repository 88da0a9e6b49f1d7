using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Monitoring.Server.Access;

/// <summary>Random secrets of 256 bits, and their digests: as many bits can't be guessed, so a fast digest is enough.</summary>
internal static class Secret
{
    /// <summary>43 characters of base64url.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>SHA-256, hexadecimal.</summary>
    public static string Digest(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>In constant time.</summary>
    public static bool IsSame(string digest, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(digest), Encoding.UTF8.GetBytes(other));
}
