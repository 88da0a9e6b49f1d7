using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Devices;

namespace Monitoring.Server.Devices;

/// <summary>
/// The embedded broker's rules as files for Mosquitto 2: who may connect (password file), who may do what (access file), and the settings that lose nothing and let
/// nobody in without a name. The server has a listener with files of its own: at the devices' it isn't known, and they aren't at its. Mosquitto knows no thumbprints and slows nobody down: devices with certificates get a line that says so.
/// </summary>
internal sealed class MosquittoFiles(Plan plan, DeviceRoster roster, MosquittoSettings settings)
{
    public const string ConfigurationName = "monitoring.conf";
    public const string AccessName = "monitoring.acl";
    public const string PasswordsName = "monitoring.passwd";
    public const string ServerAccessName = "monitoring-server.acl";
    public const string ServerPasswordsName = "monitoring-server.passwd";

    private const string Head = """
        # Written by `mosquitto write` from the plan and the registered devices. Write it again after a change of either, and let Mosquitto read it
        # (systemctl reload mosquitto, or SIGHUP): it then ends the connections of devices whose passwords aren't in force any more.

        """;

    private readonly ImmutableArray<DeviceCredential> devices = [.. roster.Credentials.Where(c => plan.FindEquipment(c.Address) is not null).OrderBy(c => c.Address.UserName, StringComparer.Ordinal)];
    private readonly TopicRights rights = new(plan);

    public string Configuration()
    {
        var text = new StringBuilder(Head);
        text.Append(CultureInfo.InvariantCulture, $"""

            # Devices and this server have listeners with accounts of their own.
            per_listener_settings true

            # Messages for the server while it is away. The default keeps 1,000 and then drops the newest although their devices were told that they are safe.
            # Bounded by bytes instead of by number: 1 GB is about two days of 50 readings a second.
            max_queued_messages 0
            max_queued_bytes 1000000000

            # Messages under way to the server at once. The default of 20 makes every commit of the store wait for the next 20.
            max_inflight_messages 1000

            # Sessions and queues survive a restart of the broker. Written every 30 s: the default of half an hour is what a power cut would cost.
            persistence true
            persistence_location {settings.Persistence}
            autosave_interval 30

            # A server that is away for longer than this is forgotten with its queue.
            persistent_client_expiration 14d

            # Devices of ours stay far below; larger packets are a fault or an attack.
            max_packet_size 262144
            max_keepalive 600

            # For devices. A device's client id is its user name: none can end another's connection by taking its client id, and each has one connection.

            """);
        if (settings is { Certificate: { } certificate, Key: { } key })
        {
            text.Append(CultureInfo.InvariantCulture, $"listener {settings.Port}\ncertfile {certificate}\nkeyfile {key}\ntls_version tlsv1.2\n");
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture, $"# Without encryption, so on this machine alone: `mosquitto write` with --certificate and --key opens it to devices.\nlistener {settings.Port} 127.0.0.1\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"""
            use_username_as_clientid true
            max_connections {Math.Max(100, devices.Length * 4)}
            allow_anonymous false
            password_file {settings.In(PasswordsName)}
            acl_file {settings.In(AccessName)}

            # For the server, which names its sessions itself (Mqtt:Mode External, Mqtt:Host 127.0.0.1, Mqtt:Port {settings.ServerPort}, Mqtt:UserName {settings.User}, Mqtt:PasswordFile).
            # No device is let in here, where it could take the server's session over by its client id.
            listener {settings.ServerPort} 127.0.0.1
            max_connections 20
            allow_anonymous false
            password_file {settings.In(ServerPasswordsName)}
            acl_file {settings.In(ServerAccessName)}

            """);
        return text.ToString();
    }

    public string ServerAccess()
    {
        var text = new StringBuilder(Head);
        text.Append(CultureInfo.InvariantCulture, $"""

            # This server.
            user {settings.User}
            topic read v1/#
            topic readwrite monitoring/ingest/#
            topic write v1/+/+/+/{TopicRights.Commands}/#

            """);
        foreach (var siren in plan.Facilities.SelectMany(f => f.Escalation.Sirens))
        {
            text.Append(CultureInfo.InvariantCulture, $"topic write {siren.Topic}\n");
        }

        foreach (var area in plan.AreaIds.OrderBy(a => a.ToString(), StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"topic write v1/{area}/alarms/#\n");
        }

        return text.ToString();
    }

    public string Access()
    {
        var text = new StringBuilder(Head);
        foreach (var device in devices.Select(d => d.Address))
        {
            text.Append(CultureInfo.InvariantCulture, $"\nuser {device.UserName}\ntopic deny {device.Topic}/{TopicRights.Commands}\ntopic write {device.Topic}\ntopic write {device.Topic}/+\ntopic read {device.Topic}/{TopicRights.Commands}/#\n");
            foreach (var siren in rights.SirensOf(device))
            {
                text.Append(CultureInfo.InvariantCulture, $"topic read {siren}\n");
            }
        }

        return text.ToString();
    }

    /// <param name="serverHash">Of the password of <see cref="MosquittoSettings.User"/>.</param>
    public string ServerPasswords(string serverHash) => $"{settings.User}:{serverHash}\n";

    public string Passwords()
    {
        // Mosquitto takes every line for an account: no comment may stand here.
        var text = new StringBuilder();
        foreach (var device in devices.Where(d => d.PasswordHash is not null))
        {
            text.Append(CultureInfo.InvariantCulture, $"{device.Address.UserName}:{device.PasswordHash}\n");
        }

        return text.ToString();
    }

    /// <summary>Devices that Mosquitto won't let in, because they have a certificate and no password.</summary>
    public IEnumerable<DeviceAddress> LeftOut => devices.Where(d => d.PasswordHash is null).Select(d => d.Address);
}

/// <param name="Folder">Where Mosquitto finds the files.</param>
/// <param name="Port">Devices connect here.</param>
/// <param name="Certificate">Path of the certificate as Mosquitto sees it; null: no encryption, and loopback alone.</param>
/// <param name="ServerPort">This server connects here, on loopback.</param>
/// <param name="User">This server's name at the broker. A device's name has dots: they can't be the same.</param>
internal sealed record MosquittoSettings(string Folder, int Port, string? Certificate, string? Key, int ServerPort, string User = "monitoring")
{
    /// <summary>A folder that Mosquitto may write in.</summary>
    public string Persistence { get; init; } = "/var/lib/mosquitto/";

    public string In(string file) => Path.Combine(Folder, file);
}
