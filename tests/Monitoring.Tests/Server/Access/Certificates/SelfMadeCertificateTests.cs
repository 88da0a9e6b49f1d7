using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using Monitoring.Server.Access.Certificates;

namespace Monitoring.Tests.Server.Access.Certificates;

public sealed class SelfMadeCertificateTests : IDisposable
{
    private readonly SomeCertificates some = new();

    public void Dispose() => some.Dispose();

    [Fact]
    public void The_first_start_makes_an_authority_and_a_certificate_for_the_names_for_this_user_alone()
    {
        some.Options.Names = "Dapur.Lapas.example, 10.0.0.5";
        var certificates = some.Open();
        var server = certificates.Server.TargetCertificate;
        Assert.True(server.HasPrivateKey);
        Assert.True(server.NotAfter - server.NotBefore <= TimeSpan.FromDays(397));
        var names = server.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single();
        Assert.Equal(["dapur.lapas.example", "localhost"], names.EnumerateDnsNames().Order());
        Assert.Equal([IPAddress.Parse("10.0.0.5"), IPAddress.Loopback, IPAddress.IPv6Loopback], names.EnumerateIPAddresses());
        Assert.True(IsBelieved(certificates));
        Assert.Equal("dapur.lapas.example", certificates.Address(5443).Host);
        Assert.Null(certificates.Problem);

        var authority = certificates.OwnAuthority!;
        Assert.Equal(3650, (authority.NotAfter - some.Time.GetUtcNow()).TotalDays, tolerance: 4);
        var basic = authority.Extensions.OfType<X509BasicConstraintsExtension>().Single();
        Assert.True(basic is { Critical: true, CertificateAuthority: true, HasPathLengthConstraint: true, PathLengthConstraint: 0 });
        Assert.Equal(["authority.key", "authority.pem", "server.pem"], Directory.GetFiles(some.Keys.Path).Select(Path.GetFileName).Order());
        Assert.All(Directory.GetFiles(some.Keys.Path), f => Assert.True(FileModes.Is(f, SomeCertificates.OwnFile), f));
    }

    [Fact]
    public void Later_starts_use_what_the_first_made()
    {
        var first = some.Open();
        var second = some.Open();
        Assert.Equal(first.OwnAuthority!.Thumbprint, second.OwnAuthority!.Thumbprint);
        Assert.Equal(first.Server.TargetCertificate.Thumbprint, second.Server.TargetCertificate.Thumbprint);
    }

    [Fact]
    public void Other_names_get_another_certificate_of_the_same_authority()
    {
        var first = some.Open();
        some.Options.Names = "dapur.local";
        var second = some.Open();
        Assert.Equal(first.OwnAuthority!.Thumbprint, second.OwnAuthority!.Thumbprint);
        Assert.True(second.Server.TargetCertificate.MatchesHostname("dapur.local"));
        Assert.True(IsBelieved(second));
    }

    [Fact]
    public void It_is_renewed_by_itself_before_it_runs_out()
    {
        var certificates = some.Open();
        var first = certificates.Server.TargetCertificate;
        some.Time.SetUtcNow(first.NotAfter - TimeSpan.FromDays(61));
        Assert.Equal(first.Thumbprint, certificates.Server.TargetCertificate.Thumbprint);
        some.Time.SetUtcNow(first.NotAfter - TimeSpan.FromDays(59));
        var second = certificates.Server.TargetCertificate;
        Assert.NotEqual(first.Thumbprint, second.Thumbprint);
        Assert.Equal(second.Thumbprint, some.Open().Server.TargetCertificate.Thumbprint);
        Assert.Null(certificates.Problem);
    }

