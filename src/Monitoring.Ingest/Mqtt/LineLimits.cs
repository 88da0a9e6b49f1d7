using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Monitoring.Domain.Wire;
using Monitoring.Ingest.Devices;
using Monitoring.Ingest.Rejects;

namespace Monitoring.Ingest.Mqtt;

/// <summary>What every connection must keep to, whoever it is: how many at once, how many a second, how large its packets. Shared by all endpoints.</summary>
internal sealed class LineLimits(IOptions<MqttOptions> options, RejectLog rejects, TimeProvider time)
{
    /// <summary>After a power cut all devices come back in the same seconds.</summary>
    private const int BurstSeconds = 4;

    private readonly TokenBucket attempts = new(options.Value.ConnectionsPerSecond, options.Value.ConnectionsPerSecond * BurstSeconds, time);
    private int open;

    /// <summary>Stands first, before the handshake, which costs more than anything that follows.</summary>
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

    /// <summary>Stands after the handshake: it reads MQTT.</summary>
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
