using Microsoft.Extensions.Options;
using Monitoring.Ingest.Mqtt;
using Monitoring.Server.Access.Certificates;

namespace Monitoring.Server;

/// <summary>What the start prints: where everything is.</summary>
internal static class Announcement
{
    public static IEnumerable<string> Lines(WebApplication app)
    {
        var http = app.Services.GetRequiredService<IOptions<ServerOptions>>().Value.Http;
        var certificates = app.Services.Certificates();
        var devices = app.Configuration.GetValue<bool>("Demo") ? "on" : "off";
        yield return $"Monitoring: {Local(app, http).GetLeftPart(UriPartial.Authority)}  (on this machine alone; {Mqtt(app.Services.GetRequiredService<IOptions<MqttOptions>>().Value)}; simulated devices: {devices})";
        if (http.TlsPort != 0 && certificates is not null)
        {
            yield return $"            {certificates.Address(http.TlsPort).GetLeftPart(UriPartial.Authority)}  (from everywhere, encrypted)";
        }

        if (certificates is { OwnAuthority: { } authority, AuthorityFile: { } file })
        {
            var download = http.TlsPort != 0 ? $" or {new Uri(certificates.Address(http.TlsPort), CertificatesModule.AuthorityPath)}" : "";
            yield return $"Browsers and devices believe it once they have its authority installed: {file}{download}";
            yield return $"Its SHA-256 fingerprint, to compare before you install it: {Fingerprint(authority)}";
        }
    }

    public static Uri Address(WebApplication app)
    {
        var http = app.Services.GetRequiredService<IOptions<ServerOptions>>().Value.Http;
        return app.Services.OwnAddress(http.TlsPort, Local(app, http).Port);
    }

    /// <summary>Kestrel lists every listener as an address of HTTP, those of MQTT too.</summary>
    private static Uri Local(WebApplication app, HttpOptions http)
    {
        var mqtt = app.Services.GetRequiredService<IOptions<MqttOptions>>().Value;
        var port = http.Port != 0 ? http.Port : app.Urls.Select(u => new Uri(u).Port).First(p => p != http.TlsPort && p != mqtt.Port && p != mqtt.TlsPort);
        return new Uri($"http://localhost:{port}/");
    }

    private static string Mqtt(MqttOptions options) => options switch
    {
        { Mode: MqttMode.External } => $"MQTT broker {options.Host}:{options.Port}",
        { TlsPort: 0 } => $"MQTT on {options.Port}{Openness(options)}",
        _ => $"MQTT on {options.Port}{Openness(options)}, encrypted from everywhere on {options.TlsPort}",
    };

    private static string Openness(MqttOptions options) => options.Anonymous ? " for devices without credentials, too" : "";

    private static string Fingerprint(System.Security.Cryptography.X509Certificates.X509Certificate2 certificate) =>
        string.Join(':', Convert.ToHexString(certificate.GetCertHash(System.Security.Cryptography.HashAlgorithmName.SHA256)).Chunk(2).Select(pair => new string(pair)));
}
