using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Monitoring.Server.Access.Certificates;

/// <summary>The user's own, from <c>Tls:CertificateFile</c> and <c>Tls:KeyFile</c>.</summary>
internal sealed class GivenCertificate(string certificateFile, string keyFile) : CertificateSource
{
    private const string At = TlsOptions.Section;

    private string? seen;

    public override X509Certificate2? Authority => null;

    public override string Remedy => $"put the renewed one into {At}:CertificateFile ({certificateFile}) and its key into {At}:KeyFile; no restart is needed.";

    /// <exception cref="InvalidDataException">A file is missing, can't be read, is for everybody to read, doesn't fit the other, or has run out.</exception>
    public override SslStreamCertificateContext? Newer(DateTimeOffset now)
    {
        var certificates = Read("CertificateFile", certificateFile);
        var key = Read("KeyFile", keyFile);
        RequireSecret();
        var digest = Digest(certificates + key);
        if (digest == seen)
        {
            return null;
        }

        var offer = Load(certificates, key, now);
        seen = digest;
        return offer;
    }

    private static string Read(string field, string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InvalidDataException($"{At}:{field} ({file}) can't be read: {unreadable.Message} Correct the path, or let this program's user read it.", unreadable);
        }
    }

    /// <summary>The group may read it: systems have one for programs that speak TLS.</summary>
    private void RequireSecret()
    {
        const UnixFileMode Open = UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(keyFile) & Open) != 0)
        {
            throw new InvalidDataException($"{At}:KeyFile ({keyFile}) may be read or changed by other users of this machine: chmod 600 '{keyFile}', and have the certificate renewed with a new key if somebody may have copied it.");
        }
    }

    private SslStreamCertificateContext Load(string certificates, string key, DateTimeOffset now)
    {
        try
        {
            var leaf = X509Certificate2.CreateFromPem(certificates, key);
            var others = new X509Certificate2Collection();
            others.ImportFromPem(certificates);
            others.RemoveAt(0);
            RequireUsable(leaf, now);
            return Offer(leaf, others);
        }
        catch (Exception wrong) when (wrong is CryptographicException or ArgumentException)
        {
            var encrypted = key.Contains("ENCRYPTED", StringComparison.Ordinal);
            throw new InvalidDataException(
                encrypted
                    ? $"{At}:KeyFile ({keyFile}) is encrypted with a password: take it off with openssl pkey -in '{keyFile}' -out PLAIN.key and let nobody else read that file."
                    : $"{At}:KeyFile ({keyFile}) isn't the private key of the first certificate in {At}:CertificateFile ({certificateFile}), or one of them isn't in PEM form: {wrong.Message}",
                wrong);
        }
    }

    private void RequireUsable(X509Certificate2 leaf, DateTimeOffset now)
    {
        if (leaf.NotAfter <= now)
        {
            throw new InvalidDataException($"{At}:CertificateFile ({certificateFile}) has run out on {leaf.NotAfter.ToUniversalTime():yyyy-MM-dd HH:mm} UTC: {Remedy}");
        }

        if (leaf.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault() is { } uses && !uses.EnhancedKeyUsages.Cast<Oid>().Any(u => u.Value == Purposes.Server))
        {
            throw new InvalidDataException($"{At}:CertificateFile ({certificateFile}) isn't for servers (extended key usage serverAuth is missing), so that no browser and no device would believe it: have one issued for a server.");
        }
    }
}
