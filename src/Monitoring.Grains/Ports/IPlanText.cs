using System.Collections.Immutable;
using Monitoring.Domain.Areas;

namespace Monitoring.Grains.Ports;

/// <summary>The plan as people write it.</summary>
public interface IPlanText
{
    /// <summary>The text of the plan in force, as it was read at the start.</summary>
    string InForce { get; }

    /// <summary>Reads another plan; nothing is kept of it.</summary>
    PlanReading Read(string yaml);
}

/// <param name="Plan">Null: the text can't be used.</param>
/// <param name="Faults">Everything that is wrong, in the order of the lines; empty: nothing.</param>
public sealed record PlanReading(Plan? Plan, ImmutableArray<PlanFault> Faults);

/// <param name="Line">From 1; 0: the text as a whole.</param>
/// <param name="Field">Path of the field; empty: the text as a whole.</param>
public sealed record PlanFault(int Line, string Field, string What, string Remedy);
