using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Monitoring.Domain.Wire;
using Monitoring.Ingest.Devices;
using Monitoring.Ingest.Mqtt;
using MQTTnet;
using MQTTnet.Formatter;

namespace Monitoring.Tests.Ingest;

public sealed class DeviceSignInTests
{
    private const string Fryer = "palu/kitchen/fryer-1";
    private const string User = "palu.kitchen.fryer-1";

    [Theory]
    [InlineData(MqttProtocolVersion.V311)]
    [InlineData(MqttProtocolVersion.V500)]
    public async Task A_wrong_sign_in_gets_the_standards_answer_and_stands_in_the_rejects(MqttProtocolVersion version)
    {
        await using var host = await StartAsync();
        host.Devices.Add(Fryer);
        Assert.Equal(MqttClientConnectResultCode.BadUserNameOrPassword, await TryAsync(host, version, User, "wrong"));
        Assert.Equal(MqttClientConnectResultCode.BadUserNameOrPassword, await TryAsync(host, version, "palu.kitchen.nobody", "wrong"));
        Assert.Equal(MqttClientConnectResultCode.NotAuthorized, await TryAsync(host, version, null, null));
        var rejects = host.Rejects.Snapshot();
        Assert.Equal(("palu", "v1/palu/kitchen/fryer-1"), rejects.Where(r => r.Reason == RejectReason.WrongPassword).Select(r => (r.Facility, r.Topic)).Single());
        Assert.Equal(2, rejects.Where(r => r.Reason == RejectReason.UnknownDevice).Sum(r => r.Count));
        Assert.Equal(1, host.Connections.Find(SomeDevices.Address(Fryer)).Refusals);
        Assert.All(rejects, r => Assert.DoesNotContain("wrong", r.Sample, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(MqttProtocolVersion.V311)]
    [InlineData(MqttProtocolVersion.V500)]
    public async Task A_client_without_an_id_is_told_the_real_reason(MqttProtocolVersion version)
    {
        await using var host = await StartAsync();
        Assert.Equal(MqttClientConnectResultCode.BadUserNameOrPassword, await TryAsync(host, version, User, "wrong", clientId: ""));
        Assert.Equal(MqttClientConnectResultCode.NotAuthorized, await TryAsync(host, version, null, null, clientId: ""));
        Assert.Equal(MqttClientConnectResultCode.Success, await TryAsync(host, version, User, host.Devices.Add(Fryer), clientId: ""));
    }

    [Fact]
    public async Task Without_a_name_one_comes_in_only_where_that_is_allowed_and_a_name_is_checked_all_the_same()
    {
        await using var host = await IngestHost.StartAsync();
        host.Devices.Add(Fryer);
        Assert.Equal(MqttClientConnectResultCode.Success, await TryAsync(host, MqttProtocolVersion.V311, null, null));
        Assert.Equal(MqttClientConnectResultCode.BadUserNameOrPassword, await TryAsync(host, MqttProtocolVersion.V311, User, "wrong"));
        Assert.Equal(MqttClientConnectResultCode.BadUserNameOrPassword, await TryAsync(host, MqttProtocolVersion.V311, "anybody", "wrong"));
    }

    [Fact]
    public async Task Who_guesses_is_told_to_slow_down_and_neither_the_device_itself_nor_a_neighbour_at_the_same_address_is_kept_out()
    {
        await using var host = await StartAsync();
        var fridge = host.Devices.Add("palu/kitchen/fridge");
        var password = host.Devices.Add(Fryer);
        var answers = new List<MqttClientConnectResultCode>();
        for (var i = 0; i < 10; i++)
        {
            answers.Add(await TryAsync(host, MqttProtocolVersion.V500, User, $"guess-{i}"));
        }

        Assert.Contains(MqttClientConnectResultCode.ConnectionRateExceeded, answers);
        Assert.Equal(MqttClientConnectResultCode.Success, await TryAsync(host, MqttProtocolVersion.V500, User, password));
        Assert.Equal(MqttClientConnectResultCode.Success, await TryAsync(host, MqttProtocolVersion.V500, "palu.kitchen.fridge", fridge));
        Assert.Single(host.Rejects.Snapshot(), r => r.Reason == RejectReason.TooManyGuesses);
    }

    [Fact]
    public async Task Who_is_connected_can_be_asked()
    {
        await using var host = await StartAsync();
        var password = host.Devices.Add(Fryer);
        Assert.False(host.Connections.Find(SomeDevices.Address(Fryer)).Connected);
        using (await host.ConnectAsync(configure: o => o.WithCredentials(User, password)))
        {
            var contact = host.Connections.Find(SomeDevices.Address(Fryer));
            Assert.True(contact.Connected);
            Assert.Equal("127.0.0.1", contact.From);
        }

        await Device.Until(() => !host.Connections.Find(SomeDevices.Address(Fryer)).Connected, "it is gone");
    }

    [Fact]
    public void A_certificate_is_a_device_by_its_fingerprint_and_a_name_beside_it_must_be_its_own()
    {
        using var key = ECDsa.Create();
        using var certificate = new CertificateRequest("CN=fryer", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(99));
        var thumbprint = certificate.GetCertHashString(HashAlgorithmName.SHA256);
        var devices = new SomeDevices();
        devices.AddCertificate(Fryer, thumbprint);
        var password = devices.Add("palu/kitchen/fridge");
        var signIn = new SignIn(devices, new GuessGuard(TimeProvider.System), Options.Create(new MqttOptions()));

        Assert.Equal((Fryer, RejectReason.None), Of(new Comer(null, default, thumbprint, "", false)));
        Assert.Equal((Fryer, RejectReason.None), Of(new Comer(User, default, thumbprint, "", false)));
        Assert.Equal((Fryer, RejectReason.WrongPassword), Of(new Comer("palu.kitchen.fridge", System.Text.Encoding.UTF8.GetBytes(password), thumbprint, "", false)));
        Assert.Equal((null, RejectReason.UnknownDevice), Of(new Comer(null, default, new string('0', 64), "", false)));
        Assert.Equal((Fryer, RejectReason.WrongPassword), Of(new Comer(User, ""u8.ToArray(), null, "", false)));

        (string?, RejectReason) Of(in Comer comer)
        {
            var result = signIn.Decide(comer);
            return (result.Device?.Address.ToString(), result.Refused);
        }
    }

    [Fact]
    public void However_many_guesses_came_before_from_its_address_the_right_password_is_let_in_and_a_wrong_one_is_not_told_more()
    {
        var devices = new SomeDevices();
        var password = System.Text.Encoding.UTF8.GetBytes(devices.Add(Fryer));
        var signIn = new SignIn(devices, new GuessGuard(new FakeTimeProvider()), Options.Create(new MqttOptions()));
        var wrong = new Comer(User, "guess"u8.ToArray(), null, "10.0.0.7", false);
        RejectReason[] refused = [.. Enumerable.Range(0, 7).Select(_ => signIn.Decide(wrong).Refused)];
        RejectReason[] expected = [.. Enumerable.Repeat(RejectReason.WrongPassword, 5), RejectReason.TooManyGuesses, RejectReason.TooManyGuesses];
        Assert.Equal(expected, refused);
        Assert.Equal(RejectReason.None, signIn.Decide(wrong with { Password = password }).Refused);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void Nobody_comes_in_without_a_name_over_the_network(bool isOnThisMachine, bool comesIn)
    {
        var signIn = new SignIn(new SomeDevices(), new GuessGuard(TimeProvider.System), Options.Create(new MqttOptions { Anonymous = true }));
        Assert.Equal(comesIn, signIn.Decide(new Comer(null, default, null, "10.0.0.7", isOnThisMachine)).Refused == RejectReason.None);
    }

    private static Task<IngestHost> StartAsync() => IngestHost.StartAsync(settings: [("Mqtt:Anonymous", "false")]);

    private static async Task<MqttClientConnectResultCode> TryAsync(IngestHost host, MqttProtocolVersion version, string? user, string? password, string? clientId = null)
    {
        using var client = new MqttClientFactory().CreateMqttClient();
        var options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", host.Port).WithProtocolVersion(version).WithClientId(clientId ?? $"device-{Guid.NewGuid():N}");
        if (user is not null)
        {
            options.WithCredentials(user, password);
        }

        return (await client.ConnectAsync(options.Build(), TestContext.Current.CancellationToken)).ResultCode;
    }
}
