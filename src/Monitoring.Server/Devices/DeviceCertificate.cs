using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Monitoring.Server.Devices;

/// <summary>A client certificate that a device will come with.</summary>
/// <param name="Thumbprint">SHA-256, 64 hexadecimal digits in capitals.</param>
internal sealed record DeviceCertificate(string Thumbprint)
{
    private const int Longest = 32 * 1024;

    /// <param name="pem">The certificate alone, as text.</param>
    /// <exception cref="InvalidDataException">It isn't one; the message says what to do.</exception>
    public static DeviceCertificate Read(string pem, DateTimeOffset now)
    {
        if (pem.Contains("PRIVATE KEY", StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidDataException("This holds the private key, which must stay with the device: make a new key, and paste the certificate alone.");
        }

        try
        {
            using var certificate = X509Certificate2.CreateFromPem(pem.Length <= Longest ? pem : throw new InvalidDataException("This is too long for a certificate: paste one, as PEM."));
            return certificate.NotAfter.ToUniversalTime() > now.UtcDateTime
                ? new DeviceCertificate(certificate.GetCertHashString(HashAlgorithmName.SHA256))
                : throw new InvalidDataException($"The certificate ran out on {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}: make a new one.");
        }
        catch (CryptographicException wrong)
        {
            throw new InvalidDataException("This isn't a certificate: paste what stands from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.", wrong);
        }
    }
}
