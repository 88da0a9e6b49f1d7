using System.Text;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace Monitoring.Ingest.Mqtt;

/// <summary>
/// Sees to it that one server uses a client id: a second one would take the session over, and each would get half of the alarms. Who holds it beats, retained, on
/// <c>monitoring/ingest/{clientId}</c>; its last will clears the beat. A beat that is only retained may be left over from a broker's crash, so that a
/// newcomer waits for one that is sent while it listens before it believes that somebody lives.
/// </summary>
internal sealed class InstancePresence(MqttOptions options, MqttLog log, TimeProvider time)
{
    public static readonly TimeSpan BeatPeriod = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan RetainedWithin = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LivingWithin = BeatPeriod * 2.5;

    private readonly string topic = $"monitoring/ingest/{options.ClientId}";
    private readonly string instance = Guid.NewGuid().ToString("N");

    public void AddLastWill(MqttClientOptionsBuilder builder) =>
        builder.WithWillTopic(topic).WithWillPayload([]).WithWillRetain().WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);

    public Task BeatAsync(IMqttClient client, CancellationToken cancellation) => PublishAsync(client, Encoding.ASCII.GetBytes(instance), cancellation);

    public Task LeaveAsync(IMqttClient client, CancellationToken cancellation) => PublishAsync(client, [], cancellation);

    /// <exception cref="ClientIdInUseException">Another server lives under this client id.</exception>
    public async Task EnsureAloneAsync(MqttProtocolVersion version, CancellationToken cancellation)
    {
        var retained = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var living = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (client, _) = await BrokerClient.ConnectAsync(options, version, $"{options.ClientId}-look-{instance[..8]}", log, c => c.ApplicationMessageReceivedAsync += e =>
        {
            var payload = Encoding.ASCII.GetString(e.ApplicationMessage.Payload);
            if (payload.Length > 0 && payload != instance)
            {
                (e.ApplicationMessage.Retain ? retained : living).TrySetResult();
            }

            return Task.CompletedTask;
        }, b => b.WithCleanSession(), cancellation);
        using (client)
        {
            await client.SubscribeAsync(new MqttClientSubscribeOptionsBuilder().WithTopicFilter(topic).Build(), cancellation);
            if (await HappensAsync(Task.WhenAny(retained.Task, living.Task), RetainedWithin, cancellation) && await HappensAsync(living.Task, LivingWithin, cancellation))
            {
                throw new ClientIdInUseException(options.ClientId);
            }

            await client.DisconnectAsync(new MqttClientDisconnectOptions(), cancellation);
        }
    }

    private async Task<bool> HappensAsync(Task what, TimeSpan within, CancellationToken cancellation)
    {
        await Task.WhenAny(what, Task.Delay(within, time, cancellation));
        cancellation.ThrowIfCancellationRequested();
        return what.IsCompleted;
    }

    private Task<MqttClientPublishResult> PublishAsync(IMqttClient client, byte[] payload, CancellationToken cancellation) =>
        client.PublishAsync(new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(payload).WithRetainFlag().Build(), cancellation);
}

internal sealed class ClientIdInUseException(string clientId)
    : Exception($"Another server is connected to the broker as '{clientId}'. Stop it, or give this one a client id of its own (Mqtt__ClientId).");
