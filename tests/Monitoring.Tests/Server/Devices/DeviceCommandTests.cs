using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Devices;
using Monitoring.Grains.Ports;
using Monitoring.Ingest;
using Monitoring.Records.Access;
using Monitoring.Server.Access.Certificates;
using Monitoring.Server.Commands;
using Monitoring.Server.Devices;
using Monitoring.Tests.Server.Access;
using Device = Monitoring.Tests.Ingest.Device;

namespace Monitoring.Tests.Server.Devices;

/// <summary>The commands write into the same database while the server runs.</summary>
public sealed class DeviceCommandTests : IAsyncLifetime
{
    private AccessServer server = null!;

    public async ValueTask InitializeAsync() => server = await AccessServer.StartAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_device_is_added_listed_and_revoked_and_the_running_server_knows()
    {
        var (status, printed) = await RunAsync("device", "add", "palu/kitchen/fryer-1");
        Assert.Equal(0, status);
        Assert.Contains("palu.kitchen.fryer-1", printed, StringComparison.Ordinal);
        Assert.Contains("mosquitto_pub -h localhost", printed, StringComparison.Ordinal);
        await KnowsAsync(known: true);
        Assert.Contains("password", (await RunAsync("device", "list")).Printed, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("device", "revoke", "palu/kitchen/fryer-1", "--why", "stolen")).Status);
        await KnowsAsync(known: false);
        Assert.Contains("revoked", (await RunAsync("device", "list")).Printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("device", "add", "palu/kitchen/toaster")]
    [InlineData("device", "add", "palu.kitchen.fryer-1")]
    [InlineData("device", "add", "palu/system/telegram")]
    [InlineData("device", "revoke", "palu/kitchen/fryer-1")]
    [InlineData("mosquitto", "write", "--to", "x", "--certificate", "y")]
    public async Task What_can_not_be_done_ends_with_a_sentence_and_1(params string[] args) => Assert.Equal((1, ""), await RunAsync(args));

