namespace Monitoring.Server.Api;

/// <summary>Messages that were refused, for the person who sets devices up.</summary>
internal sealed record RejectsView(long Total, IReadOnlyDictionary<string, long> ByReason, RejectView[] Entries);

/// <param name="Sample">The beginning of one payload, made printable.</param>
internal sealed record RejectView(string Topic, string Reason, string Remedy, long Count, long FirstAt, long LastAt, string Sample);

/// <summary>Asks whoever takes messages in what it has refused, newest first.</summary>
internal delegate RejectsView RejectsQuery();
