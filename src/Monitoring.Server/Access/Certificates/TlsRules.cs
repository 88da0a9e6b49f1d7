using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace Monitoring.Server.Access.Certificates;

/// <summary>What section <c>Tls</c> must obey; what the files hold is read where TLS is on.</summary>
internal sealed class TlsRules : IValidateOptions<TlsOptions>
{
    private const string At = TlsOptions.Section;

    public ValidateOptionsResult Validate(string? name, TlsOptions options)
    {
        string[] problems = [.. CheckPair(options), .. options.GivenNames.SelectMany(CheckName), .. CheckAuthorities(options.DeviceAuthoritiesFile)];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    /// <exception cref="InvalidDataException">The file can't be read, or holds no certificate.</exception>
    public static X509Certificate2Collection ReadAuthorities(string file)
    {
        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(file);
            return authorities.Count > 0
                ? authorities
                : throw new InvalidDataException($"{At}:DeviceAuthoritiesFile ({file}) holds no certificate: give it certificates in PEM form.");
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new InvalidDataException($"{At}:DeviceAuthoritiesFile ({file}) can't be used: {wrong.Message} Give it certificates in PEM form.", wrong);
        }
    }

    private static IEnumerable<string> CheckPair(TlsOptions options)
    {
        if (options is { CertificateFile: not null, KeyFile: null })
        {
            yield return $"{At}:KeyFile is missing: name the file with the private key of {At}:CertificateFile, or leave both out and the server makes a certificate of its own.";
        }
        else if (options is { CertificateFile: null, KeyFile: not null })
        {
            yield return $"{At}:CertificateFile is missing: name the file with the certificate of {At}:KeyFile, or leave both out and the server makes a certificate of its own.";
        }
    }

    private static IEnumerable<string> CheckName(string name)
    {
        if (name.Length > 253 || Uri.CheckHostName(name) is UriHostNameType.Unknown or UriHostNameType.Basic)
        {
            yield return $"{At}:Names has '{name}', which is neither a host name nor an address: write the names that people and devices type, like dapur.local 192.168.1.10, without https:// and without a port.";
        }
    }

    private static IEnumerable<string> CheckAuthorities(string? file)
    {
        string? problem = null;
        try
        {
            _ = file is null ? null : ReadAuthorities(file);
        }
        catch (InvalidDataException wrong)
        {
            problem = wrong.Message;
        }

        return problem is null ? [] : [problem];
    }
}
