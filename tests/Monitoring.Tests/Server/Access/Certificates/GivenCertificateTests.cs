using System.Security.Cryptography;
using Monitoring.Server.Access.Certificates;

namespace Monitoring.Tests.Server.Access.Certificates;

public sealed class GivenCertificateTests : IDisposable
{
    private readonly SomeCertificates some = new();

    public void Dispose() => some.Dispose();

    [Fact]
    public void A_certificate_of_the_users_is_used_and_no_authority_is_made()
    {
        some.Give();
        var certificates = some.Open();
        Assert.Equal("CN=dapur.test", certificates.Server.TargetCertificate.Subject);
        Assert.Equal(["dapur.test"], certificates.Names);
        Assert.Null(certificates.OwnAuthority);
        Assert.Empty(certificates.DeviceAuthorities);
        Assert.Null(certificates.Problem);
        Assert.False(Directory.Exists(some.Keys.Path));
    }

    [Fact]
    public void The_certificates_between_go_along()
    {
        some.Give();
        using var authority = new SomeCertificates();
        File.AppendAllText(some.CertificateFile, "\n" + authority.Open().OwnAuthority!.ExportCertificatePem());
        Assert.Equal("CN=dapur.test", some.Open().Server.TargetCertificate.Subject);
    }

    [Fact]
    public void A_renewed_pair_is_in_use_within_a_second_without_a_restart()
    {
        some.Give();
        var certificates = some.Open();
        var first = certificates.Server.TargetCertificate.Thumbprint;
        some.Give();
        Assert.Equal(first, certificates.Server.TargetCertificate.Thumbprint);
        some.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotEqual(first, certificates.Server.TargetCertificate.Thumbprint);
        Assert.Null(certificates.Problem);
    }

    [Fact]
    public void A_pair_that_is_half_renewed_or_wrong_leaves_the_last_good_one_in_use()
    {
        some.Give();
        var certificates = some.Open();
        var first = certificates.Server.TargetCertificate.Thumbprint;
        var old = File.ReadAllText(some.KeyFile);
        some.Give();
        var key = File.ReadAllText(some.KeyFile);
        some.WriteKey(old);
        some.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(first, certificates.Server.TargetCertificate.Thumbprint);
        Assert.Contains("isn't the private key", certificates.Problem, StringComparison.Ordinal);
        some.WriteKey(key);
        some.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotEqual(first, certificates.Server.TargetCertificate.Thumbprint);
        Assert.Null(certificates.Problem);
        File.Delete(some.CertificateFile);
        some.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(certificates.Server.TargetCertificate.HasPrivateKey);
        Assert.Contains("Tls:CertificateFile", certificates.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_runs_out_within_a_fortnight_is_a_concern_and_one_that_has_is_refused()
    {
        some.Give(life: TimeSpan.FromDays(15));
        var certificates = some.Open();
        Assert.Null(certificates.Problem);
        some.Time.Advance(TimeSpan.FromDays(2));
        Assert.Contains("runs out on", certificates.Problem, StringComparison.Ordinal);
        some.Time.Advance(TimeSpan.FromDays(14));
        Assert.Contains("has run out", certificates.Problem, StringComparison.Ordinal);
        Assert.Contains("has run out", some.WhyNot(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_used_ends_the_start_with_the_field_and_the_remedy()
    {
        some.Give();
        using var foreign = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        some.WriteKey(foreign.ExportPkcs8PrivateKeyPem());
        Assert.Contains("Tls:KeyFile", some.WhyNot(), StringComparison.Ordinal);

        some.WriteKey(foreign.ExportEncryptedPkcs8PrivateKeyPem("long password", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)));
        Assert.Contains("openssl pkey", some.WhyNot(), StringComparison.Ordinal);

        some.Give(purpose: "1.3.6.1.5.5.7.3.2");
        Assert.Contains("serverAuth", some.WhyNot(), StringComparison.Ordinal);

        some.Give();
        File.WriteAllText(some.CertificateFile, "nonsense");
        Assert.Contains("PEM", some.WhyNot(), StringComparison.Ordinal);

        some.Options.KeyFile = some.FileOf("missing.key");
        Assert.Contains("Tls:KeyFile", some.WhyNot(), StringComparison.Ordinal);
        some.Options.CertificateFile = some.FileOf("missing.pem");
        Assert.Contains("Tls:CertificateFile", some.WhyNot(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_everybody_may_read_is_refused_with_the_command_that_mends_it_and_one_for_a_group_is_not()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        some.Give();
        FileModes.Set(some.KeyFile, SomeCertificates.OwnFile | UnixFileMode.OtherRead);
        Assert.Contains($"chmod 600 '{some.KeyFile}'", some.WhyNot(), StringComparison.Ordinal);
        FileModes.Set(some.KeyFile, SomeCertificates.OwnFile | UnixFileMode.GroupRead);
        Assert.True(some.Open().Server.TargetCertificate.HasPrivateKey);
    }

    [Fact]
    public void Authorities_of_devices_are_read_from_their_file_besides_the_own_one()
    {
        using var site = new SomeCertificates();
        var authority = site.Open().OwnAuthority!;
        some.Options.DeviceAuthoritiesFile = some.FileOf("devices.pem");
        File.WriteAllText(some.Options.DeviceAuthoritiesFile, authority.ExportCertificatePem());
        var certificates = some.Open();
        Assert.Equal([authority.Thumbprint, certificates.OwnAuthority!.Thumbprint], certificates.DeviceAuthorities.Select(a => a.Thumbprint));
    }

    [Theory]
    [InlineData("site.pem", null, null, null, "Tls:KeyFile is missing")]
    [InlineData(null, "site.key", null, null, "Tls:CertificateFile is missing")]
    [InlineData(null, null, "https://dapur.local", null, "Tls:Names has 'https://dapur.local'")]
    [InlineData(null, null, "dapur.local:5443", null, "Tls:Names has 'dapur.local:5443'")]
    [InlineData(null, null, "*.local", null, "Tls:Names has '*.local'")]
    [InlineData(null, null, null, "no-such-file.pem", "Tls:DeviceAuthoritiesFile (no-such-file.pem)")]
    [InlineData(null, null, "dapur.local 10.0.0.5,fd00::2;[fd00::3]", null, null)]
    public void Settings_are_checked_with_a_sentence_for_each(string? certificate, string? key, string? names, string? authorities, string? problem)
    {
        var result = new TlsRules().Validate(null, new TlsOptions { CertificateFile = certificate, KeyFile = key, Names = names, DeviceAuthoritiesFile = authorities });
        Assert.Equal(problem is null, result.Succeeded);
        Assert.Contains(problem ?? "", string.Join('\n', result.Failures ?? []), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_a_certificate_is_no_authority()
    {
        var empty = some.FileOf("empty.pem");
        File.WriteAllText(empty, "");
        Assert.Contains("holds no certificate", Assert.Throws<InvalidDataException>(() => TlsRules.ReadAuthorities(empty)).Message, StringComparison.Ordinal);
    }
}
