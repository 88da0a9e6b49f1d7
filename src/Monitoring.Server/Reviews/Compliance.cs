using System.Collections.Immutable;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Reviews;
using Monitoring.Domain.Signals;

namespace Monitoring.Server.Reviews;

/// <summary>How long a signal was where it should be (Codex HACCP: time inside limits and the longest excursion, never one good value in the shift).</summary>
/// <param name="Total">Good time and time outside over the whole range.</param>
/// <param name="Excursions">In order of time; of many, the longest.</param>
/// <param name="IsCut">There were more.</param>
internal sealed record Compliance(Signal Signal, Rollup Total, ImmutableArray<Excursion> Excursions, bool IsCut);
