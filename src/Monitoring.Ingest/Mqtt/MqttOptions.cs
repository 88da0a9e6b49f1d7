using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Monitoring.Grains.Settings;

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

    /// <summary>External: from the environment only; a file takes <see cref="PasswordFile"/>.</summary>
    public string? Password { get; set; }

    /// <summary>External: the file that the password of <see cref="UserName"/> stands in, alone on its line.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>External: encrypt, and verify the broker's certificate.</summary>
    public bool Tls { get; set; }

    /// <summary>External: how long the broker shall keep messages while we are away. Default 7 days.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "365.00:00:00")]
    public TimeSpan SessionExpiry { get; set; } = TimeSpan.FromDays(7);

    /// <summary>
    /// Embedded: who comes without a user name, unencrypted and from this machine, is let in and may publish for any device: for the demonstration and for trying
    /// things out. Credentials that are given are checked all the same. Default false.
    /// </summary>
    public bool Anonymous { get; set; }

    /// <summary>Embedded: connections of one device at once; one more, and its oldest ends. Default 2: the new one of a device that lost its line, and the dead one.</summary>
    [Range(1, 1_000)]
    public int ConnectionsPerDevice { get; set; } = 2;

    /// <summary>Embedded: messages of one device a second; faster ones wait. An array counts once, however many readings it has. Default 200.</summary>
    [Range(1, 1_000_000)]
    public int MessagesPerSecond { get; set; } = 200;

    /// <summary>Embedded: so many messages of one device may come at once before it has to wait. Default 2,000.</summary>
    [Range(1, 10_000_000)]
    public int MessagesAtOnce { get; set; } = 2_000;

    /// <summary>Embedded: new connections a second at each of the two ports, a tenth of them from one address (loopback: all); more are closed before anything is read of them. Default 500.</summary>
    [Range(1, 1_000_000)]
    public int ConnectionsPerSecond { get; set; } = 500;

    /// <summary>Embedded: a connection that announces a larger packet is closed; until its CONNECT has come, one larger than 8 KiB. Bytes, default 256 KiB.</summary>
    [Range(1_024, 16 * 1024 * 1024)]
    public int MaximumPacketSize { get; set; } = 256 * 1024;

    /// <summary>Embedded: at each of the two ports, a tenth of them from one address (loopback: all); connections beyond are closed at once. Default 10,000.</summary>
    [Range(1, 1_000_000)]
    public int MaximumConnections { get; set; } = 10_000;

    /// <summary>Null: no password is set.</summary>
    internal SecretSetting? Secret => Password is null && PasswordFile is null ? null : new($"{Section}:Password", PasswordFile, Password);

    /// <summary>Embedded: how long a new connection may take to say CONNECT. External: how long the broker may take to answer. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);
}

[OptionsValidator]
internal sealed partial class MqttOptionsValidator : IValidateOptions<MqttOptions>;

/// <summary>The password at the external broker: there, and alone in its file.</summary>
internal sealed class MqttSecretsValidator(IConfiguration configuration) : IValidateOptions<MqttOptions>
{
    public ValidateOptionsResult Validate(string? name, MqttOptions options)
    {
        if (options.Mode != MqttMode.External || options.Secret is not { } secret)
        {
            return ValidateOptionsResult.Success;
        }

        if (options.UserName is null)
        {
            return ValidateOptionsResult.Fail("Mqtt:UserName is missing beside its password: write the name that this server has at the broker.");
        }

        if (configuration is IConfigurationRoot root && secret.StandsInTheOpen(root))
        {
            return ValidateOptionsResult.Fail("Mqtt:Password stands in a settings file: write it into a file of its own, which only this program may read, and name that in Mqtt:PasswordFile.");
        }

        try
        {
            secret.Read();
            return ValidateOptionsResult.Success;
        }
        catch (InvalidDataException wrong)
        {
            return ValidateOptionsResult.Fail(wrong.Message);
        }
    }
}
