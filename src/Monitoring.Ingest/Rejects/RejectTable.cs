using Monitoring.Domain.Wire;

namespace Monitoring.Ingest.Rejects;

/// <summary>The rejects that are kept, by topic and reason: bounded, and so that the noise of one facility can't push out the others.</summary>
internal sealed class RejectTable(int most, int mostOfOneFacility)
{
    private readonly Dictionary<(string Topic, RejectReason Reason), LinkedListNode<RejectedTopic>> entries = [];

    /// <summary>Each facility's entries, the one that was seen longest ago first.</summary>
    private readonly Dictionary<string, LinkedList<RejectedTopic>> byFacility = new(StringComparer.Ordinal);

    public int Count => entries.Count;

    public void Add(RejectedTopic reject)
    {
        var key = (reject.Topic, reject.Reason);
        if (entries.Remove(key, out var known))
        {
            known.List!.Remove(known);
            reject = reject with { Count = known.Value.Count + reject.Count, FirstAt = known.Value.FirstAt };
        }

        if (!byFacility.TryGetValue(reject.Facility, out var facility))
        {
            byFacility[reject.Facility] = facility = new LinkedList<RejectedTopic>();
        }

        if (facility.Count >= mostOfOneFacility)
        {
            DropOldest(facility);
        }
        else if (entries.Count >= most)
        {
            DropOldest(byFacility.Values.MaxBy(f => f.Count)!);
        }

        entries[key] = facility.AddLast(reject);
    }

    /// <summary>The newest first.</summary>
    public List<RejectedTopic> ToList() => [.. entries.Values.Select(n => n.Value).OrderByDescending(r => r.LastAt)];

    private void DropOldest(LinkedList<RejectedTopic> facility)
    {
        var oldest = facility.First!.Value;
        entries.Remove((oldest.Topic, oldest.Reason));
        facility.RemoveFirst();
    }
}
