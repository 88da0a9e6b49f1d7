using System.Text.Json.Serialization;
using Monitoring.Domain.Areas;
using Monitoring.Server.Api;

namespace Monitoring.Server.Live;

/// <summary>What a browser that watches an area gets: the whole board, or what has changed since the frame before, column by column.</summary>
/// <param name="ServerTime">When the area said so, by the server's clock: Unix milliseconds, UTC.</param>
/// <param name="Signals"><see cref="SignalTile.Index"/> of each changed signal; the next three columns run beside it.</param>
/// <param name="Times">Null: never.</param>
/// <param name="Alarms">Changed alarms; one whose state is normal leaves the list.</param>
/// <param name="Marks">Null: unchanged.</param>
internal sealed record AreaFrame(
    bool Full,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AreaBoard? Board = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Version = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? ServerTime = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? RecordsBehind = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int[]? Signals = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double?[]? Values = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long?[]? Times = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Trust[]? Trust = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AlarmView[]? Alarms = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AreaMarks? Marks = null);

/// <param name="Full">These are all alarms that aren't over; otherwise those that have changed.</param>
internal sealed record AlarmsFrame(bool Full, long ServerTime, AlarmView[] Alarms);

internal sealed record OverviewFrame(long ServerTime, FacilityView[] Facilities);
