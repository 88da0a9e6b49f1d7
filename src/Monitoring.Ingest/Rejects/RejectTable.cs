using Monitoring.Domain.Wire;

namespace Monitoring.Ingest.Rejects;

/// <summary>
/// The rejects that are kept, by topic, reason and sender: bounded, and so that the noise of one facility can't push out the others, nor that of one device its
/// neighbours. What a device has beyond its share is one line, which goes on counting.
/// </summary>
internal sealed class RejectTable(int most, int mostOfOneFacility, int mostOfOneDevice)
{
    private const string Others = "/…";

    private readonly Dictionary<(string Topic, RejectReason Reason, string From), LinkedListNode<RejectedTopic>> entries = [];

    /// <summary>Each facility's entries, the one that was seen longest ago first.</summary>
    private readonly Dictionary<string, LinkedList<RejectedTopic>> byFacility = new(StringComparer.Ordinal);

    /// <summary>How many lines each device has, without the ones that stand for others.</summary>
    private readonly Dictionary<string, int> byDevice = new(StringComparer.Ordinal);

    public int Count => entries.Count;

    public void Add(RejectedTopic reject)
    {
        var device = DeviceOf(reject);
        if (!entries.ContainsKey(KeyOf(reject)) && !IsOthers(reject) && byDevice.GetValueOrDefault(device) >= mostOfOneDevice)
        {
            reject = reject with { Topic = device + Others };
        }

        var key = KeyOf(reject);
        if (entries.TryGetValue(key, out var known))
        {
            Remove(known);
            reject = reject with { Count = known.Value.Count + reject.Count, FirstAt = known.Value.FirstAt };
        }

        if (!byFacility.TryGetValue(reject.Facility, out var facility))
        {
            byFacility[reject.Facility] = facility = new LinkedList<RejectedTopic>();
        }

        if (facility.Count >= mostOfOneFacility)
        {
            Remove(facility.First!);
        }
        else if (entries.Count >= most)
        {
            Remove(byFacility.Values.MaxBy(f => f.Count)!.First!);
        }

        entries[key] = facility.AddLast(reject);
        if (!IsOthers(reject))
        {
            byDevice[device] = byDevice.GetValueOrDefault(device) + 1;
        }
    }

    /// <summary>The newest first.</summary>
    public List<RejectedTopic> ToList() => [.. entries.Values.Select(n => n.Value).OrderByDescending(r => r.LastAt)];

    private static (string Topic, RejectReason Reason, string From) KeyOf(RejectedTopic reject) => (reject.Topic, reject.Reason, reject.From);

    private static bool IsOthers(RejectedTopic reject) =>
        reject.Topic.EndsWith(Others, StringComparison.Ordinal) && reject.Topic.AsSpan(0, reject.Topic.Length - Others.Length).SequenceEqual(DeviceOf(reject));

    /// <summary>Who sent it, or else whom its topic names: its first four levels.</summary>
    private static string DeviceOf(RejectedTopic reject)
    {
        if (reject.From.Length > 0)
        {
            return reject.From;
        }

        var end = -1;
        for (var level = 0; level < 4; level++)
        {
            end = reject.Topic.IndexOf('/', end + 1);
            if (end < 0)
            {
                return reject.Topic;
            }
        }

        return reject.Topic[..end];
    }

    private void Remove(LinkedListNode<RejectedTopic> entry)
    {
        var reject = entry.Value;
        entries.Remove(KeyOf(reject));
        entry.List!.Remove(entry);
        var device = DeviceOf(reject);
        if (IsOthers(reject))
        {
            return;
        }

        if (byDevice[device] == 1)
        {
            byDevice.Remove(device);
        }
        else
        {
            byDevice[device]--;
        }
    }
}
