using System.Security.Cryptography;
using Monitoring.Domain.Devices;
using Monitoring.Server.Devices;
using MQTTnet;
using MQTTnet.Formatter;

namespace Monitoring.Tests.Ingest.Isolation;

internal sealed class EmbeddedStage : Stage
{
    public static async Task<Stage> OpenAsync()
    {
        var host = await IngestHost.StartAsync(plan: Plan, settings: [("Mqtt:Anonymous", "false")]);
        return new EmbeddedStage { Host = host, Port = host.Port };
    }

    public override Task ApplyAsync() => Task.CompletedTask;
}

/// <summary>A real Mosquitto with the files that <c>mosquitto write</c> makes, and the server behind it under its own name.</summary>
internal sealed class MosquittoStage : Stage
{
    private readonly MosquittoBroker broker;
    private readonly MosquittoSettings settings;

    private MosquittoStage(MosquittoBroker broker, MosquittoSettings settings) => (this.broker, this.settings) = (broker, settings);

    /// <summary>The server connects here.</summary>
    public int ServerPort => settings.ServerPort;

    public static async Task<Stage> OpenAsync()
    {
        var folder = Directory.CreateTempSubdirectory("mosquitto-").FullName;
        var settings = new MosquittoSettings(folder, IngestHost.FreePort(), null, null, IngestHost.FreePort()) { Persistence = folder + "/" };
        MosquittoFolder.Write(folder, new MosquittoFiles(Plan, DeviceRoster.Empty, settings));
        // As root Mosquitto would become a user that may not read the test's folder.
        var configuration = settings.In("test.conf");
        await File.WriteAllTextAsync(configuration, $"user {Environment.UserName}\n" + await File.ReadAllTextAsync(settings.In(MosquittoFiles.ConfigurationName)), TestContext.Current.CancellationToken);
        var broker = await MosquittoBroker.StartWithAsync(configuration, settings.Port);
        var host = await IngestHost.StartAsync(plan: Plan, settings:
        [
            ("Mqtt:Mode", "External"), ("Mqtt:Port", $"{settings.ServerPort}"), ("Mqtt:Host", "127.0.0.1"), ("Mqtt:UserName", settings.User),
            ("Mqtt:PasswordFile", settings.In(MosquittoFolder.ServerPasswordName)),
        ]);
        await Device.Until(() => host.Health.IsUp, "connected to Mosquitto");
        return new MosquittoStage(broker, settings) { Host = host, Port = settings.Port };
    }

    /// <summary>Under the server's name, with a session that stays.</summary>
    public async Task<ListeningDevice> SignInAsServerAsync(string session)
    {
        var client = new MqttClientFactory().CreateMqttClient();
        var listening = new ListeningDevice(client);
        var password = await File.ReadAllTextAsync(settings.In(MosquittoFolder.ServerPasswordName), TestContext.Current.CancellationToken);
        var options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", ServerPort).WithProtocolVersion(MqttProtocolVersion.V311).WithClientId(session)
            .WithCredentials(settings.User, password.Trim()).WithCleanSession(false).Build();
        Assert.Equal(MqttClientConnectResultCode.Success, (await client.ConnectAsync(options, TestContext.Current.CancellationToken)).ResultCode);
        return listening;
    }

    public override async Task ApplyAsync()
    {
        MosquittoFolder.Write(settings.Folder, new MosquittoFiles(Plan, Devices.Current, settings));
        var probe = $"reload-{RandomNumberGenerator.GetHexString(8)}";
        // It has read the files when it lets in somebody new.
        var files = await File.ReadAllTextAsync(settings.In(MosquittoFiles.PasswordsName), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(settings.In(MosquittoFiles.PasswordsName), $"{files}{probe}:{DevicePassword.Hash(probe, new byte[DevicePassword.SaltLength])}\n", TestContext.Current.CancellationToken);
        await broker.ReloadAsync();
        var started = TimeProvider.System.GetTimestamp();
        while (await TrySignInAsync(probe, probe) != 0)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(10), "Mosquitto reads its files again.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await broker.DisposeAsync();
        Directory.Delete(settings.Folder, recursive: true);
    }
}
