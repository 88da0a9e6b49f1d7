using System.CommandLine;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Devices;
using Monitoring.Server.Devices;

namespace Monitoring.Server.Commands;

/// <summary><c>device add|revoke|list</c> and <c>mosquitto write</c>, with the server's own settings. A server that runs notices within two seconds.</summary>
internal static class DeviceCommand
{
    private static readonly Argument<string> Device = new("device") { Description = "facility/area/device, as in the plan" };
    private static readonly Option<FileInfo?> Certificate = new("--certificate") { Description = "PEM file of a client certificate, instead of a password" };
    private static readonly Option<string?> Why = new("--why") { Description = "Stands in the audit trail" };
    private static readonly Option<DirectoryInfo> To = new("--to") { Description = "Folder for the files; Mosquitto reads them there", Required = true };
    private static readonly Option<string?> TlsCertificate = new("--certificate") { Description = "Mosquitto's certificate, as its path; without it devices connect on this machine alone" };
    private static readonly Option<string?> TlsKey = new("--key") { Description = "The certificate's key, as its path" };
    private static readonly Option<int?> Port = new("--port") { Description = "For devices; left out: 8883 with a certificate, 1883 without" };
    private static readonly Option<int> ServerPort = new("--server-port") { Description = "For this server, on loopback", DefaultValueFactory = _ => 1884 };

    public static bool IsMeant(string[] args) => args is ["device" or "mosquitto", ..];

    /// <param name="addServices">Adds the plan, the access records, the broker's settings, TLS and <see cref="DevicesModule"/>.</param>
    public static Task<int> RunAsync(string[] args, Action<IServiceCollection, IConfiguration> addServices, TextWriter output, TextWriter errors)
    {
        var scope = new CommandScope(addServices, errors);
        var add = new Command("add", "Gives a device a password, shown this once; the one before is no longer in force") { Device, Certificate, Why };
        add.SetAction((parsed, cancellation) => scope.RunAsync(services => AddAsync(services, parsed, output, cancellation)));
        var revoke = new Command("revoke", "Takes a device's credentials away; its connection ends") { Device, Why };
        revoke.SetAction((parsed, cancellation) => scope.RunAsync(services => RevokeAsync(services, parsed, output, cancellation)));
        var list = new Command("list", "The devices that have, or had, credentials");
        list.SetAction((_, cancellation) => scope.RunAsync(services => ListAsync(services, output, cancellation)));
        var write = new Command("write", "Settings, access file and password file from the plan and the devices") { To, TlsCertificate, TlsKey, Port, ServerPort };
        write.SetAction((parsed, cancellation) => scope.RunAsync(services => WriteAsync(services, parsed, output, cancellation)));
        var root = new RootCommand("Monitoring")
        {
            new Command("device", "Who may send readings") { add, revoke, list },
            new Command("mosquitto", "The same rules for a broker in front of this server") { write },
        };
        return root.Parse(args).InvokeAsync();
    }

    private static Author Me(ParseResult parsed) => new("command", Environment.MachineName, parsed.GetValue(Why));

    private static async Task AddAsync(IServiceProvider services, ParseResult parsed, TextWriter output, CancellationToken cancellation)
    {
        var device = Parse(services, parsed);
        var certificate = parsed.GetValue(Certificate) is { } file
            ? DeviceCertificate.Read(await File.ReadAllTextAsync(file.FullName, cancellation), services.GetRequiredService<TimeProvider>().GetUtcNow())
            : null;
        var write = services.GetRequiredService<DeviceHandover>().Prepare(device);
        var password = await services.GetRequiredService<DeviceRegistration>().RegisterAsync(device, certificate, Me(parsed), cancellation);
        var secret = write(password);
        await output.WriteLineAsync($"User name: {secret.User}");
        await output.WriteLineAsync(password is null ? "It comes with its certificate." : $"Password:  {password}   (shown this once)");
        await output.WriteLineAsync($"Topics:    {secret.Topic}/SIGNAL");
        await output.WriteLineAsync();
        foreach (var snippet in secret.Snippets.Values)
        {
            await output.WriteLineAsync(snippet);
            await output.WriteLineAsync();
        }
    }

    private static async Task RevokeAsync(IServiceProvider services, ParseResult parsed, TextWriter output, CancellationToken cancellation)
    {
        // A device that the plan has lost can still be locked out.
        var device = DeviceAddress.TryParse(parsed.GetRequiredValue(Device), out var address) ? address.Value : throw Unreadable(parsed);
        await output.WriteLineAsync(await services.GetRequiredService<DeviceRegistration>().RevokeAsync(device, Me(parsed), cancellation)
            ? $"{device} can't connect any more."
            : throw new InvalidDataException($"{device} has no credentials in force: `device list` shows who has."));
    }

    private static async Task ListAsync(IServiceProvider services, TextWriter output, CancellationToken cancellation)
    {
        foreach (var device in await services.GetRequiredService<DeviceRegistration>().ListAsync(cancellation))
        {
            var kind = device.Revoked ? "revoked" : device.Credential.Thumbprint is null ? "password" : "certificate";
            await output.WriteLineAsync($"{device.Credential.Address,-40} {kind,-12} {DateTimeOffset.FromUnixTimeMilliseconds(device.CreatedAt):yyyy-MM-dd HH:mm}Z by {device.CreatedBy}");
        }
    }

    private static async Task WriteAsync(IServiceProvider services, ParseResult parsed, TextWriter output, CancellationToken cancellation)
    {
        var folder = parsed.GetRequiredValue(To).FullName;
        var (certificate, key) = (parsed.GetValue(TlsCertificate), parsed.GetValue(TlsKey));
        if (certificate is null != key is null)
        {
            throw new InvalidDataException("--certificate and --key belong together: give both, or none for devices on this machine alone.");
        }

        var devices = await services.GetRequiredService<DeviceRegistration>().ListAsync(cancellation);
        var files = new MosquittoFiles(
            services.GetRequiredService<Plan>(),
            new DeviceRoster([.. devices.Where(d => !d.Revoked).Select(d => d.Credential)]),
            new MosquittoSettings(folder, parsed.GetValue(Port) ?? (certificate is null ? 1883 : 8883), certificate, key, parsed.GetValue(ServerPort)));
        MosquittoFolder.Write(folder, files);
        await output.WriteLineAsync($"Written to {folder}: include {MosquittoFiles.ConfigurationName} (include_dir), let Mosquitto's user own the files, and reload it.");
        await output.WriteLineAsync($"This server's password stands in {MosquittoFolder.ServerPasswordName}: name it in Mqtt:PasswordFile.");
        foreach (var device in files.LeftOut)
        {
            await output.WriteLineAsync($"{device} has a certificate and no password: Mosquitto won't let it in.");
        }
    }

    private static DeviceAddress Parse(IServiceProvider services, ParseResult parsed)
    {
        if (!DeviceAddress.TryParse(parsed.GetRequiredValue(Device), out var device))
        {
            throw Unreadable(parsed);
        }

        return services.GetRequiredService<Plan>().FindEquipment(device.Value) is not null
            ? device.Value
            : throw new InvalidDataException($"The plan has no equipment '{device}': add it to the plan first, or correct the name.");
    }

    private static InvalidDataException Unreadable(ParseResult parsed) =>
        new($"'{parsed.GetRequiredValue(Device)}' names no device: write facility/area/device, for example palu/kitchen/fryer-1.");
}
