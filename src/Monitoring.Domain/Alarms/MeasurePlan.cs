namespace Monitoring.Domain.Alarms;

/// <summary>What of a signal a rule compares with its limits, if not the value itself.</summary>
public abstract record MeasurePlan;

/// <summary>Slope over a window, in the signal's unit per minute: robust to noise, undefined over gaps.</summary>
public sealed record RateOfChange(TimeSpan Window) : MeasurePlan;

/// <summary>Minutes, covered by data and only while the rule holds, since a counter last grew.</summary>
public sealed record SinceIncrease : MeasurePlan;

/// <summary>Minutes, covered by data, for which the value has been exactly the same: a frozen sensor.</summary>
public sealed record Unchanged : MeasurePlan;

/// <summary>Distance to another signal of the same area, in the signal's unit; never negative: a twin probe that disagrees.</summary>
public sealed record DifferenceTo(string Equipment, string Signal) : MeasurePlan;
