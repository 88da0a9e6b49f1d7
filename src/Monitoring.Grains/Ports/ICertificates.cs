using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Monitoring.Grains.Ports;

/// <summary>What this server proves itself with over TLS, and whom it believes.</summary>
public interface ICertificates
{
    /// <summary>The certificate with its private key, and those between it and its authority. Asked for at each handshake, so that a renewed one is used without a restart.</summary>
    SslStreamCertificateContext Server { get; }

    /// <summary>Authorities whose client certificates a device may come with; the device registry still has to know the certificate.</summary>
    X509Certificate2Collection DeviceAuthorities { get; }
}
