using System.Collections.Immutable;
using Monitoring.Domain.Signals;

namespace Monitoring.Tests.Alarms.Model;

/// <summary>One thing that an area is told, and when by the clock (Unix milliseconds, UTC). A sequence of them is all that the reference model and the area get.</summary>
internal abstract record Happening(long Now);

/// <summary>The clock, once a second.</summary>
internal sealed record Ticked(long Now) : Happening(Now);

/// <summary>Readings that arrive together.</summary>
internal sealed record Arrived(long Now, ImmutableArray<Reading> Readings) : Happening(Now);

/// <summary>A person does something to the newest alarm of a rule, or to the rule's equipment.</summary>
internal sealed record Acted(long Now, int Signal, string Rule, Deed Deed) : Happening(Now);

/// <summary>The area was away for a while and is back. What it remembers is its own business: nobody may notice.</summary>
/// <param name="Crashed">It remembers no more than what was last written, and is given the readings since then again.</param>
internal sealed record Recovered(long Now, bool Crashed) : Happening(Now);
