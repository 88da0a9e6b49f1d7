using System.Diagnostics;
using System.Text.RegularExpressions;
using MQTTnet;
using MQTTnet.Protocol;

namespace Monitoring.EndToEnd.Tests;

/// <summary>A device's password falls into wrong hands: the command takes it away while the server, another process, runs.</summary>
public sealed partial class StolenDeviceTests
{
    private const string Device = "palu/kitchen/fryer-1";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_stolen_and_revoked_is_cut_off_within_five_seconds()
    {
        await using var server = new ServerUnderTest();
        await server.StartAsync(Cancellation);
        var (code, said) = await server.RunCommandAsync(["device", "add", Device], Cancellation);
        Assert.True(code == 0, said);
        var password = Password().Match(said).Groups["password"].Value;

        using var thief = new MqttClientFactory().CreateMqttClient();
        await Eventually.Async("the server lets the device in", () => SignInAsync(thief, server, password), r => r == MqttClientConnectResultCode.Success);
        Assert.Equal(MqttClientPublishReasonCode.Success, await SendAsync(thief, "oil_temp"));
        Assert.Equal(MqttClientPublishReasonCode.NotAuthorized, await SendAsync(thief, "../fridge/temp"));

        (code, said) = await server.RunCommandAsync(["device", "revoke", Device, "--why", "stolen"], Cancellation);
        Assert.True(code == 0, said);
        var watch = Stopwatch.StartNew();
        await Eventually.Async("its connection ends", () => Task.FromResult(thief.IsConnected), connected => !connected);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Equal(MqttClientConnectResultCode.BadUserNameOrPassword, await SignInAsync(thief, server, password));
    }

    private static async Task<MqttClientConnectResultCode> SignInAsync(IMqttClient client, ServerUnderTest server, string password)
    {
        var options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", server.MqttPort).WithCredentials(Device.Replace('/', '.'), password).Build();
        return (await client.ConnectAsync(options, Cancellation)).ResultCode;
    }

    private static async Task<MqttClientPublishReasonCode> SendAsync(IMqttClient client, string below)
    {
        var topic = new Uri(new Uri($"mqtt://x/v1/{Device}/"), below).AbsolutePath[1..];
        var message = new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload("""{"v":150}""").WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build();
        return (await client.PublishAsync(message, Cancellation)).ReasonCode;
    }

    [GeneratedRegex(@"Password:\s+(?<password>[a-z2-9]{32})")]
    private static partial Regex Password();
}
