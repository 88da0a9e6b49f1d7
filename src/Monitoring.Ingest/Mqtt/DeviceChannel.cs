using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using MQTTnet.Adapter;
using MQTTnet.AspNetCore;
using MQTTnet.Formatter;
using MQTTnet.Packets;

namespace Monitoring.Ingest.Mqtt;

/// <summary>The library's channel, which remembers how its client greeted: whoever checks the greeting may correct its client id before a session is made of it.</summary>
internal sealed class DeviceChannel : IMqttChannelAdapter
{
    private readonly MqttConnectionContext inner;

    public DeviceChannel(MqttConnectionContext inner, ConnectionContext line, DateTimeOffset since)
    {
        this.inner = inner;
        Connection = new DeviceConnection(this, line, since);
    }

    public DeviceConnection Connection { get; }

    /// <summary>Null: it hasn't greeted yet, or with something else.</summary>
    public MqttConnectPacket? Greeting { get; private set; }

    public long BytesReceived => inner.BytesReceived;

    public long BytesSent => inner.BytesSent;

    public X509Certificate2 ClientCertificate => inner.ClientCertificate;

    public EndPoint RemoteEndPoint => inner.RemoteEndPoint;

    public EndPoint LocalEndPoint => inner.LocalEndPoint;

    public bool IsSecureConnection => inner.IsSecureConnection;

    public MqttPacketFormatterAdapter PacketFormatterAdapter => inner.PacketFormatterAdapter;

    public Task ConnectAsync(CancellationToken cancellationToken) => inner.ConnectAsync(cancellationToken);

    public Task DisconnectAsync(CancellationToken cancellationToken) => inner.DisconnectAsync(cancellationToken);

    public Task<MqttPacket> ReceivePacketAsync(CancellationToken cancellationToken) =>
        Greeting is null ? GreetAsync(cancellationToken) : inner.ReceivePacketAsync(cancellationToken);

    public void ResetStatistics() => inner.ResetStatistics();

    public Task SendPacketAsync(MqttPacket packet, CancellationToken cancellationToken) => inner.SendPacketAsync(packet, cancellationToken);

    public void Dispose() => inner.Dispose();

    private async Task<MqttPacket> GreetAsync(CancellationToken cancellation)
    {
        var packet = await inner.ReceivePacketAsync(cancellation);
        Greeting = packet as MqttConnectPacket;
        return packet;
    }
}
