using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Monitoring.Server.Access.Certificates;

/// <summary>Where the server's certificate comes from.</summary>
internal abstract class CertificateSource
{
    /// <summary>Which clients' certificates it stands for; null: nobody's.</summary>
    public abstract X509Certificate2? Authority { get; }

    /// <summary>What to do when the certificate runs out.</summary>
    public abstract string Remedy { get; }

    /// <summary>The certificate, if it is another than the last time; null: nothing has changed.</summary>
    /// <exception cref="InvalidDataException">There is another, and it can't be used; the message says what to do.</exception>
    public abstract SslStreamCertificateContext? Newer(DateTimeOffset now);

    /// <param name="certificate">With its private key.</param>
    /// <param name="others">Those between it and its authority.</param>
    protected static SslStreamCertificateContext Offer(X509Certificate2 certificate, X509Certificate2Collection others)
    {
        // Windows wants the key in a store of its own, where this puts it; the others don't mind. Offline: a kitchen's network has no way to an authority's server.
        using (certificate)
        {
            return SslStreamCertificateContext.Create(X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null), others, offline: true);
        }
    }

    protected static string Digest(string text) => Convert.ToHexString(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}
