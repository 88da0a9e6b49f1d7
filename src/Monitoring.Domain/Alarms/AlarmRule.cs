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
    Gate? While)
{
    /// <summary>What is compared with the limits; null: the value itself.</summary>
    public MeasurePlan? Of { get; init; }

    /// <summary>Silent, though evaluated and recorded, while this is so (suppressed by design, ISA-18.2); null: never.</summary>
    public Gate? SuppressWhile { get; init; }

    /// <summary>The alarm stays until a person resets it.</summary>
    public bool Latched { get; init; }

    /// <summary>An acknowledgement of an alarm that stays active counts no longer than this; null: for ever.</summary>
    public TimeSpan? AcknowledgementExpires { get; init; } = TimeSpan.FromHours(4);

    /// <summary>An alarm that stays active for this long since it was last announced is announced again (OPC UA Part 9 ReAlarmTime); null: never.</summary>
    public TimeSpan? ReAlarmAfter { get; init; }

    public CorrectiveActionDemand Demand { get; init; }
}

/// <param name="Value">In the signal's unit. The Hi side is passed at this value or above, the Lo side at this value or below.</param>
/// <param name="OnDelay">How long the condition must hold, in time covered by good data, before the alarm is raised.</param>
public sealed record Limit(Level Level, double Value, TimeSpan OnDelay, Priority Priority);

/// <summary>Something of the same area that is so or isn't.</summary>
/// <param name="Equipment">Equipment id in the same area; empty: the area itself.</param>
public abstract record Gate(string Equipment);

/// <summary>Another signal of the same area is at or above a value.</summary>
/// <param name="Signal">Signal id of that equipment.</param>
public sealed record SignalGate(string Equipment, string Signal, double AtLeast) : Gate(Equipment);

/// <summary>The equipment (or, for open and closed, the area) is in one of these phases.</summary>
public sealed record PhaseGate(string Equipment, ImmutableArray<Phase> Phases) : Gate(Equipment);
