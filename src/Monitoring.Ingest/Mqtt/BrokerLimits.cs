using System.Collections.Immutable;
using System.Text;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace Monitoring.Ingest.Mqtt;

/// <summary>
/// Finds out whether the broker is set up in a way that loses messages. What its CONNACK says is read; how many messages it keeps for a client that is away
/// (Mosquitto: <c>max_queued_messages</c>, by default 1,000, the newest dropped without a word) is tried with a session of our own. Whether the broker
/// keeps them over its own crash (<c>persistence</c>, <c>autosave_interval</c>) can't be seen from outside.
/// </summary>
internal sealed class BrokerLimits(MqttOptions options, MqttLog log, TimeProvider time)
{
    /// <summary>Some more than every default that is known.</summary>
    private const int Tried = 3_000;
    private const int PublishedAtOnce = 100;

    private static readonly TimeSpan ProbeExpiry = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    /// <returns>One sentence for each limit, with its remedy.</returns>
    public async Task<ImmutableArray<string>> CheckAsync(MqttClientConnectResult answer, MqttProtocolVersion version, CancellationToken cancellation)
    {
        var warnings = ImmutableArray.CreateBuilder<string>();
        if (version == MqttProtocolVersion.V500)
        {
            // The library says 0 where the broker grants what was asked for.
            if (answer.SessionExpiryInterval is { } expiry and > 0 && expiry < options.SessionExpiry.TotalSeconds)
            {
                warnings.Add($"The broker keeps our session for {TimeSpan.FromSeconds(expiry)} only: what comes after a longer absence is lost. Raise its session expiry (Mosquitto: persistent_client_expiration).");
            }

            if (answer.MaximumQoS < MqttQualityOfServiceLevel.AtLeastOnce)
            {
                warnings.Add("The broker delivers at QoS 0 only: every broken connection loses readings. Raise its maximum QoS (Mosquitto: max_qos 2).");
            }

            if (!answer.RetainAvailable)
            {
                warnings.Add("The broker retains nothing: a second server with our client id can't be told from us. Allow retained messages (Mosquitto: retain_available true).");
            }
        }

        var kept = await CountKeptAsync(version, cancellation);
        if (kept < Tried)
        {
            warnings.Add($"The broker keeps about {kept} messages while we are away and drops the rest without a word. Raise its queue (Mosquitto: max_queued_messages 0, max_queued_bytes for the bound).");
        }

        return warnings.ToImmutable();
    }

    /// <summary>How many of <see cref="Tried"/> messages come back to a session that was away while they were published.</summary>
    private async Task<int> CountKeptAsync(MqttProtocolVersion version, CancellationToken cancellation)
    {
        var name = $"{options.ClientId}-probe-{Guid.NewGuid().ToString("N")[..8]}";
        var topic = $"monitoring/ingest/{options.ClientId}/probe/{name}";
        var count = 0;
        await AsAsync(name, version, b => b.KeepSession(version, ProbeExpiry), null, client => client.SubscribeAsync(
            new MqttClientSubscribeOptionsBuilder().WithTopicFilter(topic, MqttQualityOfServiceLevel.AtLeastOnce).Build(), cancellation), cancellation);
        try
        {
            await AsAsync($"{name}-publisher", version, b => b.WithCleanSession(), null, client => PublishAsync(client, topic, cancellation), cancellation);
            await AsAsync(name, version, b => b.KeepSession(version, ProbeExpiry), c => c.ApplicationMessageReceivedAsync += _ =>
            {
                Interlocked.Increment(ref count);
                return Task.CompletedTask;
            }, _ => UntilQuietAsync(() => Volatile.Read(ref count), cancellation), cancellation);
        }
        finally
        {
            // A clean session of the same name ends the one that was kept.
            await AsAsync(name, version, b => b.WithCleanSession(), null, _ => Task.CompletedTask, cancellation);
        }

        return count;
    }

    private async Task AsAsync(
        string name, MqttProtocolVersion version, Action<MqttClientOptionsBuilder> configure, Action<IMqttClient>? prepare, Func<IMqttClient, Task> work, CancellationToken cancellation)
    {
        var (client, _) = await BrokerClient.ConnectAsync(options, version, name, log, prepare, configure, cancellation);
        using (client)
        {
            await work(client);
            await client.DisconnectAsync(new MqttClientDisconnectOptions { SessionExpiryInterval = version == MqttProtocolVersion.V500 ? client.Options.SessionExpiryInterval : 0 }, cancellation);
        }
    }

    private static async Task PublishAsync(IMqttClient client, string topic, CancellationToken cancellation)
    {
        var message = new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(Encoding.ASCII.GetBytes("probe"))
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build();
        for (var sent = 0; sent < Tried; sent += PublishedAtOnce)
        {
            await Task.WhenAll(Enumerable.Range(0, PublishedAtOnce).Select(_ => client.PublishAsync(message, cancellation)));
        }
    }

    private async Task UntilQuietAsync(Func<int> count, CancellationToken cancellation)
    {
        int before;
        do
        {
            before = count();
            await Task.Delay(Quiet, time, cancellation);
        }
        while (count() > before && count() < Tried);
    }
}
