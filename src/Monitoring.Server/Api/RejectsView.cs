namespace Monitoring.Server.Api;

/// <summary>Messages that were refused, for the person who sets devices up.</summary>
internal sealed record RejectsView(long Total, IReadOnlyDictionary<string, long> ByReason, RejectView[] Entries)
{
    public static RejectsView Of(RejectView[] entries)
    {
        var byReason = entries.GroupBy(e => e.Reason).ToDictionary(g => g.Key, g => g.Sum(e => e.Count));
        return new RejectsView(byReason.Values.Sum(), byReason, entries);
    }
}

/// <param name="Sample">The beginning of one payload, made printable.</param>
internal sealed record RejectView(string Topic, string Reason, string Remedy, long Count, long FirstAt, long LastAt, string Sample);

/// <summary>Asks whoever takes messages in what it has refused, newest first.</summary>
internal delegate RejectsView RejectsQuery();
