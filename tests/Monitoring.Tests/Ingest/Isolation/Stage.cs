using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Escalation;
using Monitoring.Tests.Areas;
using MQTTnet;
using MQTTnet.Formatter;

namespace Monitoring.Tests.Ingest.Isolation;

/// <summary>Two facilities with a kitchen and a workshop each, the same equipment in all of them, and a broker between devices and server.</summary>
internal abstract class Stage : IAsyncDisposable
{
    public const string Fryer = "palu/kitchen/fryer-1";
    public const string Fridge = "palu/kitchen/fridge";
    public const string FridgeReading = "v1/palu/kitchen/fridge/temp";
    public const string FryerSiren = "siren/fryer";
    public const string FridgeSiren = "siren/fridge";

    private static readonly FacilityPlan Palu = SomeKitchen.Plan.Facilities[0] with
    {
        Areas =
        [
            SomeKitchen.Plan.Facilities[0].Areas[0] with
            {
                Equipment = [.. SomeKitchen.Plan.Facilities[0].Areas[0].Equipment, SomeKitchen.Plan.Facilities[0].Areas[0].Equipment[0] with { Id = "fryer-10" }],
            },
            SomeKitchen.Plan.Facilities[0].Areas[0] with { Id = "workshop", Kind = AreaKind.Workshop },
        ],
    };

    public static Plan Plan { get; } = new("plan-isolation",
    [
        Palu with
        {
            Escalation = EscalationPolicy.Default with
            {
                Sirens =
                [
                    new Siren("fryer", FryerSiren, Priority.High, []) { Device = "kitchen/fryer-1" },
                    new Siren("fridge", FridgeSiren, Priority.High, []) { Device = "kitchen/fridge" },
                ],
            },
        },
        Palu with { Id = "poso" },
    ]);

    public IngestHost Host { get; protected init; } = null!;

    public SomeDevices Devices => Host.Devices;

    /// <summary>Devices connect here.</summary>
    public int Port { get; protected init; }

    /// <summary>The broker knows what the registry says.</summary>
    public abstract Task ApplyAsync();

    public async Task<string> AddAsync(string device)
    {
        var password = Devices.Add(device);
        await ApplyAsync();
        return password;
    }

    public async Task RevokeAsync(string device)
    {
        Devices.Revoke(device);
        await ApplyAsync();
    }

    /// <returns>The code of the broker's answer; below 0: none.</returns>
    public async Task<int> TrySignInAsync(string? user, string? password)
    {
        using var device = new RawDevice(Port);
        return await device.GreetAsync(user, password);
    }

    public async Task<RawDevice> SignInRawAsync(string device, string password, string? will = null, string willPayload = "offline")
    {
        var raw = new RawDevice(Port);
        Assert.Equal(0, await raw.GreetAsync(SomeDevices.Address(device).UserName, password, will, willPayload));
        return raw;
    }

    public async Task<ListeningDevice> SignInAsync(string device, string password, MqttProtocolVersion version = MqttProtocolVersion.V500, string? clientId = null, bool clean = true)
    {
        var client = new MqttClientFactory().CreateMqttClient();
        var listening = new ListeningDevice(client);
        var options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", Port).WithProtocolVersion(version).WithClientId(clientId ?? $"device-{Guid.NewGuid():N}")
            .WithCredentials(SomeDevices.Address(device).UserName, password).WithCleanSession(clean).Build();
        Assert.Equal(MqttClientConnectResultCode.Success, (await client.ConnectAsync(options, TestContext.Current.CancellationToken)).ResultCode);
        return listening;
    }

    /// <summary>A reading of the fridge arrives: whatever was sent before it has been decided.</summary>
    public async Task SendOwnAsync(ListeningDevice fridge, double value)
    {
        await fridge.Client.SendAsync($$"""{"v":{{value}}}""", FridgeReading);
        await ArrivesAsync(value);
    }

    public Task ArrivesAsync(double value) => Device.Until(() => Values.Contains(value), $"{value} arrives");

    public IEnumerable<double> Values => Host.Store.Readings.Select(r => r.Value);

    public virtual async ValueTask DisposeAsync() => await Host.DisposeAsync();
}

/// <summary>A device that keeps what it hears.</summary>
internal sealed class ListeningDevice : IDisposable
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> heard = [];

    public ListeningDevice(IMqttClient client)
    {
        Client = client;
        client.ApplicationMessageReceivedAsync += e =>
        {
            heard.Enqueue($"{e.ApplicationMessage.Topic} {e.ApplicationMessage.ConvertPayloadToString()}");
            return Task.CompletedTask;
        };
    }

    public IMqttClient Client { get; }

    public IEnumerable<string> Heard => heard;

    public Task<MqttClientSubscribeResult> ListenAsync(string filter) => Client.SubscribeAsync(
        new MqttClientSubscribeOptions { TopicFilters = [new MQTTnet.Packets.MqttTopicFilter { Topic = filter, QualityOfServiceLevel = MQTTnet.Protocol.MqttQualityOfServiceLevel.AtLeastOnce }] },
        TestContext.Current.CancellationToken);

    public void Dispose() => Client.Dispose();
}
