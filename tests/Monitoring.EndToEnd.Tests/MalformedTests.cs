using System.Text;
using MQTTnet;
using MQTTnet.Protocol;

namespace Monitoring.EndToEnd.Tests;

public sealed class MalformedTests
{
    private const int Each = 50_000;
    private const int Connections = 10;

    private static readonly byte[][] Malformed =
    [
        "\0\u0001garbage"u8.ToArray(),
        """{"v":1"""u8.ToArray(),
        Encoding.UTF8.GetBytes(new string('[', 10_000)),
        """{"v":1e999}"""u8.ToArray(),
        """{"v":"hot"}"""u8.ToArray(),
        """{"v":1,"t":12}"""u8.ToArray(),
        """{"v":1,"t":"2100-01-01T00:00:00Z"}"""u8.ToArray(),
        """{"v":1,"t":"2026-11-23T08:00:00"}"""u8.ToArray(),
        """{"v":1,"v":2}"""u8.ToArray(),
        [.. "{\"v\":1,\"q\":\""u8, 0xC3, 0x28, .. "\"}"u8],
        """{"t":1795000000123.5,"v":1}"""u8.ToArray(),
        """{"v":NaN}"""u8.ToArray(),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hundred_thousand_packets_half_of_them_malformed_harm_nothing()
    {
        await using var server = new ServerUnderTest(HotPlan.Yaml(Connections / 2));
        await server.StartAsync(Cancellation);
        var addresses = HotPlan.Addresses(Connections / 2).ToArray();
        var start = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - Each / Connections;
        await Task.WhenAll(addresses.Select(address => SendAsync(server.MqttPort, address, start)));

        foreach (var address in addresses)
        {
            var answer = await server.GetAsync($"/api/v1/history?signal={address}&from={start}&to={start + Each / Connections}&buckets=1", Cancellation);
            Assert.Equal(Each / Connections, answer.GetProperty("series")[0].GetProperty("buckets").GetProperty("count")[0].GetInt64());
        }

        var rejects = await server.GetAsync("/api/v1/rejects", Cancellation);
        Assert.Equal(Each, rejects.GetProperty("total").GetInt64());
        Assert.Equal(Each, rejects.GetProperty("byReason").EnumerateObject().Sum(r => r.Value.GetInt64()));
        Assert.True(rejects.GetProperty("byReason").EnumerateObject().Count() >= 5, $"Counted by reason: {rejects.GetProperty("byReason")}");
        Assert.InRange(rejects.GetProperty("entries").GetArrayLength(), 1, 1_000);
        Assert.InRange(MemoryInMegabytes(server), 1, 600);
        Assert.True(server.Output.Split('\n').Length < 100, "The log was flooded.");
    }

    /// <summary>One valid and one malformed packet in turn, up to 200 unacknowledged.</summary>
    private static async Task SendAsync(int port, string address, long start)
    {
        using var client = new MqttClientFactory().CreateMqttClient();
        await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).WithClientId(address.Replace('/', '-')).Build(), Cancellation);
        using var window = new SemaphoreSlim(200);
        var sent = new List<Task>();
        for (var i = 0; i < 2 * Each / Connections; i++)
        {
            await window.WaitAsync(Cancellation);
            sent.Add(PublishAsync(i % 2 == 0 ? Encoding.UTF8.GetBytes($$"""{"v":20.5,"t":{{start + i / 2}}}""") : Malformed[i / 2 % Malformed.Length]));
        }

        await Task.WhenAll(sent);
        async Task PublishAsync(byte[] payload)
        {
            var message = new MqttApplicationMessageBuilder().WithTopic($"v1/{address}").WithPayload(payload).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
            await client.PublishAsync(message.Build(), Cancellation);
            window.Release();
        }
    }

    private static long MemoryInMegabytes(ServerUnderTest server) =>
        long.Parse(File.ReadLines($"/proc/{server.ProcessId}/status").First(l => l.StartsWith("VmRSS", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture) / 1024;
}
