using Microsoft.AspNetCore.Connections;
using MQTTnet.Adapter;
using MQTTnet.AspNetCore;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Formatter;
using MQTTnet.Server;

namespace Monitoring.Ingest.Mqtt;

/// <summary>Where Kestrel's connections become the MQTT library's. The library's own door hands the connection on without its line, which we must be able to cut.</summary>
internal sealed class DeviceDoor(TimeProvider time) : ConnectionHandler, IMqttServerAdapter
{
    private MqttServerOptions options = new();

    public Func<IMqttChannelAdapter, Task> ClientHandler { get; set; } = null!;

    public Task StartAsync(MqttServerOptions options, IMqttNetLogger logger)
    {
        this.options = options;
        return Task.CompletedTask;
    }

    public Task StopAsync() => Task.CompletedTask;

    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        var formatter = new MqttPacketFormatterAdapter(new MqttBufferWriter(options.WriterBufferSize, options.WriterBufferSizeMax));
        using var channel = new DeviceChannel(new MqttConnectionContext(formatter, connection), connection, time.GetUtcNow());
        try
        {
            await ClientHandler(channel);
        }
        finally
        {
            channel.Connection.Leave();
        }
    }

    public void Dispose()
    {
        // Nothing of its own: Kestrel has the listener.
    }
}
