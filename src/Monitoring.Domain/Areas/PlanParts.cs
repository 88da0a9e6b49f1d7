using System.Collections.Immutable;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Escalation;
using Monitoring.Domain.People;
using Monitoring.Domain.Signals;

namespace Monitoring.Domain.Areas;

/// <param name="Id">Ids of every kind are made of <c>a-z A-Z 0-9 _ -</c>: they stand in topics, addresses and store tags.</param>
/// <param name="TimeZone">IANA name, for example <c>Asia/Makassar</c>: shifts and days are the facility's; everything stored is UTC.</param>
public sealed record FacilityPlan(string Id, Text Name, string TimeZone, ImmutableArray<AreaPlan> Areas)
{
    public ImmutableArray<Person> People { get; init; } = [];

    public ImmutableArray<DailyHours> Shifts { get; init; } = [];

    public EscalationPolicy Escalation { get; init; } = EscalationPolicy.Default;

    public ImmutableArray<ShelvingLimit> Shelving { get; init; } = ShelvingLimit.Defaults;

    /// <summary>By id, or by the whole name, as people write it: one person isn't two because of a capital letter.</summary>
    public Person? FindPerson(string idOrName) =>
        People.FirstOrDefault(p => p.Id == idOrName)
        ?? People.FirstOrDefault(p => p.Id.Equals(idOrName, StringComparison.OrdinalIgnoreCase) || p.Name.Equals(idOrName, StringComparison.OrdinalIgnoreCase));
}

public enum AreaKind
{
    Kitchen,
    Workshop,

    /// <summary>This system's own health in a facility: the ways on which it tells people.</summary>
    System,
}

public sealed record AreaPlan(string Id, Text Name, AreaKind Kind, ImmutableArray<EquipmentPlan> Equipment)
{
    /// <summary>When the area works; empty: nobody said, and its phase is <see cref="Phase.Unknown"/>.</summary>
    public ImmutableArray<DailyHours> Hours { get; init; } = [];
}

/// <summary>A thing that is watched (ISA-95 equipment): a fryer, a cold store, a room. Its id is the device level of the MQTT topic.</summary>
public sealed record EquipmentPlan(string Id, Text Name, ImmutableArray<SignalPlan> Signals)
{
    public FryerPhases? Phases { get; init; }

    /// <summary>Priority of the alarm that the device is gone.</summary>
    public Priority LostPriority { get; init; } = Priority.Medium;
}

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
    ImmutableArray<AlarmRule> Rules)
{
    /// <summary>Readings are held back for this long and decided in the order of their own time: for devices that send out of order. Zero: they don't.</summary>
    public TimeSpan ReorderWindow { get; init; }

    /// <summary>Values with which this kind of sensor says that it has failed (DS18B20: 85 at power-up, -127): <see cref="Quality.Bad"/>.</summary>
    public ImmutableArray<double> FaultValues { get; init; } = [];

    /// <summary>Faster than this, in the signal's unit per second, the real thing can't change: such a reading counts as <see cref="Quality.Bad"/>; null: anything goes.</summary>
    public double? FastestChange { get; init; }

    /// <summary>For a value that a person enters: how often, and while what; null: nobody waits for it.</summary>
    public DueTask? Due { get; init; }
}

/// <param name="Every">The longest time between two entries.</param>
/// <param name="While">The alarm is raised only while this is so; null: always.</param>
public sealed record DueTask(TimeSpan Every, Gate? While, Priority Priority);
