using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Monitoring.Domain.Wire;
using Monitoring.Grains.Ports;
using Monitoring.Ingest.Devices;
using Monitoring.Ingest.Rejects;

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
            var limits = kestrel.ApplicationServices.GetRequiredService<LineLimits>();
            kestrel.ListenLocalhost(options.Port, endpoint => endpoint.Use(limits.Admit).Use(limits.GuardPackets).UseConnectionHandler<DeviceDoor>());
            if (options.TlsPort != 0)
            {
                var handshake = MqttHandshake.Options(kestrel.ApplicationServices.GetRequiredService<ICertificates>(), options);
                kestrel.ListenAnyIP(options.TlsPort, endpoint =>
                {
                    endpoint.Use(limits.Admit);
                    endpoint.UseHttps(handshake).Use(limits.GuardPackets).UseConnectionHandler<DeviceDoor>();
                });
            }
        }
    }
}

/// <summary>What every connection must keep to, whoever it is: how many at once, how many a second, how large its packets. Shared by all endpoints.</summary>
internal sealed class LineLimits(IOptions<MqttOptions> options, RejectLog rejects, TimeProvider time)
{
    private readonly TokenBucket attempts = new(options.Value.ConnectionsPerSecond, options.Value.ConnectionsPerSecond * 2, time);
    private int open;

    /// <summary>Stands first, before encryption: what is refused here costs nothing more.</summary>
    public ConnectionDelegate Admit(ConnectionDelegate next) => async connection =>
    {
        IngestMetrics.Connections.Add(1);
        try
        {
            if (Interlocked.Increment(ref open) > options.Value.MaximumConnections || !attempts.TryTake())
            {
                rejects.Add("", RejectReason.TooManyConnections, $"from {GuessGuard.Of(connection.RemoteEndPoint)}", null);
                connection.Abort(new ConnectionAbortedException("Too many connections."));
                return;
            }

            await next(connection);
        }
        finally
        {
            Interlocked.Decrement(ref open);
            IngestMetrics.Connections.Add(-1);
        }
    };

    /// <summary>Stands after encryption: it reads MQTT.</summary>
    public ConnectionDelegate GuardPackets(ConnectionDelegate next) => connection =>
    {
        connection.Transport = new GuardedTransport(connection.Transport, options.Value.MaximumPacketSize, () =>
            rejects.Add("", RejectReason.PacketTooLarge, $"from {GuessGuard.Of(connection.RemoteEndPoint)}", null));
        return next(connection);
    };

    private sealed class GuardedTransport(IDuplexPipe inner, int most, Action onTooLarge) : IDuplexPipe
    {
        public PipeReader Input { get; } = new PacketSizeGuard(inner.Input, most, onTooLarge);

        public PipeWriter Output => inner.Output;
    }
}
