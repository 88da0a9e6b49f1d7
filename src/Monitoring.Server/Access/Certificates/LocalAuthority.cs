using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Monitoring.Grains.Settings;

namespace Monitoring.Server.Access.Certificates;

/// <summary>
/// An authority that this server makes for itself and that a site installs in its browsers and devices: ECDSA P-256, for ten years, held to names of the site
/// (<see cref="NameConstraints"/>), for server and client certificates alone.
/// </summary>
internal sealed class LocalAuthority
{
    public const string CertificateName = "authority.pem";
    public const string KeyName = "authority.key";

    private const int Years = 10;

    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromDays(1);

    /// <summary>Older than this program: what says so was made by a clock that had lost its time.</summary>
    private static readonly DateTimeOffset Impossible = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ECDsa key;

    private LocalAuthority(X509Certificate2 certificate, ECDsa key) => (Certificate, this.key) = (certificate, key);

    /// <summary>Without its key: to show and to give away.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>That of an earlier start, or a new one; also where a clock without its time made the earlier one, which nobody believes any more.</summary>
    /// <param name="names">What a new one may name besides the private names and networks.</param>
    /// <exception cref="InvalidDataException">Its files can't be read or written, or don't fit each other; the message says what to do.</exception>
    public static LocalAuthority Open(KeyFolder keys, IEnumerable<string> names, DateTimeOffset now)
    {
        if (keys.Find(CertificateName) is not null && keys.Find(KeyName) is null)
        {
            throw new InvalidDataException($"'{keys.Path}' has {CertificateName} but not its {KeyName}: put the key back from a backup, or delete {CertificateName}, start again, and install the new authority on every device.");
        }

        var secret = keys.FindOrMake(KeyName, () =>
        {
            using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            return made.ExportPkcs8PrivateKeyPem();
        });
        try
        {
            var key = ECDsa.Create();
            key.ImportFromPem(secret);
            var certificate = X509Certificate2.CreateFromPem(keys.FindOrMake(CertificateName, () => Make(key, names, now)));
            if (certificate.NotBefore < Impossible && !IsValid(certificate, now))
            {
                certificate.Dispose();
                var anew = Make(key, names, now);
                keys.Write(CertificateName, anew);
                certificate = X509Certificate2.CreateFromPem(anew);
            }

            using var own = certificate.GetECDsaPublicKey();
            return own is not null && own.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo())
                ? new LocalAuthority(certificate, key)
                : throw new CryptographicException($"{KeyName} isn't the key of {CertificateName}.");
        }
        catch (Exception wrong) when (wrong is CryptographicException or ArgumentException)
        {
            throw new InvalidDataException($"The authority in '{keys.Path}' can't be used: {wrong.Message} Put {CertificateName} and {KeyName} back from a backup, or delete both, start again, and install the new authority on every device.", wrong);
        }
    }

    /// <summary>What it issues now would be believed now.</summary>
    public bool IsValidAt(DateTimeOffset now) => IsValid(Certificate, now);

    /// <param name="names">Host names and addresses.</param>
    /// <returns>Certificate and private key in PEM form.</returns>
    public string IssueServer(IReadOnlyList<string> names, DateTimeOffset now, TimeSpan life)
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Monitoring server", own, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(Purposes.Server)], false));
        request.CertificateExtensions.Add(Alternatives(names));
        return $"{Sign(request, now, life).ExportCertificatePem()}\n{own.ExportPkcs8PrivateKeyPem()}\n";
    }

    /// <summary>With serial number, key identifiers and this authority's signature.</summary>
    private X509Certificate2 Sign(CertificateRequest request, DateTimeOffset now, TimeSpan life)
    {
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Certificate, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        var from = Max(now - ClocksDiffer, Certificate.NotBefore);
        var to = from + life < Certificate.NotAfter ? from + life : Certificate.NotAfter;
        return request.Create(Certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(key), from, to, Serial());
    }

    private static string Make(ECDsa key, IEnumerable<string> names, DateTimeOffset now)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddOrganizationName("Monitoring");
        subject.AddCommonName($"Monitoring authority of {Environment.MachineName}");
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(Purposes.Server), new Oid(Purposes.Client)], false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(NameConstraints.For(names));
        using var made = request.Create(request.SubjectName, X509SignatureGenerator.CreateForECDsa(key), now - ClocksDiffer, now.AddYears(Years), Serial());
        return made.ExportCertificatePem() + "\n";
    }

    private static X509Extension Alternatives(IEnumerable<string> names)
    {
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
            {
                alternatives.AddIpAddress(address);
            }
            else
            {
                alternatives.AddDnsName(name);
            }
        }

        return alternatives.Build();
    }

    /// <summary>Positive and unpredictable, as RFC 5280 (4.1.2.2) has it.</summary>
    private static byte[] Serial()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x7F) | 0x40);
        return serial;
    }

    private static bool IsValid(X509Certificate2 certificate, DateTimeOffset now) => certificate.NotBefore <= now && now < certificate.NotAfter;

    private static DateTimeOffset Max(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
