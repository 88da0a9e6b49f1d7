using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.Options;
using Monitoring.Server.Access.Certificates;

namespace Monitoring.Server.Access;

/// <summary>
/// The names that this server answers to: those of loopback, with TLS those of <c>Tls:Names</c> or of the certificate, and <c>Notifications:PublicAddress</c>. A foreign
/// name that leads here is another site's trick (DNS rebinding).
/// </summary>
internal sealed class OwnHosts(IConfiguration configuration, IServiceProvider services) : IConfigureOptions<HostFilteringOptions>
{
    private static readonly string[] Loopback = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>Where a proxy in front serves the dashboard; null: there is none.</summary>
    public static Uri? PublicAddress(IConfiguration configuration) =>
        Uri.TryCreate(configuration["Notifications:PublicAddress"], UriKind.Absolute, out var address) ? address : null;

    public void Configure(HostFilteringOptions options)
    {
        var others = services.Certificates()?.Names ?? [];
        string[] front = PublicAddress(configuration) is { } address ? [address.IdnHost] : [];
        options.AllowedHosts = [.. Loopback.Concat(others.Select(Bracketed)).Concat(front).Distinct(StringComparer.OrdinalIgnoreCase)];
        options.AllowEmptyHosts = false;
        options.IncludeFailureMessage = true;
    }

    private static string Bracketed(string name) => IPAddress.TryParse(name, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : name;
}
