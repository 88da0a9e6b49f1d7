using System.Globalization;
using MQTTnet;
using MQTTnet.Protocol;

namespace Monitoring.EndToEnd.Tests;

/// <summary>
/// A device that sends one signal with times of its own and doesn't go on before a reading is acknowledged: across every restart it sends the same reading
/// again until it is. What it remembers is what must be in the store, once.
/// </summary>
internal sealed class Stove(string address, int port, int seed) : IAsyncDisposable
{
    private readonly Random random = new(seed);
    private readonly IMqttClient client = new MqttClientFactory().CreateMqttClient();
    private double value = 50;

    public string Address => address;

    public List<(long Time, double Value)> Acknowledged { get; } = [];

    /// <summary>Sends about 25 readings a second until told to stop; each is acknowledged when it returns.</summary>
    public async Task RunAsync(CancellationToken stop, CancellationToken cancellation)
    {
        while (!stop.IsCancellationRequested)
        {
            // Long stays on either side of the limit, and now and then a step across it.
            value = random.Next(25) == 0 ? (value < HotPlan.Limit ? 120 : 50) : value + (random.NextDouble() - 0.5);
            var time = Math.Max(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), Acknowledged.Count == 0 ? 0 : Acknowledged[^1].Time + 1);
            await SendUntilAcknowledgedAsync(time, Math.Round(value, 3), cancellation);
            await Task.Delay(TimeSpan.FromMilliseconds(40), TimeProvider.System, cancellation);
        }
    }

    public async Task SendUntilAcknowledgedAsync(long time, double reading, CancellationToken cancellation)
    {
        var message = new MqttApplicationMessageBuilder()
            .WithTopic($"v1/{address}")
            .WithPayload(string.Create(CultureInfo.InvariantCulture, $$"""{"v":{{reading:R}},"t":{{time}}}"""))
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .Build();
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                if (!client.IsConnected)
                {
                    var options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).WithClientId(address.Replace('/', '-')).WithTimeout(TimeSpan.FromSeconds(5)).Build();
                    await client.ConnectAsync(options, cancellation);
                }

                var result = await client.PublishAsync(message, cancellation);
                Assert.True(result.IsSuccess, $"{address}: {result.ReasonCode} {result.ReasonString}");
                Acknowledged.Add((time, reading));
                return;
            }
            catch (Exception away) when (away is MQTTnet.Exceptions.MqttCommunicationException or InvalidOperationException or OperationCanceledException && !cancellation.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellation);
            }
        }
    }

    /// <summary>Edges of the rule "hot" that these readings must have made: at 100 or above it is raised, below 99 it returns.</summary>
    public IEnumerable<string> ExpectedEdges()
    {
        var active = false;
        foreach (var (time, reading) in Acknowledged)
        {
            if (active ? reading < HotPlan.Limit - 1 : reading >= HotPlan.Limit)
            {
                active = !active;
                yield return $"{(active ? "raised" : "returned")} {time}";
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (client.IsConnected)
        {
            await client.DisconnectAsync();
        }

        client.Dispose();
    }
}
