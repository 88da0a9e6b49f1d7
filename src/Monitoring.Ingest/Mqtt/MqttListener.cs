using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MQTTnet.AspNetCore;

namespace Monitoring.Ingest.Mqtt;

public static class MqttListener
{
    /// <summary>
    /// Listens for devices on loopback at <see cref="MqttOptions.Port"/> when the broker is the embedded one. For <c>ConfigureKestrel</c>; an endpoint that
    /// is listed there replaces the addresses of <c>--urls</c>, so that HTTP must be listed too.
    /// </summary>
    public static void ListenMqtt(this KestrelServerOptions kestrel)
    {
        var options = kestrel.ApplicationServices.GetRequiredService<IOptions<MqttOptions>>().Value;
        if (options.Mode == MqttMode.Embedded)
        {
            kestrel.ListenLocalhost(options.Port, endpoint => endpoint.Use(next => Limit(next, options)).UseMqtt());
        }
    }

    private static ConnectionDelegate Limit(ConnectionDelegate next, MqttOptions options)
    {
        var open = 0;
        return async connection =>
        {
            IngestMetrics.Connections.Add(1);
            try
            {
                if (Interlocked.Increment(ref open) > options.MaximumConnections)
                {
                    connection.Abort(new ConnectionAbortedException("Too many connections."));
                    return;
                }

                connection.Transport = new GuardedTransport(connection.Transport, options.MaximumPacketSize);
                await next(connection);
            }
            finally
            {
                Interlocked.Decrement(ref open);
                IngestMetrics.Connections.Add(-1);
            }
        };
    }

    private sealed class GuardedTransport(IDuplexPipe inner, int most) : IDuplexPipe
    {
        public PipeReader Input { get; } = new PacketSizeGuard(inner.Input, most);

        public PipeWriter Output => inner.Output;
    }
}
