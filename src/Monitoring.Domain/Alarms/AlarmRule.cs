using System.Collections.Immutable;
using Monitoring.Domain.Areas;

namespace Monitoring.Domain.Alarms;

/// <summary>When a signal's value is unsafe and what a person must do about it. One rule is one alarm, whose level changes (ISA-18.2).</summary>
/// <param name="Id">Unique within its signal.</param>
/// <param name="Limits">At most one for each level, ordered LoLo, Lo, Hi, HiHi.</param>
/// <param name="Deadband">How far back inside the limit the value must be to count as returned, in the signal's unit; 0 or more.</param>
/// <param name="OffDelay">How long it must stay there, in time covered by good data.</param>
/// <param name="While">The rule holds only while this is so; null: always.</param>
/// <param name="Consequence">What happens if nobody acts.</param>
/// <param name="Action">What to do.</param>
/// <param name="RespondWithin">Time to respond (IEC 62682 rationalisation).</param>
public sealed record AlarmRule(
    string Id,
    Text Message,
    Text Consequence,
    Text Action,
    TimeSpan RespondWithin,
    ImmutableArray<Limit> Limits,
    double Deadband,
    TimeSpan OffDelay,
    Gate? While);

/// <param name="Value">In the signal's unit. The Hi side is passed at this value or above, the Lo side at this value or below.</param>
/// <param name="OnDelay">How long the condition must hold, in time covered by good data, before the alarm is raised.</param>
public sealed record Limit(Level Level, double Value, TimeSpan OnDelay, Priority Priority);

/// <summary>The rule holds only while another signal of the same area is at or above a value (suppressed by design, ISA-18.2).</summary>
/// <param name="Equipment">Equipment id in the same area.</param>
/// <param name="Signal">Signal id of that equipment.</param>
public sealed record Gate(string Equipment, string Signal, double AtLeast);
