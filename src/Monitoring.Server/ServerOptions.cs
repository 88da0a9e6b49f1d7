using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Monitoring.Server;

/// <summary>Settings of the host, from <c>appsettings.json</c> and environment variables (<c>Http__Port</c>).</summary>
internal sealed class ServerOptions
{
    [ValidateObjectMembers]
    public HttpOptions Http { get; set; } = new();

    [ValidateObjectMembers]
    public SiloPorts Orleans { get; set; } = new();
}

internal sealed class HttpOptions
{
    /// <summary>Dashboard and API for this machine alone, without TLS; 0: any free one.</summary>
    [Range(0, 65535)]
    public int Port { get; set; } = 5080;

    /// <summary>Dashboard and API on all interfaces, with TLS (section <c>Tls</c>). Default 0: off.</summary>
    [Range(0, 65535)]
    public int TlsPort { get; set; }

    /// <summary>Connections with TLS beyond are closed at once. Default 2,000.</summary>
    [Range(10, 100_000)]
    public int MaximumConnections { get; set; } = 2_000;
}

/// <summary>Where the silo listens, on this machine only.</summary>
internal sealed class SiloPorts
{
    [Range(1, 65535)]
    public int SiloPort { get; set; } = 11111;

    /// <summary>0: no gateway, which only programs outside this process need.</summary>
    [Range(0, 65535)]
    public int GatewayPort { get; set; } = 30000;
}

[OptionsValidator]
internal sealed partial class ServerOptionsValidator : IValidateOptions<ServerOptions>;
