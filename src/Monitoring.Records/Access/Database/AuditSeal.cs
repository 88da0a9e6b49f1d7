using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Monitoring.Records.Access.Database;

/// <summary>Hashes of an audit entry until <c>Monitoring.Domain/Audit/Chain</c> takes this place.</summary>
internal static class AuditSeal
{
    /// <param name="previous">Null: it is the first.</param>
    public static string Hash(string? previous, AuditEntry entry)
    {
        var text = new StringBuilder();
        foreach (var part in new[]
        {
            previous, entry.Number.ToString(CultureInfo.InvariantCulture), entry.At.ToString(CultureInfo.InvariantCulture), entry.Who, entry.From, entry.What,
            entry.Subject, entry.Facility, entry.Before, entry.After, entry.Why, entry.PrivateDigest,
        })
        {
            text.Append(part is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"{part.Length}:{part}"));
        }

        return Sha256(text.ToString());
    }

    public static string Digest(string salt, string json) => Sha256(salt + json);

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
