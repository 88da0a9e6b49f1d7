using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Monitoring.Simulator.Load;

/// <summary>Whose certificates are believed: those of the authorities in a file, such as the one that the server made for itself, and nobody else's.</summary>
internal sealed class LoadTrust(X509Certificate2Collection authorities)
{
    /// <exception cref="System.Security.Cryptography.CryptographicException">There is no certificate in it.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    public static LoadTrust Read(string file)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(file);
        return new LoadTrust(authorities);
    }

    public SslClientAuthenticationOptions For(string host)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return new SslClientAuthenticationOptions { TargetHost = host, CertificateChainPolicy = policy };
    }

    public static HttpMessageHandler Handler(LoadTrust? trust, Uri server) =>
        trust is null ? new SocketsHttpHandler() : new SocketsHttpHandler { SslOptions = trust.For(server.Host) };
}
