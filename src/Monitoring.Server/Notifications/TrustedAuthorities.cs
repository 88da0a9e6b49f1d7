using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Monitoring.Server.Notifications;

/// <summary>
/// Which servers' certificates are believed: those of the system's authorities and those of the site's own. Revocation lists aren't asked for: a site without a way to
/// the authority's server would tell nobody anything.
/// </summary>
internal sealed class TrustedAuthorities(string? file)
{
    private readonly X509Certificate2Collection own = file is null ? [] : Load(file);

    /// <summary>Why the file can't be used; null: it can.</summary>
    public static string? WhyNot(string file)
    {
        try
        {
            return Load(file).Count > 0 ? null : "There is no certificate in it.";
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            return wrong.Message;
        }
    }

    /// <summary>For every TLS client of ours.</summary>
    public bool Believes(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
        {
            return true;
        }

        // A wrong name, or no certificate at all, isn't a question of trust.
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || own.Count == 0 || certificate is null)
        {
            return false;
        }

        using var ours = new X509Chain();
        ours.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        ours.ChainPolicy.CustomTrustStore.AddRange(own);
        ours.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        ours.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1", "Server authentication"));
        foreach (var sent in chain?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            ours.ChainPolicy.ExtraStore.Add(sent.Certificate);
        }

        using var leaf = new X509Certificate2(certificate);
        return ours.Build(leaf);
    }

    private static X509Certificate2Collection Load(string file)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPemFile(file);
        return certificates;
    }
}
