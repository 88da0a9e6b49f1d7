using System.Text.Json.Serialization;
using Monitoring.Domain.Wire;

namespace Monitoring.Ingest.Rejects;

/// <summary>What was set aside of one topic for one reason.</summary>
/// <param name="Topic">Printable, at most 256 characters; ends in /… where it stands for many topics of one device; empty: a sign-in under a name that nobody has.</param>
/// <param name="Facility">A facility of the plan: the sender's, or else the topic's; empty: none.</param>
/// <param name="FirstAt">Unix milliseconds, UTC.</param>
/// <param name="LastAt">Unix milliseconds, UTC.</param>
/// <param name="Sample">The latest payload, or where a sign-in came from; printable, at most 256 characters.</param>
public sealed record RejectedTopic(string Topic, string Facility, RejectReason Reason, long Count, long FirstAt, long LastAt, string Sample)
{
    /// <summary>The topic of the device that sent it; empty: a sender without a name, or one behind an external broker.</summary>
    public string From { get; init; } = "";

    /// <summary>What the maintainer can do about it.</summary>
    [JsonIgnore]
    public string Remedy => Reason.Remedy();
}

[JsonSourceGenerationOptions(WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(List<RejectedTopic>))]
internal sealed partial class RejectsJson : JsonSerializerContext;
