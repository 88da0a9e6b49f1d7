using System.Collections.Immutable;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Signals;

namespace Monitoring.Domain.Areas;

/// <summary>
/// What of an area must last: written with each transition and every few seconds. With the readings behind its cursors it gives the area as it was
/// before a crash. Everything is named, not numbered, so that it survives a change of the plan.
/// </summary>
/// <param name="Cursors">For each reading store by id: the sequence up to which its readings have been decided.</param>
/// <param name="WatchedUntil">The clock when this was taken: Unix milliseconds, UTC.</param>
public sealed record AreaState(
    string PlanVersion,
    long WatchedUntil,
    ImmutableDictionary<string, long> Cursors,
    ImmutableArray<SignalState> Signals,
    ImmutableArray<RuleState> Rules)
{
    public ImmutableArray<PhaseState> Phases { get => field.IsDefault ? [] : field; init; } = [];
}

/// <param name="Address"><c>facility/area/equipment/signal</c></param>
/// <param name="Time">Time of the newest live reading: Unix milliseconds, UTC.</param>
public sealed record SignalState(string Address, long Time, double Value, Quality Quality)
{
    /// <summary>Readings that the signal's reorder window still holds back.</summary>
    public ImmutableArray<HeldReading> Held { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>Time of the newest reading that was good: Unix milliseconds, UTC; 0: none.</summary>
    public long GoodTime { get; init; }

    public double GoodValue { get; init; }

    /// <summary>Highest uncertain value since then; null: none.</summary>
    public double? HighestDoubt { get; init; }
}

public sealed record HeldReading(long Time, double Value, Quality Quality);

/// <summary>A rule that isn't at rest: a delay is running (the silence of a signal that never sent anything is one), it is silent, or its alarm isn't over.</summary>
/// <param name="Timers">Running delays, by level (LoLo, Lo, Hi, HiHi; one for the others), in milliseconds of good data.</param>
/// <param name="Alarm">One that is over is kept only while the rule is still shelved by its name.</param>
public sealed record RuleState(string Address, string Rule, ImmutableArray<TimerState> Timers, Alarm? Alarm)
{
    public ImmutableArray<Silence> Silences { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>What the rule's measure remembers, in its own form.</summary>
    public ImmutableArray<double> Measure { get => field.IsDefault ? [] : field; init; } = [];
}

/// <param name="Phase">The phase in force.</param>
/// <param name="Memory">What its recogniser remembers, in its own form.</param>
public sealed record PhaseState(EquipmentPhase Phase, ImmutableArray<double> Memory)
{
    /// <summary>What would be in force if nobody had set another.</summary>
    public EquipmentPhase? Recognised { get; init; }
}
