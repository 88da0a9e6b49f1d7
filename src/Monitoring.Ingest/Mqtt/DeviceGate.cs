using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Monitoring.Domain.Wire;
using Monitoring.Grains.Ports;
using Monitoring.Grains.Settings;
using Monitoring.Ingest.Devices;
using Monitoring.Ingest.Rejects;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace Monitoring.Ingest.Mqtt;

/// <summary>Lets a connection in as the device that it proves to be, or refuses it and says why in the rejects.</summary>
internal sealed class DeviceGate(SignIn signIn, IDeviceRegistry registry, DeviceConnections devices, RejectLog rejects, IOptions<MqttOptions> options)
{
    /// <param name="evicted">The device's oldest connection, which is one too many.</param>
    public void Admit(ValidatingConnectionEventArgs e, out DeviceConnection? evicted)
    {
        evicted = null;
        // Whatever fails below, nobody gets in by it.
        e.ReasonCode = MqttConnectReasonCode.ServerUnavailable;
        var channel = (DeviceChannel)e.ChannelAdapter;
        var id = Identify(e, channel);
        var comer = ComerOf(e);
        var result = signIn.Decide(comer);
        if (result.Refused == RejectReason.None && result.Device is { } credential)
        {
            var account = devices.Of(credential.Address);
            channel.Connection.BelongTo(credential, account);
            Name(channel, $"{credential.Credential:N}", id);
            evicted = account.Add(channel.Connection, options.Value.ConnectionsPerDevice);
            if (evicted is not null)
            {
                Refuse(result, RejectReason.TooManyConnections, comer, e.UserName);
            }

            // From here on a change of the registry finds the connection. One that came a moment earlier is found here.
            e.ReasonCode = channel.Connection.IsInForce(registry.Current) ? MqttConnectReasonCode.Success : MqttConnectReasonCode.NotAuthorized;
        }
        else if (result.Refused == RejectReason.None)
        {
            Name(channel, "", id);
            e.ReasonCode = MqttConnectReasonCode.Success;
        }
        else
        {
            Refuse(result, result.Refused, comer, e.UserName);
            e.ReasonCode = CodeOf(result.Refused, e);
        }
    }

    private static Comer ComerOf(ValidatingConnectionEventArgs e)
    {
        var ip = (e.RemoteEndPoint as IPEndPoint)?.Address;
        return new Comer(
            string.IsNullOrEmpty(e.UserName) ? null : e.UserName,
            e.RawPassword,
            e.ClientCertificate?.GetCertHashString(HashAlgorithmName.SHA256),
            GuessGuard.Of(e.RemoteEndPoint),
            ip is not null && IPAddress.IsLoopback(ip) && !e.IsSecureConnection);
    }

    /// <summary>
    /// A session lives as long as its connection and is always new [MQTT-3.1.2-6]: the library would hand the old one's rights to whoever takes it over. A client
    /// without an id gets one [MQTT-3.1.3-6], before anything else is decided: the library does so for MQTT 5 only and refuses the others, among them <c>mosquitto_pub</c>
    /// and small devices, whatever the real reason is.
    /// </summary>
    private static string Identify(ValidatingConnectionEventArgs e, DeviceChannel channel)
    {
        var connect = channel.Greeting!;
        channel.Connection.From = (e.RemoteEndPoint as IPEndPoint)?.Address is { } ip ? NetworkAddress.Plain(ip).ToString() : "";
        var mayBeNameless = e.ProtocolVersion == MqttProtocolVersion.V500 || (e.ProtocolVersion == MqttProtocolVersion.V311 && connect.CleanSession);
        connect.CleanSession = true;
        if (string.IsNullOrEmpty(connect.ClientId) && mayBeNameless)
        {
            connect.ClientId = e.AssignedClientIdentifier = $"anonymous-{Guid.NewGuid():N}";
        }

        return connect.ClientId ?? "";
    }

    private static void Name(DeviceChannel channel, string owner, string id) =>
        channel.Greeting!.ClientId = channel.Connection.SessionId = id.Length == 0 ? "" : $"{owner}/{id}";

    private static MqttConnectReasonCode CodeOf(RejectReason reason, ValidatingConnectionEventArgs e) => reason switch
    {
        RejectReason.TooManyGuesses => e.ProtocolVersion == MqttProtocolVersion.V500 ? MqttConnectReasonCode.ConnectionRateExceeded : MqttConnectReasonCode.ServerUnavailable,
        RejectReason.UnknownDevice when string.IsNullOrEmpty(e.UserName) => MqttConnectReasonCode.NotAuthorized,
        _ => MqttConnectReasonCode.BadUserNameOrPassword,
    };

    private void Refuse(SignInResult result, RejectReason reason, in Comer comer, string? user)
    {
        var own = result.Device?.Address.Topic ?? "";
        if (result.Device is { } meant)
        {
            devices.Of(meant.Address).Refuse();
        }

        rejects.Add(own, reason, $"from {comer.Address}{(string.IsNullOrEmpty(user) ? ", without a user name" : $", user {user}")}", own);
    }
}
