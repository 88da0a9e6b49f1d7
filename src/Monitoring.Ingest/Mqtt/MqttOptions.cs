using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Monitoring.Ingest.Mqtt;

public enum MqttMode
{
    /// <summary>Devices connect to this server.</summary>
    Embedded,

    /// <summary>Devices connect to a broker (Mosquitto, EMQX) that this server is a client of.</summary>
    External,
}

/// <summary>Section <c>Mqtt</c>; wrong options stop the start.</summary>
public sealed class MqttOptions
{
    public const string Section = "Mqtt";

    [EnumDataType(typeof(MqttMode))]
    public MqttMode Mode { get; set; } = MqttMode.Embedded;

    /// <summary>Embedded: listened on, on loopback. External: the broker's. Default 1883.</summary>
    [Range(1, 65_535)]
    public int Port { get; set; } = 1883;

    /// <summary>Embedded: listened on on all interfaces, with TLS. Default 0: off.</summary>
    [Range(0, 65_535)]
    public int TlsPort { get; set; }

    /// <summary>External: the broker's name or address. Default <c>localhost</c>.</summary>
    [Required]
    public string Host { get; set; } = "localhost";

    /// <summary>External: names our session at the broker, which keeps messages for it while we are away. One running server each. Default <c>monitoring-ingest</c>.</summary>
    [Required, RegularExpression("[A-Za-z0-9_-]{1,64}")]
    public string ClientId { get; set; } = "monitoring-ingest";

    /// <summary>External: null: none is asked for.</summary>
    public string? UserName { get; set; }

    public string? Password { get; set; }

    /// <summary>External: encrypt, and verify the broker's certificate.</summary>
    public bool Tls { get; set; }

    /// <summary>External: how long the broker shall keep messages while we are away. Default 7 days.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "365.00:00:00")]
    public TimeSpan SessionExpiry { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Embedded: a connection that announces a larger packet is closed. Bytes, default 256 KiB.</summary>
    [Range(1_024, 16 * 1024 * 1024)]
    public int MaximumPacketSize { get; set; } = 256 * 1024;

    /// <summary>Embedded: connections beyond are closed at once. Default 10,000.</summary>
    [Range(1, 1_000_000)]
    public int MaximumConnections { get; set; } = 10_000;

    /// <summary>Embedded: how long a new connection may take to say CONNECT. External: how long the broker may take to answer. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);
}

[OptionsValidator]
internal sealed partial class MqttOptionsValidator : IValidateOptions<MqttOptions>;
