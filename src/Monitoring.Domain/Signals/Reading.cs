namespace Monitoring.Domain.Signals;

/// <summary>One value of one signal at one instant. The same signal and time is the same reading, however often it comes.</summary>
/// <param name="Signal">The signal's <see cref="Areas.Signal.Number"/> in the plan in force.</param>
/// <param name="Time">The reading's own time: Unix milliseconds, UTC.</param>
/// <param name="Value">In the signal's unit. <see cref="double.NaN"/> only with <see cref="Quality.Bad"/>: the device sent no number. Never infinite.</param>
[GenerateSerializer, Immutable, Alias("monitoring.reading.v1")]
public readonly record struct Reading(
    [property: Id(0)] int Signal,
    [property: Id(1)] long Time,
    [property: Id(2)] double Value,
    [property: Id(3)] Quality Quality = Quality.Good,
    [property: Id(4)] Origin Origin = Origin.Live);
