using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Monitoring.Grains.Ports;
using MQTTnet.AspNetCore;

namespace Monitoring.Ingest.Mqtt;

public static class MqttListener
{
    /// <summary>
    /// Listens for devices when the broker is the embedded one: on loopback at <see cref="MqttOptions.Port"/>, and with TLS on all interfaces at
    /// <see cref="MqttOptions.TlsPort"/> (asks for <see cref="ICertificates"/>). For <c>ConfigureKestrel</c>; an endpoint that is listed there replaces the addresses of
    /// <c>--urls</c>, so that HTTP must be listed too.
    /// </summary>
    public static void ListenMqtt(this KestrelServerOptions kestrel)
    {
        var options = kestrel.ApplicationServices.GetRequiredService<IOptions<MqttOptions>>().Value;
        if (options.Mode == MqttMode.Embedded)
        {
            var count = new ConnectionCount();
            kestrel.ListenLocalhost(options.Port, endpoint => endpoint.Use(next => Limit(next, count, options)).Use(next => Guard(next, options)).UseMqtt());
            if (options.TlsPort != 0)
            {
                var handshake = MqttHandshake.Options(kestrel.ApplicationServices.GetRequiredService<ICertificates>(), options);
                kestrel.ListenAnyIP(options.TlsPort, endpoint =>
                {
                    endpoint.Use(next => Limit(next, count, options));
                    endpoint.UseHttps(handshake).Use(next => Guard(next, options)).UseMqtt();
                });
            }
        }
    }

    private static ConnectionDelegate Guard(ConnectionDelegate next, MqttOptions options) => connection =>
    {
        connection.Transport = new GuardedTransport(connection.Transport, options.MaximumPacketSize);
        return next(connection);
    };

    /// <summary>Before the handshake, which costs more than anything that follows.</summary>
    private static ConnectionDelegate Limit(ConnectionDelegate next, ConnectionCount count, MqttOptions options)
    {
        return async connection =>
        {
            IngestMetrics.Connections.Add(1);
            try
            {
                if (Interlocked.Increment(ref count.Open) > options.MaximumConnections)
                {
                    connection.Abort(new ConnectionAbortedException("Too many connections."));
                    return;
                }

                await next(connection);
            }
            finally
            {
                Interlocked.Decrement(ref count.Open);
                IngestMetrics.Connections.Add(-1);
            }
        };
    }

    private sealed class ConnectionCount
    {
        public int Open;
    }

    private sealed class GuardedTransport(IDuplexPipe inner, int most) : IDuplexPipe
    {
        public PipeReader Input { get; } = new PacketSizeGuard(inner.Input, most);

        public PipeWriter Output => inner.Output;
    }
}
