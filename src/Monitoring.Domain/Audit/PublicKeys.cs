using System.Security.Cryptography;

namespace Monitoring.Domain.Audit;

/// <summary>The keys whose signature counts: the present one, and those that were used before. Not for two threads.</summary>
public sealed class PublicKeys : IDisposable
{
    private readonly Dictionary<string, ECDsa> byId = new(StringComparer.Ordinal);

    /// <param name="pems">Each the text of a PEM file, with one public key (P-256).</param>
    /// <exception cref="ArgumentException">One of them isn't such a key.</exception>
    public PublicKeys(IEnumerable<string> pems)
    {
        foreach (var pem in pems)
        {
            var key = ECDsa.Create();
            key.ImportFromPem(pem);
            if (!byId.TryAdd(IdOf(key), key))
            {
                key.Dispose();
            }
        }
    }

    /// <summary>SHA-256 of the public part (SubjectPublicKeyInfo), 64 small hexadecimal digits.</summary>
    public static string IdOf(ECDsa key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));

    public bool HaveSigned(SignedHead head) => byId.TryGetValue(head.Key, out var key) && head.IsSignedBy(key);

    public void Dispose()
    {
        foreach (var key in byId.Values)
        {
            key.Dispose();
        }
    }
}
