using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using Monitoring.Grains.Ports;
using Monitoring.Grains.Settings;

namespace Monitoring.Server.Access.Certificates;

/// <summary>
/// The certificate that handshakes use. At a handshake, at most once a second, it looks whether there is a newer one; one that can't be used leaves the last good one in
/// use, and health says so.
/// </summary>
internal sealed partial class ServerCertificates : ICertificates
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WarnBefore = TimeSpan.FromDays(14);

    private readonly Lock gate = new();
    private readonly CertificateSource source;
    private readonly TimeProvider time;
    private readonly ILogger<ServerCertificates> logger;
    private SslStreamCertificateContext server;
    private long looked;
    private string? refused;

    /// <exception cref="InvalidDataException">What the settings name can't be used; the message says what to do.</exception>
    public ServerCertificates(IOptions<TlsOptions> options, KeyFolder keys, TimeProvider time, ILogger<ServerCertificates> logger)
    {
        (this.time, this.logger) = (time, logger);
        var tls = options.Value;
        source = tls is { CertificateFile: { } certificate, KeyFile: { } key }
            ? new GivenCertificate(certificate, key)
            : new SelfMadeCertificate(keys, [.. tls.GivenNames], [.. TlsOptions.OwnNames()], time.GetUtcNow());
        server = source.Newer(time.GetUtcNow()) ?? throw new InvalidDataException("There is no certificate.");
        Names = tls.GivenNames.Any() ? [.. tls.GivenNames] : source.Authority is null ? [.. NamesOf(server.TargetCertificate)] : [.. TlsOptions.OwnNames()];
        AuthorityFile = source.Authority is null ? null : Path.Combine(keys.Path, LocalAuthority.CertificateName);
        looked = time.GetTimestamp();
        DeviceAuthorities = tls.DeviceAuthoritiesFile is { } authorities ? TlsRules.ReadAuthorities(authorities) : [];
        if (source.Authority is { } own)
        {
            DeviceAuthorities.Add(own);
        }
    }

    public SslStreamCertificateContext Server
    {
        get
        {
            lock (gate)
            {
                if (time.GetElapsedTime(looked) >= LookEvery)
                {
                    Look();
                }

                return server;
            }
        }
    }

    public X509Certificate2Collection DeviceAuthorities { get; }

    /// <summary>The self-made one, to install; null: the certificate is the user's.</summary>
    public X509Certificate2? OwnAuthority => source.Authority;

    /// <summary>Where it lies.</summary>
    public string? AuthorityFile { get; }

    /// <summary>Host names and addresses that people and devices reach this server by, besides those of loopback; a user's certificate may have patterns (<c>*.site.example</c>) among them.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>What is wrong with the certificate, in a sentence that says what to do; null: nothing.</summary>
    public string? Problem
    {
        get
        {
            var certificate = Server.TargetCertificate;
            var now = time.GetUtcNow();
            return Volatile.Read(ref refused)
                ?? (certificate.NotAfter <= now ? $"The TLS certificate has run out, so that no browser and no device believes this server any more: {source.Remedy}"
                    : certificate.NotAfter - WarnBefore <= now ? $"The TLS certificate runs out on {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd HH:mm} UTC: {source.Remedy}"
                    : certificate.NotBefore > now ? "The TLS certificate isn't valid yet: correct this machine's clock."
                    : null);
        }
    }

    /// <summary>Where others reach it at this port.</summary>
    public Uri Address(int port) =>
        new UriBuilder(Uri.UriSchemeHttps, Names.FirstOrDefault(n => !n.StartsWith('*')) ?? Environment.MachineName.ToLowerInvariant(), port, "/").Uri;

    private static IEnumerable<string> NamesOf(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(a => a.EnumerateDnsNames().Concat(a.EnumerateIPAddresses().Select(i => i.ToString())));

    private void Look()
    {
        looked = time.GetTimestamp();
        try
        {
            if (source.Newer(time.GetUtcNow()) is { } newer)
            {
                server = newer;
                var until = newer.TargetCertificate.NotAfter.ToUniversalTime();
                LogNewer(logger, until);
            }

            refused = null;
        }
        catch (Exception wrong) when (wrong is InvalidDataException or ArgumentException or CryptographicException or IOException or UnauthorizedAccessException)
        {
            if (refused != wrong.Message)
            {
                LogRefused(logger, wrong.Message);
            }

            refused = wrong.Message;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A new TLS certificate is in use, valid until {Until:u}.")]
    private static partial void LogNewer(ILogger logger, DateTime until);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The TLS certificate has changed and can't be used; the last good one stays in use. {Reason}")]
    private static partial void LogRefused(ILogger logger, string reason);
}
