using System.Security.Cryptography.X509Certificates;

namespace Monitoring.Grains.Ports;

/// <summary>What this server proves itself with, and whom it believes.</summary>
public interface ICertificates
{
    /// <summary>With its private key. Asked for at each handshake, so that a renewed one is used without a restart.</summary>
    X509Certificate2 Server { get; }

    /// <summary>Authorities whose client certificates a device may come with; the device registry still has to know the certificate.</summary>
    X509Certificate2Collection DeviceAuthorities { get; }
}
