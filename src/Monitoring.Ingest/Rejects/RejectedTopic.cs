using System.Text.Json.Serialization;
using Monitoring.Domain.Wire;

namespace Monitoring.Ingest.Rejects;

/// <summary>What was set aside of one topic for one reason.</summary>
/// <param name="Topic">Printable, at most 256 characters.</param>
/// <param name="Facility">A facility of the plan; empty: the topic names none.</param>
/// <param name="FirstAt">Unix milliseconds, UTC.</param>
/// <param name="LastAt">Unix milliseconds, UTC.</param>
/// <param name="Sample">The latest payload, printable, at most 256 characters.</param>
public sealed record RejectedTopic(string Topic, string Facility, RejectReason Reason, long Count, long FirstAt, long LastAt, string Sample)
{
    /// <summary>What the maintainer can do about it.</summary>
    [JsonIgnore]
    public string Remedy => Reason.Remedy();
}

[JsonSourceGenerationOptions(WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(List<RejectedTopic>))]
internal sealed partial class RejectsJson : JsonSerializerContext;
