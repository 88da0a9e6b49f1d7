using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Monitoring.Grains.Settings;

namespace Monitoring.Server.Access.Certificates;

/// <summary>Issued by this server's own authority, kept in its key folder with the key, and issued anew in time or when the names change.</summary>
internal sealed class SelfMadeCertificate : CertificateSource
{
    private const string FileName = "server.pem";

    /// <summary>Browsers refuse server certificates that live much longer.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromDays(397);

    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(60);

    private static readonly string[] Loopback = ["localhost", "127.0.0.1", "::1"];

    private readonly KeyFolder keys;
    private readonly LocalAuthority authority;
    private readonly string[] names;
    private X509Certificate2? current;

    /// <param name="given">What <c>Tls:Names</c> says; empty: the names of this machine.</param>
    /// <exception cref="InvalidDataException">The keys can't be read or written, or the authority may not name what is given.</exception>
    public SelfMadeCertificate(KeyFolder keys, IReadOnlyList<string> given, IReadOnlyList<string> machine, DateTimeOffset now)
    {
        this.keys = keys;
        authority = LocalAuthority.Open(keys, given.Concat(machine), now);
        if (given.FirstOrDefault(n => !NameConstraints.Allow(authority.Certificate, n)) is { } foreign)
        {
            throw new InvalidDataException($"Tls:Names has '{foreign}', which the authority in '{keys.Path}' was made without and may not name: take it out, or delete {LocalAuthority.CertificateName} and {LocalAuthority.KeyName} there, start again, and install the new authority on every device.");
        }

        // An address that the machine has got since is left out: it would make the whole certificate invalid.
        var wanted = given.Count > 0 ? given : [.. machine.Where(n => NameConstraints.Allow(authority.Certificate, n))];
        names = [.. wanted.Union(Loopback, StringComparer.Ordinal)];
    }

    public override X509Certificate2 Authority => authority.Certificate;

    public override string Remedy =>
        $"its authority runs out on {authority.Certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}. Delete {LocalAuthority.CertificateName} and {LocalAuthority.KeyName} in '{keys.Path}', start again, and install the new authority on every device.";

    /// <exception cref="InvalidDataException">It can't be read or written, or the authority isn't valid at this time.</exception>
    public override SslStreamCertificateContext? Newer(DateTimeOffset now)
    {
        if (current is not null && !IsDue(current, now))
        {
            return null;
        }

        if (current is null && keys.Find(FileName) is { } kept && Read(kept) is { } earlier && Fits(earlier) && !IsDue(earlier, now))
        {
            return Use(earlier);
        }

        if (!authority.IsValidAt(now))
        {
            throw new InvalidDataException($"The authority in '{keys.Path}' is valid from {authority.Certificate.NotBefore.ToUniversalTime():yyyy-MM-dd} to {authority.Certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}, and this machine's clock says {now.UtcDateTime:yyyy-MM-dd HH:mm} UTC. Correct the clock. If it is right, delete {LocalAuthority.CertificateName} and {LocalAuthority.KeyName} there, start again, and install the new authority on every device.");
        }

        var issued = authority.IssueServer(names, now, Life);
        keys.Write(FileName, issued);
        return Use(X509Certificate2.CreateFromPem(issued, issued));
    }

    private static X509Certificate2? Read(string kept)
    {
        try
        {
            return X509Certificate2.CreateFromPem(kept, kept);
        }
        catch (Exception damaged) when (damaged is CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    private SslStreamCertificateContext Use(X509Certificate2 certificate)
    {
        var offer = Offer(certificate, []);
        current = offer.TargetCertificate;
        return offer;
    }

    /// <summary>Late enough that a new one would live longer, or made by a clock that was ahead. Not while the authority itself isn't valid: a new one would be no better.</summary>
    private bool IsDue(X509Certificate2 certificate, DateTimeOffset now) =>
        authority.IsValidAt(now)
        && (certificate.NotBefore > now || (certificate.NotAfter - RenewBefore <= now && certificate.NotAfter < authority.Certificate.NotAfter));

    private bool Fits(X509Certificate2 certificate)
    {
        var named = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        var issuer = certificate.Extensions.OfType<X509AuthorityKeyIdentifierExtension>().FirstOrDefault()?.KeyIdentifier;
        var own = authority.Certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().First().SubjectKeyIdentifierBytes;
        return issuer is { } key && key.Span.SequenceEqual(own.Span)
            && named is not null
            && names.ToHashSet(StringComparer.Ordinal).SetEquals(named.EnumerateDnsNames().Concat(named.EnumerateIPAddresses().Select(a => a.ToString())));
    }
}
