using MQTTnet;
using MQTTnet.Formatter;

namespace Monitoring.Ingest.Mqtt;

/// <summary>Connections to the external broker: the one that readings come on, and the short-lived ones that look around.</summary>
internal static class BrokerClient
{
    private const int SocketBuffer = 256 * 1024;

    /// <summary>More would only fill our memory: a broker sends the next one as soon as one is acknowledged.</summary>
    private const ushort MostUnacknowledged = 1_000;

    /// <summary>Connects with what the options say and, on top, what <paramref name="configure"/> asks for.</summary>
    /// <exception cref="IOException">The broker refused; the message says why.</exception>
    public static async Task<(IMqttClient Client, MqttClientConnectResult Result)> ConnectAsync(
        MqttOptions options, MqttProtocolVersion version, string clientId, MqttLog log, Action<IMqttClient>? prepare, Action<MqttClientOptionsBuilder> configure, CancellationToken cancellation)
    {
        var builder = new MqttClientOptionsBuilder()
            .WithTcpServer(options.Host, options.Port)
            .WithProtocolVersion(version)
            .WithClientId(clientId)
            .WithTimeout(options.ConnectTimeout)
            .WithTlsOptions(tls => tls.UseTls(options.Tls));
        if (options.UserName is { } user)
        {
            builder.WithCredentials(user, options.Secret?.Read());
        }

        if (version == MqttProtocolVersion.V500)
        {
            builder.WithReceiveMaximum(MostUnacknowledged);
        }

        configure(builder);
        var settings = builder.Build();
        // The default of 8 KiB sets the socket's buffers too: with a backlog the connection fell to 400 messages a second.
        ((MqttClientTcpOptions)settings.ChannelOptions).BufferSize = SocketBuffer;
        var client = new MqttClientFactory().CreateMqttClient(log);
        try
        {
            prepare?.Invoke(client);
            var result = await client.ConnectAsync(settings, cancellation);
            return result.ResultCode == MqttClientConnectResultCode.Success
                ? (client, result)
                : throw new BrokerRefusedException(result.ResultCode);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Keeps the session, for at most as long as given, when the connection is gone.</summary>
    public static void KeepSession(this MqttClientOptionsBuilder builder, MqttProtocolVersion version, TimeSpan expiry)
    {
        builder.WithCleanSession(false);
        if (version == MqttProtocolVersion.V500)
        {
            builder.WithSessionExpiryInterval((uint)expiry.TotalSeconds);
        }
    }
}

internal sealed class BrokerRefusedException(MqttClientConnectResultCode code) : IOException($"The broker refused the connection: {code}.")
{
    public MqttClientConnectResultCode Code { get; } = code;
}
