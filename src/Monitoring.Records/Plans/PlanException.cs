using System.Collections.Immutable;

namespace Monitoring.Records.Plans;

/// <summary>A plan file can't be used. The message is made for a person: a heading, then every error on a line of its own, ordered as in the file.</summary>
public sealed class PlanException(ImmutableArray<PlanError> errors)
    : FormatException(string.Join(Environment.NewLine, ["The plan can't be used:", .. errors]))
{
    public ImmutableArray<PlanError> Errors { get; } = errors;
}