    [Fact]
    public async Task Mosquittos_files_are_whole_for_their_owner_alone_and_keep_the_servers_password()
    {
        var folder = Path.Combine(server.Folder, "mosquitto");
        await RunAsync("device", "add", "palu/kitchen/fryer-1");
        await RunAsync("device", "add", "palu/kitchen/fridge");
        await RunAsync("device", "revoke", "palu/kitchen/fridge");
        Assert.Equal(0, (await RunAsync("mosquitto", "write", "--to", folder)).Status);
        var password = await ReadAsync(MosquittoFolder.ServerPasswordName);
        Assert.Equal(0, (await RunAsync("mosquitto", "write", "--to", folder, "--certificate", "/c.pem", "--key", "/k.pem")).Status);
        Assert.Equal(password, await ReadAsync(MosquittoFolder.ServerPasswordName));
        Assert.Equal(
            ["monitoring-server.acl", "monitoring-server.passwd", "monitoring.acl", "monitoring.conf", "monitoring.passwd", "monitoring.password"],
            Directory.GetFiles(folder).Select(f => Path.GetFileName(f)!).Order());
        foreach (var file in Directory.GetFiles(folder))
        {
            Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite), file);
        }

        Assert.StartsWith("palu.kitchen.fryer-1:$7$", Assert.Single(await LinesAsync(MosquittoFiles.PasswordsName)), StringComparison.Ordinal);
        var account = Assert.Single(await LinesAsync(MosquittoFiles.ServerPasswordsName)).Split(':');
        Assert.Equal("monitoring", account[0]);
        Assert.True(DevicePassword.Matches(account[1], System.Text.Encoding.UTF8.GetBytes(password.Trim())));
        var rights = await LinesAsync(MosquittoFiles.AccessName);
        Assert.Equal(
            ["topic deny v1/palu/kitchen/fryer-1/commands", "topic write v1/palu/kitchen/fryer-1", "topic write v1/palu/kitchen/fryer-1/+", "topic read v1/palu/kitchen/fryer-1/commands/#"],
            rights.SkipWhile(l => l != "user palu.kitchen.fryer-1").Skip(1).TakeWhile(l => l.Contains("/fryer-1", StringComparison.Ordinal)));
        Assert.DoesNotContain("user monitoring", rights);
        Assert.DoesNotContain("fridge", await ReadAsync(MosquittoFiles.AccessName), StringComparison.Ordinal);
        Assert.Contains("listener 8883\ncertfile /c.pem\nkeyfile /k.pem\n", await ReadAsync(MosquittoFiles.ConfigurationName), StringComparison.Ordinal);

        Task<string> ReadAsync(string file) => File.ReadAllTextAsync(Path.Combine(folder, file), TestContext.Current.CancellationToken);

        async Task<string[]> LinesAsync(string file) => (await ReadAsync(file)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    [Fact]
    public async Task Mosquittos_files_are_written_again_in_place_so_that_they_stay_its_own()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        var folder = Path.Combine(server.Folder, "mosquitto");
        Assert.Equal(0, (await RunAsync("mosquitto", "write", "--to", folder)).Status);
        var file = Path.Combine(folder, MosquittoFiles.PasswordsName);

        // A file that took this one's place would be for its owner alone again.
        const UnixFileMode ForGroup = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        FileModes.Set(file, ForGroup);
        await RunAsync("device", "add", "palu/kitchen/fryer-1");
        Assert.Equal(0, (await RunAsync("mosquitto", "write", "--to", folder)).Status);
        Assert.True(FileModes.Is(file, ForGroup));
        Assert.StartsWith("palu.kitchen.fryer-1:", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.False(File.Exists(file + ".new"));
    }

    [Fact]
    public async Task What_can_not_be_handed_over_leaves_the_old_password_in_force()
    {
        await RunAsync("device", "add", "palu/kitchen/fryer-1");
        var before = await CredentialAsync();
        (string, string)[] wrong = [("Mqtt:TlsPort", "8883"), ("Tls:CertificateFile", "/nowhere/site.pem"), ("Tls:KeyFile", "/nowhere/site.key")];
        Assert.Equal(1, (await RunWithAsync(wrong, "device", "add", "palu/kitchen/fryer-1")).Status);
        Assert.Equal(before, await CredentialAsync());

        Task<Guid> CredentialAsync() => server.InDatabaseAsync(c => c.Devices.Select(d => d.Credential).SingleAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("device", "list")]
    [InlineData("device", "add", "palu/kitchen/fryer-1")]
    [InlineData("mosquitto", "write", "--to", "x")]
    public async Task In_another_folder_no_second_database_is_made(params string[] args)
    {
        var elsewhere = Path.Combine(server.Folder, "elsewhere");
        Assert.Equal((1, ""), await RunWithAsync([("Data:Directory", elsewhere)], args));
        Assert.False(Directory.Exists(elsewhere));
    }

    private async Task KnowsAsync(bool known)
    {
        // Another process would be noticed by the poll; its clock is the test's to turn.
        var registry = server.Services.GetRequiredService<IDeviceRegistry>();
        await Device.Until(
            () =>
            {
                server.Clock.Advance(TimeSpan.FromSeconds(1));
                return registry.Current.Find("palu.kitchen.fryer-1") is not null == known;
            },
            "the server knows");
    }

    private Task<(int Status, string Printed)> RunAsync(params string[] args) => RunWithAsync([], args);

    private async Task<(int Status, string Printed)> RunWithAsync((string Name, string Value)[] settings, params string[] args)
    {
        await using var printed = new StringWriter();
        await using var complaints = new StringWriter();
        var status = await DeviceCommand.RunAsync(
            args,
            (services, configuration) =>
            {
                configuration["Data:Directory"] = Path.Combine(server.Folder, "data");
                foreach (var (name, value) in settings)
                {
                    configuration[name] = value;
                }

                services.AddSingleton<Plan>(SomeServer.Plan).AddAccessRecords(configuration).AddMqttSettings(configuration).AddCertificates().AddDevices();
            },
            printed,
            complaints);
        Assert.Equal(status == 0, complaints.ToString().Length == 0);
        return (status, printed.ToString());
    }
}
