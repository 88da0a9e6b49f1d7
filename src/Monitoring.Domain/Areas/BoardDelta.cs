using System.Collections.Immutable;
using Monitoring.Domain.Alarms;

namespace Monitoring.Domain.Areas;

/// <summary>May this value be believed as it stands on the screen?</summary>
public enum Trust : byte
{
    /// <summary>Nothing has come since the area was first watched.</summary>
    NoData,
    Good,
    Uncertain,
    Bad,

    /// <summary>Older than the signal's <c>stale_after</c>, or its equipment is offline: the value is history.</summary>
    Stale,
}

/// <param name="Activation">Changes when the area's grain was activated anew: versions of different activations can't be compared.</param>
[GenerateSerializer, Immutable, Alias("monitoring.board-version.v1")]
public readonly record struct BoardVersion([property: Id(0)] Guid Activation, [property: Id(1)] long Number);

/// <summary>What has changed on an area's board since a version: the newest state of each changed signal, column by column, and the changed alarms.</summary>
/// <param name="IsFull">The whole board, because the asker's version belongs to another activation or to none, or because changes alone can't say it.</param>
/// <param name="Signals"><see cref="Signal.IndexInArea"/> of each changed signal; the next three columns run beside it.</param>
/// <param name="Values">NaN: no value.</param>
/// <param name="Times">The readings' own time, Unix milliseconds, UTC; 0: never.</param>
/// <param name="Alarms">Changed alarms (full: those that aren't over). One that is <see cref="AlarmState.Normal"/> leaves the list.</param>
/// <param name="RecordsBehind">Transitions are told that couldn't be written yet: the record book is failing.</param>
/// <param name="EdgeReceivedAt">When the reading behind the newest alarm edge in this delta was received, in ticks (100 ns) UTC; 0: no such edge.</param>
/// <param name="Marks">Null: unchanged.</param>
[GenerateSerializer, Immutable, Alias("monitoring.board-delta.v1")]
public sealed record BoardDelta(
    [property: Id(0)] BoardVersion Version,
    [property: Id(1)] bool IsFull,
    [property: Id(2)] int[] Signals,
    [property: Id(3)] double[] Values,
    [property: Id(4)] long[] Times,
    [property: Id(5)] Trust[] Trust,
    [property: Id(6)] ImmutableArray<Alarm> Alarms,
    [property: Id(7)] bool RecordsBehind,
    [property: Id(8)] long EdgeReceivedAt,
    [property: Id(9)] AreaMarks? Marks = null);

/// <summary>What a person must know of an area beside values and alarms. Told whole whenever any of it changes.</summary>
[GenerateSerializer, Immutable, Alias("monitoring.area-marks.v1")]
public sealed record AreaMarks([property: Id(0)] ImmutableArray<RuleMark> Rules, [property: Id(1)] ImmutableArray<EquipmentPhase> Phases)
{
    public static AreaMarks None { get; } = new([], []);
}

/// <summary>A rule that isn't plainly in service.</summary>
/// <param name="Signal"><see cref="Signal.IndexInArea"/>; -1: it belongs to the equipment or the area as a whole.</param>
/// <param name="Blind">It can't be evaluated now: what it waits for, or the signal itself, has no trustworthy value.</param>
/// <param name="Inapplicable">Its <c>while</c> says that it doesn't hold now.</param>
/// <param name="Silence">Why it is silent; null: it isn't.</param>
[GenerateSerializer, Immutable, Alias("monitoring.rule-mark.v1")]
public sealed record RuleMark(
    [property: Id(0)] int Signal,
    [property: Id(1)] string Equipment,
    [property: Id(2)] string Rule,
    [property: Id(3)] bool Blind,
    [property: Id(4)] bool Inapplicable,
    [property: Id(5)] Silence? Silence);
