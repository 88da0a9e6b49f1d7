using System.Text;
using MQTTnet.Formatter;

namespace Monitoring.Tests.Ingest.Isolation;

/// <summary>The same cases against our own broker and against a real Mosquitto with the files that are generated: a device can only be itself.</summary>
public abstract class DeviceIsolationTests
{
    private const double Forbidden = 66;
    private const double Allowed = 1;

    private static readonly string Own = SomeDevices.Address(Stage.Fryer).Topic;

    public static TheoryData<string> OthersTopics { get; } =
    [
        "v1/palu/kitchen/fridge/temp", "v1/palu/kitchen/fridge", "v1/palu/kitchen/fryer-10/oil_temp", "v1/palu/workshop/fryer-1/oil_temp", "v1/poso/kitchen/fryer-1/oil_temp",
        "v1/palu/kitchen", "v1/palu", "v1", "v1/palu/kitchen/fridge/commands/reset", "siren/fridge", "siren/fryer",
        "#", "+", "v1/#", "v1/+/+/+/+", "v1/palu/kitchen/+/temp", "v1/palu/kitchen/fryer-1/#", "v1/palu/kitchen/fryer-1/+",
        "$SYS/broker/uptime", "$share/g/v1/palu/kitchen/fridge/temp", "$share/g/v1/palu/kitchen/fryer-1/oil_temp", "", "/",
        "/v1/palu/kitchen/fridge/temp", "v1//palu/kitchen/fridge/temp", "V1/palu/kitchen/fridge/temp", " v1/palu/kitchen/fridge/temp", "v1/palu/kitchen/fridge/temp ",
        "v1/palu/kitchen/fryer-1/../fridge/temp", "v1/palu/kitchen/fryer-1\0/temp", "v1/palu/kitchen/fridge/temp\0", "v1\uff0fpalu\uff0fkitchen\uff0ffridge\uff0ftemp",
        "v1/palu/kitchen/fri\u00addge/temp", "v1/palu/kitchen/fridge\u200b/temp", "v1/palu/kitchen/\u202efridge/temp", "v1/palu/kitchen/ﬀryer-1/oil_temp", "\ufeffv1/palu/kitchen/fridge/temp",
        "monitoring/ingest/monitoring-ingest",
    ];

    public static TheoryData<string> OthersFilters { get; } =
    [
        "#", "+/#", "v1/#", "+/+/+/+/+", "+/+/+/+", "v1/palu/kitchen/fridge/#", "v1/palu/kitchen/fridge/commands/#", "v1/palu/kitchen/+/commands/#", "v1/+/+/+/commands/#",
        "v1/palu/kitchen/fridge/temp", "v1/palu/kitchen/fridge/commands/reset", "siren/#", "siren/fridge", "$SYS/#", "$share/g/#", "$share/g/v1/palu/kitchen/fridge/commands/#",
        "monitoring/#",
    ];

    private protected abstract Task<Stage> OpenAsync();

    [Theory]
    [InlineData(MqttProtocolVersion.V311)]
    [InlineData(MqttProtocolVersion.V500)]
    public async Task What_a_device_says_of_itself_arrives(MqttProtocolVersion version)
    {
        await using var stage = await OpenAsync();
        using var fryer = await stage.SignInAsync(Stage.Fryer, await stage.AddAsync(Stage.Fryer), version);
        await fryer.Client.SendAsync("""{"v":146.3}""", $"{Own}/oil_temp");
        await fryer.Client.SendAsync("""{"values":{"oil_temp":147}}""", Own);
        await fryer.Client.SendAsync("""{"v":148}""", $"{Own}/oil_temp", retain: true);
        await stage.ArrivesAsync(148);
        Assert.Equal([146.3, 147, 148], stage.Values);
    }

