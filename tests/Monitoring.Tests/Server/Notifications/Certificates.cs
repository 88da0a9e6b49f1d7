using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Monitoring.Tests.Server.Notifications;

/// <summary>An authority of the test's own and a certificate of it for <c>localhost</c>.</summary>
internal static class Certificates
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private static readonly X509Certificate2 Root = Issue("CN=Authority of the test", null);

    public static string Authority => Root.ExportCertificatePem();

    public static X509Certificate2 Localhost { get; } = Issue("CN=localhost", "localhost");

    public static X509Certificate2 Elsewhere { get; } = Issue("CN=elsewhere.test", "elsewhere.test");

    private static X509Certificate2 Issue(string subject, string? name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(name is null, false, 0, true));
        var (from, to) = (Now.AddHours(-1), Now.AddDays(1));
        if (name is null)
        {
            return request.CreateSelfSigned(from, to);
        }

        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using var issued = request.Create(Root, from, to, RandomNumberGenerator.GetBytes(8));
        using var withKey = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pfx), null);
    }
}
