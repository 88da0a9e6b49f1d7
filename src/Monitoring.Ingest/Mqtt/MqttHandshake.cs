using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Monitoring.Grains.Ports;

namespace Monitoring.Ingest.Mqtt;

/// <summary>
/// TLS with a device: the server's certificate of the moment, and a certificate of the device if it has one. One of an authority that isn't known ends the handshake;
/// whether the device itself is known is asked when it says CONNECT.
/// </summary>
internal static class MqttHandshake
{
    private const string ForClients = "1.3.6.1.5.5.7.3.2";

    private static readonly List<SslApplicationProtocol> Mqtt = [new("mqtt")];

    public static TlsHandshakeCallbackOptions Options(ICertificates certificates, MqttOptions options) => new()
    {
        HandshakeTimeout = options.ConnectTimeout,
        OnConnection = _ => ValueTask.FromResult(Answer(certificates)),
    };

    private static SslServerAuthenticationOptions Answer(ICertificates certificates)
    {
        var authorities = certificates.DeviceAuthorities;
        var answer = new SslServerAuthenticationOptions { ServerCertificateContext = certificates.Server, ApplicationProtocols = Mqtt, ClientCertificateRequired = authorities.Count > 0 };
        if (authorities.Count > 0)
        {
            answer.CertificateChainPolicy = Policy(authorities);
            answer.RemoteCertificateValidationCallback = (_, certificate, _, errors) => certificate is null || errors == SslPolicyErrors.None;
        }

        return answer;
    }

    /// <summary>Revocation is ours: the registry names each certificate that may come. A site without a way to the authority's server would lock all its devices out.</summary>
    private static X509ChainPolicy Policy(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        policy.CustomTrustStore.AddRange(authorities);
        policy.ApplicationPolicy.Add(new Oid(ForClients));
        return policy;
    }
}
