using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Monitoring.Server.Access;

namespace Monitoring.Server;

/// <summary>What carries the rest: settings, the listener and the silo.</summary>
internal static class HostModule
{
    private const long MostRequestBody = 64 * 1024;

    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(10);

    public static void AddHost(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IValidateOptions<ServerOptions>, ServerOptionsValidator>();
        builder.Services.AddOptions<ServerOptions>().Bind(builder.Configuration).ValidateOnStart();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopWithin);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddBrowserProtection();
        builder.Services.AddOptions<KestrelServerOptions>().Configure<IOptions<ServerOptions>>((kestrel, options) => Listen(kestrel, options.Value.Http.Port));
        builder.UseOrleans(silo =>
        {
            var ports = builder.Configuration.GetSection("Orleans").Get<SiloPorts>() ?? new SiloPorts();
            silo.UseLocalhostClustering(ports.SiloPort, ports.GatewayPort);
        });
    }

    private static void Listen(KestrelServerOptions kestrel, int port)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MostRequestBody;
        if (port == 0)
        {
            kestrel.Listen(IPAddress.Loopback, 0);
        }
        else
        {
            kestrel.ListenLocalhost(port);
        }
    }
}
