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
    ImmutableArray<RuleState> Rules);

/// <param name="Address"><c>facility/area/equipment/signal</c></param>
/// <param name="Time">Time of the newest live reading: Unix milliseconds, UTC.</param>
public sealed record SignalState(string Address, long Time, double Value, Quality Quality);

/// <summary>A rule that isn't at rest: a delay is running (the silence of a signal that never sent anything is one), or its alarm isn't over.</summary>
/// <param name="Timers">Running delays, by level (LoLo, Lo, Hi, HiHi; one for the others), in milliseconds of good data.</param>
public sealed record RuleState(string Address, string Rule, ImmutableArray<TimerState> Timers, Alarm? Alarm);
