using System.Collections.Concurrent;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace Monitoring.Tests.Ingest;

/// <summary>A siren as an MQTT client: it subscribes to its topic and keeps what it hears.</summary>
internal sealed class SirenDevice : IDisposable
{
    private readonly IMqttClient client = new MqttClientFactory().CreateMqttClient();
    private readonly ConcurrentQueue<(string Text, bool Retained, MqttQualityOfServiceLevel Qos)> heard = [];

    public IEnumerable<string> Heard => heard.Select(h => h.Text);

    public IEnumerable<(string Text, bool Retained, MqttQualityOfServiceLevel Qos)> HeardWhole => heard;

    public MqttClientSubscribeResultCode Granted { get; private set; }

    public static async Task<SirenDevice> ConnectAsync(int port, string filter, MqttProtocolVersion version = MqttProtocolVersion.V311)
    {
        var siren = new SirenDevice();
        siren.client.ApplicationMessageReceivedAsync += e =>
        {
            siren.heard.Enqueue((e.ApplicationMessage.ConvertPayloadToString(), e.ApplicationMessage.Retain, e.ApplicationMessage.QualityOfServiceLevel));
            return Task.CompletedTask;
        };
        await siren.client.ConnectAsync(
            new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).WithProtocolVersion(version).Build(), TestContext.Current.CancellationToken);
        var result = await siren.client.SubscribeAsync(
            new MqttClientSubscribeOptionsBuilder().WithTopicFilter(filter, MqttQualityOfServiceLevel.AtLeastOnce).Build(), TestContext.Current.CancellationToken);
        siren.Granted = result.Items.Single().ResultCode;
        return siren;
    }

    /// <summary>Completes when the broker has answered all that was sent before.</summary>
    public Task PingAsync() => client.PingAsync(TestContext.Current.CancellationToken);

    public Task<MqttClientPublishResult> SendAsync(string topic, string text) => client.SendAsync(text, topic, retain: true);

    public void Dispose() => client.Dispose();
}
