using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Monitoring.Grains.Settings;
using Monitoring.Server.Access.Certificates;

namespace Monitoring.Tests.Server.Access.Certificates;

/// <summary>A folder with keys, settings, and a clock that begins now.</summary>
internal sealed class SomeCertificates : IDisposable
{
    public const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("certificates-");

    public FakeTimeProvider Time { get; set; } = new(TimeProvider.System.GetUtcNow());

    public TlsOptions Options { get; } = new();

    public KeyFolder Keys => new(folder.FullName);

    public string CertificateFile => FileOf("site.pem");

    public string KeyFile => FileOf("site.key");

    public string FileOf(string name) => Path.Combine(folder.FullName, name);

    public ServerCertificates Open() => new(Microsoft.Extensions.Options.Options.Create(Options), Keys, Time, NullLogger<ServerCertificates>.Instance);

    /// <summary>The reason why a start with these settings ends.</summary>
    public string WhyNot() => Assert.Throws<InvalidDataException>(Open).Message;

    /// <summary>A pair of the user's, in the files that the settings name.</summary>
    public void Give(string name = "dapur.test", TimeSpan? life = null, string purpose = "1.3.6.1.5.5.7.3.1")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], false));
        var now = Time.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddYears(-1), now + (life ?? TimeSpan.FromDays(90)));
        File.WriteAllText(CertificateFile, made.ExportCertificatePem());
        WriteKey(key.ExportPkcs8PrivateKeyPem());
        (Options.CertificateFile, Options.KeyFile) = (CertificateFile, KeyFile);
    }

    public void WriteKey(string pem)
    {
        File.WriteAllText(KeyFile, pem);
        FileModes.Set(KeyFile, OwnFile);
    }

    public void Dispose() => folder.Delete(recursive: true);
}
