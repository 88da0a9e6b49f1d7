using System.Net;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Server;

namespace Monitoring.Ingest.Mqtt;

/// <summary>
/// Gives a client without an id one of its own, as long as it keeps no session [MQTT-3.1.3-6]. The library does so for MQTT 5 only and refuses the others, among
/// them <c>mosquitto_pub</c> and small devices.
/// </summary>
internal sealed class AnonymousClients(IMqttServerAdapter listener) : IMqttServerAdapter
{
    public Func<IMqttChannelAdapter, Task> ClientHandler { get; set; } = null!;

    public Task StartAsync(MqttServerOptions options, IMqttNetLogger logger)
    {
        listener.ClientHandler = channel => ClientHandler(new NamingChannel(channel));
        return listener.StartAsync(options, logger);
    }

    public Task StopAsync() => listener.StopAsync();

    public void Dispose() => listener.Dispose();

    private sealed class NamingChannel(IMqttChannelAdapter inner) : IMqttChannelAdapter
    {
        private bool greeted;

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
            greeted ? inner.ReceivePacketAsync(cancellationToken) : GreetAsync(cancellationToken);

        public void ResetStatistics() => inner.ResetStatistics();

        public Task SendPacketAsync(MqttPacket packet, CancellationToken cancellationToken) => inner.SendPacketAsync(packet, cancellationToken);

        public void Dispose() => inner.Dispose();

        private async Task<MqttPacket> GreetAsync(CancellationToken cancellation)
        {
            var packet = await inner.ReceivePacketAsync(cancellation);
            greeted = true;
            if (packet is MqttConnectPacket { CleanSession: true } connect
                && string.IsNullOrEmpty(connect.ClientId)
                && PacketFormatterAdapter.ProtocolVersion == MqttProtocolVersion.V311)
            {
                connect.ClientId = NewId();
            }

            return packet;
        }
    }

    public static string NewId() => $"anonymous-{Guid.NewGuid():N}";
}
