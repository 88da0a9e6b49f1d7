using System.Globalization;
using Microsoft.Extensions.Options;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Devices;
using Monitoring.Ingest.Mqtt;
using Monitoring.Server.Access.Certificates;
using Monitoring.Server.Api;

namespace Monitoring.Server.Devices;

/// <summary>What a person needs to set a device up, ready to scan and to paste.</summary>
internal sealed class DeviceHandover(Plan plan, IOptions<MqttOptions> options, IServiceProvider services)
{
    /// <summary>Finds out where the device connects to, before its old password is taken away: what fails then leaves that in force.</summary>
    /// <returns>Writes it with the password; null: it comes with a certificate.</returns>
    /// <exception cref="InvalidDataException">The server's certificate can't be used; the message says what to do.</exception>
    public Func<string?, DeviceSecretView> Prepare(DeviceAddress device)
    {
        var mqtt = options.Value;
        var (host, port, tlsPort) = mqtt.Mode == MqttMode.External
            ? (mqtt.Host, mqtt.Port, mqtt.Tls ? mqtt.Port : (int?)null)
            : services.Certificates() is { } certificates && mqtt.TlsPort != 0 ? (certificates.Address(mqtt.TlsPort).Host, mqtt.Port, mqtt.TlsPort) : ("localhost", mqtt.Port, (int?)null);
        var signal = FirstSignalOf(device);
        return password =>
        {
            var way = new Way(device, password, host, tlsPort ?? port, tlsPort is not null, signal);
            return new DeviceSecretView(
                device.UserName, password, host, port, tlsPort, device.Topic,
                new Dictionary<string, string> { ["mosquitto_pub"] = MosquittoPub(way), ["esphome"] = EspHome(way) }, password is null ? null : Qr(way));
        };
    }

    /// <summary>One character a module, <c>1</c> is dark; a margin is part of it.</summary>
    private static string[] Qr(Way way)
    {
        var payload = $"{(way.Tls ? "mqtts" : "mqtt")}://{Uri.EscapeDataString(way.Device.UserName)}:{way.Password}@{way.Host}:{way.Port}/{way.Device.Topic}";
        return QrCode.Rows(payload);
    }

    private static string MosquittoPub(Way way)
    {
        var sender = way.Password is { } password ? $"-u {way.Device.UserName} -P {password}" : "--cert device.crt --key device.key";
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""mosquitto_pub -h {{way.Host}} -p {{way.Port}}{{(way.Tls ? " --cafile authority.pem" : "")}} {{sender}} -q 1 -t {{way.Device.Topic}}/{{way.Signal}} -m '{"v":21.5}'""");
    }

    private static string EspHome(Way way) => string.Create(CultureInfo.InvariantCulture, $$"""
        mqtt:
          broker: {{way.Host}}
          port: {{way.Port}}{{(way.Tls ? "\n  certificate_authority: !secret monitoring_authority  # the text of authority.pem" : "")}}
          {{(way.Password is { } password ? $"username: {way.Device.UserName}\n  password: {password}" : "client_certificate: !secret device_certificate\n  client_certificate_key: !secret device_key")}}
          discovery: false
          topic_prefix: null
          log_topic: null
          birth_message: {topic: {{way.Device.Topic}}/status, payload: online, qos: 1, retain: true}
          will_message: {topic: {{way.Device.Topic}}/status, payload: offline, qos: 1, retain: true}

        # Into each sensor, with the id of its signal in the plan:
        sensor:
          - platform: ...
            on_value:
              - mqtt.publish:
                  topic: {{way.Device.Topic}}/{{way.Signal}}
                  qos: 1
                  payload: !lambda 'return isnan(x) ? std::string("{\"v\":null}") : str_sprintf("{\"v\":%.2f}", x);'
        """);

    private string FirstSignalOf(DeviceAddress device) =>
        plan.FindEquipment(device)?.Signals.FirstOrDefault(s => s.ExpectedInterval is not null)?.Id ?? "SIGNAL";

    private sealed record Way(DeviceAddress Device, string? Password, string Host, int Port, bool Tls, string Signal);
}

/// <summary>Shown once.</summary>
/// <param name="Password">Null: it comes with a certificate.</param>
/// <param name="TlsPort">Null: no encrypted port is open.</param>
/// <param name="Topic">Its readings go here or below.</param>
/// <param name="Qr">Null: there is no secret to scan.</param>
internal sealed record DeviceSecretView(
    string User, string? Password, string Host, int Port, int? TlsPort, string Topic, IReadOnlyDictionary<string, string> Snippets, string[]? Qr);