    [Fact]
    public void A_renewal_that_cannot_be_kept_leaves_the_old_one_in_use_and_says_so()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        var certificates = some.Open();
        var first = certificates.Server.TargetCertificate;
        FileModes.Set(some.Keys.Path, (UnixFileMode)0b111_101_101);
        some.Time.SetUtcNow(first.NotAfter - TimeSpan.FromDays(30));
        Assert.Equal(first.Thumbprint, certificates.Server.TargetCertificate.Thumbprint);
        Assert.Contains("chmod 700", certificates.Problem, StringComparison.Ordinal);
        FileModes.Set(some.Keys.Path, (UnixFileMode)0b111_000_000);
        some.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.NotEqual(first.Thumbprint, certificates.Server.TargetCertificate.Thumbprint);
        Assert.Null(certificates.Problem);
    }

    [Fact]
    public void An_authority_near_its_end_is_told_with_what_to_do()
    {
        var certificates = some.Open();
        some.Time.SetUtcNow(certificates.OwnAuthority!.NotAfter - TimeSpan.FromDays(10));
        Assert.Contains("install the new authority on every device", certificates.Problem, StringComparison.Ordinal);
        Assert.Equal(certificates.OwnAuthority.NotAfter, certificates.Server.TargetCertificate.NotAfter);
        some.Time.Advance(TimeSpan.FromDays(20));
        Assert.Contains("has run out", certificates.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_clock_that_had_lost_its_time_made_is_made_anew_when_the_clock_is_right()
    {
        var right = some.Time.GetUtcNow();
        some.Time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddHours(1));
        var first = some.Open();
        some.Time = new FakeTimeProvider(right);
        var second = some.Open();
        Assert.NotEqual(first.OwnAuthority!.Thumbprint, second.OwnAuthority!.Thumbprint);
        Assert.True(IsBelieved(second));
        Assert.Null(second.Problem);
    }

    [Fact]
    public void A_certificate_of_a_clock_that_was_ahead_is_made_anew()
    {
        var right = some.Time.GetUtcNow();
        var authority = some.Open().OwnAuthority!;
        some.Time = new FakeTimeProvider(right.AddYears(2));
        some.Open();
        some.Time = new FakeTimeProvider(right);
        var certificates = some.Open();
        Assert.Equal(authority.Thumbprint, certificates.OwnAuthority!.Thumbprint);
        Assert.True(IsBelieved(certificates));
        Assert.Null(certificates.Problem);
    }

    [Fact]
    public void A_clock_before_the_authority_keeps_what_is_there_and_says_so()
    {
        var first = some.Open();
        some.Time = new FakeTimeProvider(some.Time.GetUtcNow().AddYears(-1));
        var second = some.Open();
        Assert.Equal(first.Server.TargetCertificate.Thumbprint, second.Server.TargetCertificate.Thumbprint);
        Assert.Contains("correct this machine's clock", second.Problem, StringComparison.Ordinal);
        File.Delete(Path.Combine(some.Keys.Path, "server.pem"));
        Assert.Contains("Correct the clock", some.WhyNot(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_certificate_is_made_anew_but_never_the_authority()
    {
        var first = some.Open();
        some.Keys.Write("server.pem", "nonsense");
        Assert.Equal(first.OwnAuthority!.Thumbprint, some.Open().OwnAuthority!.Thumbprint);
        some.Keys.Write("authority.pem", "nonsense");
        Assert.Contains("from a backup", some.WhyNot(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_authority_without_its_key_or_with_another_is_refused()
    {
        some.Open();
        var key = Path.Combine(some.Keys.Path, "authority.key");
        File.Delete(key);
        Assert.Contains("not its authority.key", some.WhyNot(), StringComparison.Ordinal);
        using var other = new SomeCertificates();
        other.Open();
        some.Keys.Write("authority.key", other.Keys.Find("authority.key")!);
        Assert.Contains("isn't the key", some.WhyNot(), StringComparison.Ordinal);
        some.Keys.Write("authority.key", "nonsense");
        Assert.Contains("can't be used", some.WhyNot(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dapur.local", true)]
    [InlineData("localhost", true)]
    [InlineData("192.168.7.7", true)]
    [InlineData("fd12::9", true)]
    [InlineData("site.example", true)]
    [InlineData("kitchen.site.example", true)]
    [InlineData("notsite.example", false)]
    [InlineData("bank.example", false)]
    [InlineData("8.8.8.8", false)]
    [InlineData("172.32.0.1", false)]
    [InlineData("2001:db8::1", false)]
    public void The_authority_names_this_site_and_private_networks_and_nothing_else(string name, bool allowed)
    {
        some.Options.Names = "site.example";
        var authority = some.Open().OwnAuthority!;
        Assert.Equal(allowed, NameConstraints.Allow(authority, name));
        some.Options.Names = name;
        if (!allowed)
        {
            Assert.Contains($"'{name}'", some.WhyNot(), StringComparison.Ordinal);
        }
        else
        {
            Assert.True(IsBelieved(some.Open()));
        }
    }

    [Fact]
    public void What_a_thief_of_the_key_issues_for_a_foreign_name_is_not_believed()
    {
        var certificates = some.Open();
        var authority = LocalAuthority.Open(some.Keys, [], some.Time.GetUtcNow());
        var stolen = X509Certificate2.CreateFromPem(authority.IssueServer(["bank.example"], some.Time.GetUtcNow(), TimeSpan.FromDays(30)));
        Assert.False(Builds(stolen, certificates.OwnAuthority!));
        Assert.True(Builds(X509Certificate2.CreateFromPem(authority.IssueServer(["dapur.local"], some.Time.GetUtcNow(), TimeSpan.FromDays(30))), certificates.OwnAuthority!));
    }

    private static bool IsBelieved(ServerCertificates certificates) => Builds(certificates.Server.TargetCertificate, certificates.OwnAuthority!);

    private static bool Builds(X509Certificate2 certificate, X509Certificate2 authority)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }
}
