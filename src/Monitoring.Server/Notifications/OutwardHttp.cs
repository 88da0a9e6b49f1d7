using System.Net;
using System.Net.Security;

namespace Monitoring.Server.Notifications;

/// <summary>How we call others over HTTP: one long-lived handler each, which looks names up anew every few minutes.</summary>
internal static class OutwardHttp
{
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(10);

    public static SocketsHttpHandler CreateHandler(TrustedAuthorities authorities) => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = ConnectWithin,
        MaxConnectionsPerServer = 8,
        MaxResponseDrainSize = 16 * 1024,
        MaxResponseHeadersLength = 16,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        UseCookies = false,
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = authorities.Believes },
        // Nothing about an address that holds a token may reach a trace, and our traces are nobody else's business.
        ActivityHeadersPropagator = null,
    };
}
