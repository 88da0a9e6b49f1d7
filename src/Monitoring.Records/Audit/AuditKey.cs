using System.Security.Cryptography;
using Monitoring.Domain.Audit;
using Monitoring.Grains.Settings;

namespace Monitoring.Records.Audit;

/// <summary>
/// The key that signs checkpoints (ECDSA, P-256): <c>audit.pem</c> among the server's keys, made at the first start, and its public part beside it, which is to be kept
/// elsewhere as well. Not for two threads.
/// </summary>
internal sealed class AuditKey : IDisposable
{
    private const string PrivateFile = "audit.pem";
    private const string PublicFile = "audit-public.pem";
    private const string PublicFiles = "audit-public*.pem";

    private readonly ECDsa key;

    private AuditKey(ECDsa key) => this.key = key;

    /// <exception cref="InvalidDataException">It can't be read or made; the message says what to do.</exception>
    public static AuditKey Open(KeyFolder folder)
    {
        if (folder.Find(PublicFile) is not null && folder.Find(PrivateFile) is null)
        {
            throw new InvalidDataException(
                $"'{PrivateFile}' is missing in '{folder.Path}' although its public part is there. Put it back from the backup. If it is lost, rename {PublicFile} to audit-public-1.pem: what it signed can still be verified, and a new key is made.");
        }

        var key = new AuditKey(Read(folder.FindOrMake(PrivateFile, Make), folder));
        var pem = key.key.ExportSubjectPublicKeyInfoPem() + "\n";
        if (folder.Find(PublicFile) != pem)
        {
            folder.Write(PublicFile, pem);
        }

        return key;
    }

    /// <summary>The present public key, and those before it that were kept as <c>audit-public-….pem</c>.</summary>
    /// <exception cref="InvalidDataException">There is none, or a file can't be read or isn't a public key; the message says what to do.</exception>
    public static PublicKeys ReadPublic(KeyFolder folder)
    {
        var files = Directory.Exists(folder.Path) ? Directory.GetFiles(folder.Path, PublicFiles) : [];
        return files.Length > 0 ? Parse(files, file => folder.Find(Path.GetFileName(file)) ?? "")
            : throw new InvalidDataException($"There is no {PublicFile} in '{folder.Path}': start the server once, which makes it, or name the one that was kept with --public-key.");
    }

    /// <exception cref="InvalidDataException">It isn't a public key.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    public static PublicKeys ReadFiles(string[] files)
    {
        try
        {
            return Parse(files, File.ReadAllText);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    public SignedHead Sign(string chain, ChainHead head, long at) => SignedHead.Sign(key, chain, head, at);

    public void Dispose() => key.Dispose();

    private static PublicKeys Parse(string[] files, Func<string, string> read)
    {
        try
        {
            return new PublicKeys(files.Select(read));
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            throw new InvalidDataException($"{string.Join(", ", files.Select(f => $"'{f}'"))}: no public key in PEM form ({e.Message}). Give the {PublicFile} that the server made.", e);
        }
    }

    private static string Make()
    {
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return made.ExportPkcs8PrivateKeyPem() + "\n";
    }

    private static ECDsa Read(string pem, KeyFolder folder)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            return key.KeySize == 256 && key.ExportParameters(includePrivateParameters: true).D is not null ? key : throw new CryptographicException("It is no private key for P-256.");
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new InvalidDataException(
                $"'{PrivateFile}' in '{folder.Path}' is damaged ({e.Message}). Put it back from the backup. If it is lost, move it away and rename {PublicFile} to audit-public-1.pem: a new key is made.", e);
        }
    }
}
