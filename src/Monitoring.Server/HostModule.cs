using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Monitoring.Grains.Ports;
using Monitoring.Server.Access;
using Monitoring.Server.Access.Certificates;

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
        builder.Services.AddCertificates();
        builder.Services.AddBrowserProtection();
        builder.Services.AddOptions<KestrelServerOptions>().Configure<IOptions<ServerOptions>>((kestrel, options) => Listen(kestrel, options.Value.Http));
        builder.UseOrleans(silo =>
        {
            var ports = builder.Configuration.GetSection("Orleans").Get<SiloPorts>() ?? new SiloPorts();
            silo.UseLocalhostClustering(ports.SiloPort, ports.GatewayPort);
        });
    }

    private static void Listen(KestrelServerOptions kestrel, HttpOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MostRequestBody;
        kestrel.Limits.MaxConcurrentUpgradedConnections = options.MaximumConnections;
        if (options.Port == 0)
        {
            kestrel.Listen(IPAddress.Loopback, 0);
        }
        else
        {
            kestrel.ListenLocalhost(options.Port);
        }

        if (options.TlsPort != 0)
        {
            var certificates = kestrel.ApplicationServices.GetRequiredService<ICertificates>();
            kestrel.ListenAnyIP(options.TlsPort, endpoint =>
            {
                endpoint.Protocols = HttpProtocols.Http1AndHttp2;
                endpoint.Use(next => Limit(next, options.MaximumConnections));
                endpoint.UseHttps(certificates.ForHttps());
            });
        }
    }

    private static ConnectionDelegate Limit(ConnectionDelegate next, int most)
    {
        var open = 0;
        return async connection =>
        {
            try
            {
                if (Interlocked.Increment(ref open) > most)
                {
                    connection.Abort(new ConnectionAbortedException("Too many connections."));
                    return;
                }

                await next(connection);
            }
            finally
            {
                Interlocked.Decrement(ref open);
            }
        };
    }
}
