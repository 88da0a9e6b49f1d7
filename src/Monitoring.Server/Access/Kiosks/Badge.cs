using System.Security.Cryptography;
using System.Text;
using Monitoring.Grains.Settings;

namespace Monitoring.Server.Access.Kiosks;

/// <summary>Numbers of badges. They are short and others know them, so that a plain digest would be looked up: it takes the server's key to compute these.</summary>
internal sealed class Badge(KeyFolder folder)
{
    private const int Shortest = 4;
    private const int Longest = 64;

    private readonly Lazy<byte[]> key = new(() => Convert.FromHexString(folder.FindOrMake("badges.key", () => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)))));

    /// <summary>HMAC-SHA256, hexadecimal. Readers differ in case and in what they put between the digits.</summary>
    /// <returns>Null: that isn't a badge's number.</returns>
    public string? Digest(string number)
    {
        var plain = new string([.. number.Where(char.IsAsciiLetterOrDigit)]).ToUpperInvariant();
        return plain.Length is >= Shortest and <= Longest && number.Length <= Longest * 2
            ? Convert.ToHexStringLower(HMACSHA256.HashData(key.Value, Encoding.UTF8.GetBytes(plain)))
            : null;
    }
}
