using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Monitoring.Server.Access.Certificates;

/// <summary>
/// Section <c>Tls</c>: what the server proves itself with at <c>Http:TlsPort</c> and <c>Mqtt:TlsPort</c>. Without a certificate of the user's it makes an authority of
/// its own in <c>Data:Directory/keys</c>.
/// </summary>
internal sealed class TlsOptions
{
    public const string Section = "Tls";

    /// <summary>PEM: the server's certificate, then those between it and its authority. Read again when it changes.</summary>
    public string? CertificateFile { get; set; }

    /// <summary>PEM: its private key, without a password, for nobody else to read.</summary>
    public string? KeyFile { get; set; }

    /// <summary>
    /// Host names and addresses that people and devices reach this server by, separated by spaces or commas: the self-made certificate is for them, and the
    /// server answers to them. Default: what the user's certificate names; else the machine's name and the addresses of its interfaces. Loopback always belongs to them.
    /// </summary>
    public string? Names { get; set; }

    /// <summary>PEM: authorities of client certificates that devices may come with, besides the self-made one.</summary>
    public string? DeviceAuthoritiesFile { get; set; }

    public IEnumerable<string> GivenNames => (Names ?? "").Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Plain);

    /// <summary>Does anything listen with TLS?</summary>
    public static bool IsOn(IConfiguration configuration) =>
        configuration.GetValue("Http:TlsPort", 0) != 0
        || (configuration.GetValue("Mqtt:TlsPort", 0) != 0 && !string.Equals(configuration["Mqtt:Mode"], "External", StringComparison.OrdinalIgnoreCase));

    /// <summary>The machine's name and the addresses that others reach it by.</summary>
    public static IEnumerable<string> OwnNames()
    {
        var addresses = NetworkInterface.GetAllNetworkInterfaces()
            .Where(i => i.OperationalStatus == OperationalStatus.Up && i.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .SelectMany(i => i.GetIPProperties().UnicastAddresses)
            .Select(a => a.Address)
            .Where(a => !IPAddress.IsLoopback(a) && !a.IsIPv6LinkLocal && !(a.AddressFamily == AddressFamily.InterNetwork && a.GetAddressBytes() is [169, 254, ..]))
            .Select(a => a.ToString());
        return new[] { Environment.MachineName.ToLowerInvariant() }.Where(n => Uri.CheckHostName(n) == UriHostNameType.Dns).Concat(addresses).Distinct(StringComparer.Ordinal);
    }

    private static string Plain(string name) => IPAddress.TryParse(name.Trim('[', ']'), out var address) ? address.ToString() : name.ToLowerInvariant();
}
