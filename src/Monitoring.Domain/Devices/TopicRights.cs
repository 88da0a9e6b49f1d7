using System.Collections.Frozen;
using System.Collections.Immutable;
using Monitoring.Domain.Areas;

namespace Monitoring.Domain.Devices;

/// <summary>
/// What a device may say and hear: it publishes to its own topic and one level below, and hears its own commands and the sirens that the plan gives to it. Nothing else, by
/// no wildcard and no shared subscription. The embedded broker asks here; the access file for Mosquitto is written from the same rules.
/// </summary>
public sealed class TopicRights(Plan plan)
{
    /// <summary>Below a device's own topic: the only ones that are for it to hear.</summary>
    public const string Commands = "commands";

    private const char Level = '/';

    private readonly FrozenDictionary<string, DeviceAddress> sirens = plan.Facilities
        .SelectMany(f => f.Escalation.Sirens.Select(s => (s.Topic, Owner: OwnerOf(f.Id, s.Device))))
        .Where(s => s.Owner is not null)
        .ToFrozenDictionary(s => s.Topic, s => s.Owner!.Value, StringComparer.Ordinal);

    /// <summary>Costs a comparison and a scan of the topic: asked for each message.</summary>
    /// <param name="own"><see cref="DeviceAddress.Topic"/> of the device.</param>
    /// <param name="topic">Whatever it sent. A name with a wildcard or a null character is no topic [MQTT-3.3.2-2, MQTT-1.5.4-2].</param>
    public static bool MayPublish(string own, string topic)
    {
        if (!IsAtOrBelow(own, topic))
        {
            return false;
        }

        ReadOnlySpan<char> below = topic.Length == own.Length ? default : topic.AsSpan(own.Length + 1);
        return below.IndexOfAny('+', '#', '\0') < 0 && !below.Contains(Level) && !below.SequenceEqual(Commands);
    }

    /// <param name="filter">A topic filter, whole: <c>$share/…</c> is none of its own.</param>
    public bool MayHear(DeviceAddress device, string filter) => IsCommand(device, filter) || (sirens.TryGetValue(filter, out var owner) && owner == device);

    /// <summary>May any device of the plan hear it?</summary>
    public bool IsSirenOfSomebody(string filter) => sirens.ContainsKey(filter);

    /// <summary>The topics of the sirens that the plan gives to this device.</summary>
    public ImmutableArray<string> SirensOf(DeviceAddress device) => [.. sirens.Where(s => s.Value == device).Select(s => s.Key).Order(StringComparer.Ordinal)];

    private static DeviceAddress? OwnerOf(string facility, string? device) =>
        device is not null && DeviceAddress.TryParse($"{facility}/{device}", out var owner) ? owner : null;

    private static bool IsCommand(DeviceAddress device, string filter)
    {
        var commands = $"{device.Topic}/{Commands}";
        return IsAtOrBelow(commands, filter)
            && filter.Length > commands.Length + 1
            && (filter.AsSpan(commands.Length + 1).SequenceEqual("#") || filter.AsSpan(commands.Length).IndexOfAny('+', '#', '\0') < 0);
    }

    private static bool IsAtOrBelow(string own, string topic) =>
        topic.StartsWith(own, StringComparison.Ordinal) && (topic.Length == own.Length || topic[own.Length] == Level);
}
