using Monitoring.Domain.Devices;
using Monitoring.Domain.Wire;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace Monitoring.Ingest.Mqtt;

/// <summary>What a connection may listen to, and to how much: each filter takes memory and is compared with all that we publish.</summary>
internal sealed class SubscriptionGate(TopicRights rights, Intake intake)
{
    /// <summary>Of one connection at once. A device needs its commands and its sirens.</summary>
    public const int Most = 16;

    /// <summary>Characters of a filter. The plan has no longer topics.</summary>
    public const int Longest = 256;

    public void Decide(InterceptingSubscriptionEventArgs e, DeviceConnection? connection)
    {
        // Whatever fails below, nobody hears anything by it.
        e.ProcessSubscription = false;
        e.Response.ReasonCode = MqttSubscribeReasonCode.NotAuthorized;
        if (connection is null)
        {
            return;
        }

        var filter = e.TopicFilter.Topic;
        if (!MayHear(connection, filter))
        {
            connection.Account?.Refuse();
            intake.Note(
                connection.Topic ?? "", connection.IsRevoked ? RejectReason.CredentialRevoked : RejectReason.NotYourTopic, $"subscribes to {filter[..Math.Min(filter.Length, Longest)]}", connection.Topic);
        }
        else if (HasRoom(connection, filter))
        {
            connection.Subscriptions.Add(filter);
            e.ProcessSubscription = true;
            e.Response.ReasonCode = (MqttSubscribeReasonCode)e.TopicFilter.QualityOfServiceLevel;
        }
        else
        {
            e.Response.ReasonCode = MqttSubscribeReasonCode.QuotaExceeded;
            connection.Account?.Refuse();
            intake.Note(connection.Topic ?? "", RejectReason.TooManySubscriptions, filter, connection.Topic);
        }
    }

    private static bool HasRoom(DeviceConnection connection, string filter) =>
        filter.Length <= Longest && (connection.Subscriptions.Count < Most || connection.Subscriptions.Contains(filter));

    private bool MayHear(DeviceConnection connection, string filter) =>
        !connection.IsRevoked && (connection.Credential is { } device ? rights.MayHear(device.Address, filter) : rights.IsSirenOfSomebody(filter));
}
