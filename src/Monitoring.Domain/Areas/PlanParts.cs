using System.Collections.Immutable;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Signals;

namespace Monitoring.Domain.Areas;

/// <param name="Id">Ids of every kind are made of <c>a-z A-Z 0-9 _ -</c>: they stand in topics, addresses and store tags.</param>
/// <param name="TimeZone">IANA name, for example <c>Asia/Makassar</c>: shifts and days are the facility's; everything stored is UTC.</param>
public sealed record FacilityPlan(string Id, Text Name, string TimeZone, ImmutableArray<AreaPlan> Areas);

public enum AreaKind
{
    Kitchen,
    Workshop,
}

public sealed record AreaPlan(string Id, Text Name, AreaKind Kind, ImmutableArray<EquipmentPlan> Equipment);

/// <summary>A thing that is watched (ISA-95 equipment): a fryer, a cold store, a room. Its id is the device level of the MQTT topic.</summary>
public sealed record EquipmentPlan(string Id, Text Name, ImmutableArray<SignalPlan> Signals);

/// <param name="Minimum">Lowest value that is physically possible, in the signal's unit: anything below is <see cref="Quality.Bad"/>.</param>
/// <param name="Maximum">Highest value that is physically possible: anything above is <see cref="Quality.Bad"/>.</param>
/// <param name="ExpectedInterval">How often the device sends; null for a signal that a person enters.</param>
/// <param name="StaleAfter">Silence that raises the missing-data alarm; null (never) for a signal that a person enters.</param>
/// <param name="StalePriority">Priority of the missing-data and bad-quality alarms.</param>
/// <param name="LateAfter">A reading that is older than this when it arrives is <see cref="Origin.History"/>.</param>
public sealed record SignalPlan(
    string Id,
    Text Name,
    Unit Unit,
    double Minimum,
    double Maximum,
    TimeSpan? ExpectedInterval,
    TimeSpan? StaleAfter,
    Priority StalePriority,
    TimeSpan LateAfter,
    ImmutableArray<AlarmRule> Rules);