    [Fact]
    public async Task What_it_says_in_anothers_place_does_not()
    {
        await using var stage = await OpenAsync();
        var password = await stage.AddAsync(Stage.Fryer);
        using var fridge = await stage.SignInAsync(Stage.Fridge, await stage.AddAsync(Stage.Fridge));
        var topics = OthersTopics.Select(t => Encoding.UTF8.GetBytes(t.Data))
            .Append(Encoding.UTF8.GetBytes($"{Own}/").Concat(Enumerable.Repeat((byte)'x', 65_535 - Own.Length - 1)).ToArray())
            // A slash in two bytes, half of a surrogate, a byte that begins nothing.
            .Append([.. "v1"u8, 0xC0, 0xAF, .. "palu/kitchen/fridge/temp"u8]).Append([.. "v1/palu/kitchen/fridge/temp"u8, 0xED, 0xA0, 0x80]).Append([.. "v1/palu/kitchen/fridge/temp"u8, 0xFF]);
        foreach (var topic in topics)
        {
            foreach (var retain in new[] { false, true })
            {
                using var fryer = await stage.SignInRawAsync(Stage.Fryer, password);
                // It is answered, or the connection is closed: both are the standard's [MQTT-3.3.5-2].
                if (await fryer.TryPublishAsync(7, topic, $$"""{"v":{{Forbidden}}}""", retain))
                {
                    await fryer.TryReadAsync(new byte[4]);
                }
            }
        }

        await stage.SendOwnAsync(fridge, Allowed);
        Assert.Equal([Allowed], stage.Values);
    }

    [Theory]
    [InlineData("v1/palu/kitchen/fridge/temp")]
    [InlineData("v1/poso/kitchen/fryer-1/oil_temp")]
    [InlineData("siren/fryer")]
    public async Task Nor_what_it_leaves_behind_as_its_last_will(string topic)
    {
        await using var stage = await OpenAsync();
        using var fridge = await stage.SignInAsync(Stage.Fridge, await stage.AddAsync(Stage.Fridge));
        var password = await stage.AddAsync(Stage.Fryer);
        using (await stage.SignInRawAsync(Stage.Fryer, password, topic, $$"""{"v":{{Forbidden}}}"""))
        {
            await stage.SendOwnAsync(fridge, 2);
        }

        using (await stage.SignInRawAsync(Stage.Fryer, password, $"{Own}/oil_temp", """{"v":3}"""))
        {
            await stage.SendOwnAsync(fridge, 4);
        }

        await stage.ArrivesAsync(3);
        Assert.DoesNotContain(Forbidden, stage.Values);
    }

    [Fact]
    public async Task A_device_hears_its_own_commands_and_its_siren()
    {
        await using var stage = await OpenAsync();
        using var fryer = await stage.SignInAsync(Stage.Fryer, await stage.AddAsync(Stage.Fryer));
        await fryer.ListenAsync($"{Own}/commands/#");
        await fryer.ListenAsync(Stage.FryerSiren);
        await stage.Host.Commands.PublishAsync($"{Own}/commands/reset", "1", TestContext.Current.CancellationToken);
        await stage.Host.Commands.PublishAsync(Stage.FryerSiren, "ON", TestContext.Current.CancellationToken);
        await Device.Until(() => fryer.Heard.SequenceEqual([$"{Own}/commands/reset 1", "siren/fryer ON"]), "the command and the siren");
    }

    [Fact]
    public async Task It_hears_nothing_of_others_whatever_it_asks_for()
    {
        await using var stage = await OpenAsync();
        var password = await stage.AddAsync(Stage.Fryer);
        using var fridge = await stage.SignInAsync(Stage.Fridge, await stage.AddAsync(Stage.Fridge));
        foreach (var filter in OthersFilters)
        {
            using var fryer = await stage.SignInAsync(Stage.Fryer, password);
            await fryer.ListenAsync(filter.Data);
            await stage.Host.Commands.PublishAsync("v1/palu/kitchen/fridge/commands/reset", "1", TestContext.Current.CancellationToken);
            await stage.Host.Commands.PublishAsync(Stage.FridgeSiren, "ON", TestContext.Current.CancellationToken);
            await fridge.Client.SendAsync("""{"v":1}""", Stage.FridgeReading, retain: true);
            await fryer.Client.PingAsync(TestContext.Current.CancellationToken);
            Assert.Empty(fryer.Heard);
        }
    }

    [Fact]
    public async Task Nobody_comes_in_without_the_right_name_and_password()
    {
        await using var stage = await OpenAsync();
        var (user, password) = (SomeDevices.Address(Stage.Fryer).UserName, await stage.AddAsync(Stage.Fryer));
        var others = await stage.AddAsync(Stage.Fridge);
        Assert.Equal(0, await stage.TrySignInAsync(user, password));
        (string? User, string? Password)[] wrong =
        [
            (null, null), ("", ""), (user, null), (user, ""), (user, password + " "), (user, others), (user, password.ToUpperInvariant()),
            ("palu.kitchen.nobody", password), (user.ToUpperInvariant(), password), (user + "\u200b", password), (Stage.Fryer, password), ("monitoring", password), ("monitoring", ""),
        ];
        foreach (var (name, secret) in wrong)
        {
            Assert.NotEqual(0, await stage.TrySignInAsync(name, secret));
        }
    }

