using System.Collections.Immutable;

namespace Monitoring.Records.Plans;

/// <summary>A plan file can't be used. The message is made for a person: every error on a line of its own, ordered as in the file.</summary>
public sealed class PlanException(ImmutableArray<PlanError> errors) : FormatException(string.Join(Environment.NewLine, errors))
{
    public ImmutableArray<PlanError> Errors { get; } = errors;
}
