using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Monitoring.Domain.Wire;
using Monitoring.Ingest.Devices;
using Monitoring.Ingest.Rejects;

namespace Monitoring.Ingest.Mqtt;

/// <summary>
/// What every connection must keep to, whoever it is: how many at once, how many a second, how large its packets. Each endpoint has its own, so that strangers from the
/// network can't starve the gateways of this machine; and of an endpoint each address has a part, so that one can't starve the others.
/// </summary>
internal sealed class LineLimits(IOptions<MqttOptions> options, RejectLog rejects, TimeProvider time)
{
    /// <summary>After a power cut all devices come back in the same seconds.</summary>
    private const int BurstSeconds = 4;

    /// <summary>An address has a tenth: enough for a site behind one router.</summary>
    private const int Parts = 10;

    /// <summary>Bytes. A client id, a last will and credentials have room in it, and who hasn't proven anything yet must not cost more.</summary>
    private const int LargestGreeting = 8 * 1024;

    private readonly AddressShares shares = new(
        Math.Max(1, options.Value.MaximumConnections / Parts), (double)options.Value.ConnectionsPerSecond / Parts, Math.Max(1, options.Value.ConnectionsPerSecond * BurstSeconds / Parts), time);

    private readonly TokenBucket attempts = new(options.Value.ConnectionsPerSecond, options.Value.ConnectionsPerSecond * BurstSeconds, time);
    private int open;

    /// <summary>Stands first, before the handshake, which costs more than anything that follows.</summary>
    public ConnectionDelegate Admit(ConnectionDelegate next) => async connection =>
    {
        var address = GuessGuard.Of(connection.RemoteEndPoint);
        if (connection.RemoteEndPoint is IPEndPoint { Address: var ip } && IPAddress.IsLoopback(ip))
        {
            // A gateway on this machine stands for many devices.
            await AdmitAsync(connection, address, next);
            return;
        }

        if (!shares.TryEnter(address))
        {
            Refuse(connection, address);
            return;
        }

        try
        {
            await AdmitAsync(connection, address, next);
        }
        finally
        {
            shares.Leave(address);
        }
    };

    /// <summary>Stands after the handshake: it reads MQTT.</summary>
    public ConnectionDelegate GuardPackets(ConnectionDelegate next) => connection =>
    {
        connection.Transport = new GuardedTransport(connection.Transport, options.Value.MaximumPacketSize, () =>
            rejects.Add("", RejectReason.PacketTooLarge, $"from {GuessGuard.Of(connection.RemoteEndPoint)}", null));
        return next(connection);
    };

    private async Task AdmitAsync(ConnectionContext connection, string address, ConnectionDelegate next)
    {
        IngestMetrics.Connections.Add(1);
        try
        {
            if (Interlocked.Increment(ref open) > options.Value.MaximumConnections || !attempts.TryTake())
            {
                Refuse(connection, address);
                return;
            }

            await next(connection);
        }
        finally
        {
            Interlocked.Decrement(ref open);
            IngestMetrics.Connections.Add(-1);
        }
    }

    private void Refuse(ConnectionContext connection, string address)
    {
        rejects.Add("", RejectReason.TooManyConnections, $"from {address}", null);
        connection.Abort(new ConnectionAbortedException("Too many connections."));
    }

    private sealed class GuardedTransport(IDuplexPipe inner, int most, Action onTooLarge) : IDuplexPipe
    {
        public PipeReader Input { get; } = new PacketSizeGuard(inner.Input, Math.Min(most, LargestGreeting), most, onTooLarge);

        public PipeWriter Output => inner.Output;
    }
}