    [Fact]
    public async Task A_device_that_was_revoked_stays_outside_and_one_that_was_renewed_comes_with_the_new_password_alone()
    {
        await using var stage = await OpenAsync();
        var (user, old) = (SomeDevices.Address(Stage.Fryer).UserName, await stage.AddAsync(Stage.Fryer));
        var renewed = await stage.AddAsync(Stage.Fryer);
        Assert.NotEqual(0, await stage.TrySignInAsync(user, old));
        Assert.Equal(0, await stage.TrySignInAsync(user, renewed));
        await stage.RevokeAsync(Stage.Fryer);
        Assert.NotEqual(0, await stage.TrySignInAsync(user, renewed));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_connection_of_a_device_that_is_revoked_or_renewed_ends_within_five_seconds_and_no_other(bool renewed)
    {
        await using var stage = await OpenAsync();
        using var fridge = await stage.SignInAsync(Stage.Fridge, await stage.AddAsync(Stage.Fridge));
        using var fryer = await stage.SignInAsync(Stage.Fryer, await stage.AddAsync(Stage.Fryer));
        await fryer.Client.SendAsync("""{"v":146}""", $"{Own}/oil_temp");
        await stage.ArrivesAsync(146);
        var started = TimeProvider.System.GetTimestamp();
        await (renewed ? stage.AddAsync(Stage.Fryer) : stage.RevokeAsync(Stage.Fryer));
        await Device.Until(() => !fryer.Client.IsConnected, "its connection ends");
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        await stage.SendOwnAsync(fridge, Allowed);
        Assert.True(fridge.Client.IsConnected);
    }

    [Fact]
    public async Task No_device_takes_anothers_session_over_by_its_client_id()
    {
        await using var stage = await OpenAsync();
        using var fridge = await stage.SignInAsync(Stage.Fridge, await stage.AddAsync(Stage.Fridge), clientId: "the-same", clean: false);
        await fridge.ListenAsync("v1/palu/kitchen/fridge/commands/#");
        using var fryer = await stage.SignInAsync(Stage.Fryer, await stage.AddAsync(Stage.Fryer), clientId: "the-same", clean: false);
        await stage.Host.Commands.PublishAsync("v1/palu/kitchen/fridge/commands/reset", "1", TestContext.Current.CancellationToken);
        await Device.Until(() => fridge.Heard.Any(), "the fridge still hears");
        await fryer.Client.PingAsync(TestContext.Current.CancellationToken);
        Assert.Empty(fryer.Heard);
        await stage.SendOwnAsync(fridge, Allowed);
    }
}

public sealed class EmbeddedIsolationTests : DeviceIsolationTests
{
    private protected override Task<Stage> OpenAsync() => EmbeddedStage.OpenAsync();
}

public sealed class MosquittoIsolationTests : DeviceIsolationTests
{
    private protected override Task<Stage> OpenAsync() => MosquittoStage.OpenAsync();

    [Fact]
    public async Task No_device_comes_in_where_the_server_does_to_take_its_session_over()
    {
        await using var stage = (MosquittoStage)await MosquittoStage.OpenAsync();
        var password = await stage.AddAsync(Stage.Fryer);
        using var fryer = new RawDevice(stage.ServerPort);
        Assert.NotEqual(0, await fryer.GreetAsync(SomeDevices.Address(Stage.Fryer).UserName, password, clientId: "monitoring-ingest"));
    }

    [Fact]
    public async Task What_arrives_while_the_server_is_away_is_kept_for_it_before_and_after_a_reload()
    {
        await using var stage = (MosquittoStage)await MosquittoStage.OpenAsync();
        using var fridge = await stage.SignInAsync(Stage.Fridge, await stage.AddAsync(Stage.Fridge));
        using (var server = await stage.SignInAsServerAsync("away"))
        {
            await server.ListenAsync("v1/#");
        }

        await stage.SendOwnAsync(fridge, 1);
        await stage.ApplyAsync();
        await stage.SendOwnAsync(fridge, 2);
        using var back = await stage.SignInAsServerAsync("away");
        await Device.Until(() => back.Heard.Count() == 2, "both are delivered");
    }
}
