using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;

namespace Monitoring.Domain.Alarms;

/// <summary>Where an alarm is, in the plan's words. What the plan doesn't name any more is called by its id: an old alarm still says what it was about.</summary>
/// <param name="Plan">The signal in the plan; null: the alarm is about a whole device or area, or the plan has lost it.</param>
public sealed record AlarmPlace(Text Area, Text Equipment, Text Signal, SignalPlan? Plan)
{
    /// <summary>Equipment id of an alarm about every device of an area.</summary>
    public const string AllEquipment = "all";

    /// <summary>Signal id of an alarm about a whole device.</summary>
    public const string DeviceStatus = "status";

    private static readonly Text AllName = new("Semua alat", "All devices");
    private static readonly Text StatusName = new("Sambungan", "Connection");

    public static AlarmPlace Of(Alarm alarm, string area, FacilityPlan? facility)
    {
        var place = facility?.Areas.FirstOrDefault(a => a.Id == area);
        var equipment = place?.Equipment.FirstOrDefault(e => e.Id == alarm.Equipment);
        var signal = equipment?.Signals.FirstOrDefault(s => s.Id == alarm.Signal);
        return new AlarmPlace(
            place?.Name ?? Unnamed(area),
            equipment?.Name ?? (alarm.Equipment == AllEquipment ? AllName : Unnamed(alarm.Equipment)),
            signal?.Name ?? (alarm.Signal == DeviceStatus ? StatusName : Unnamed(alarm.Signal)),
            signal);
    }

    /// <summary>Symbol of the unit in which the alarm's value and limit are: a rule that measures a rate or a duration has another than its signal. Empty: none.</summary>
    public static string UnitOf(Alarm alarm, SignalPlan? signal) =>
        UnitOf(signal?.Rules.FirstOrDefault(r => r.Id == alarm.Rule)?.Of, signal?.Unit.Symbol() ?? "");

    /// <param name="symbol">The signal's own.</param>
    public static string UnitOf(MeasurePlan? measure, string symbol) => measure switch
    {
        RateOfChange => $"{symbol}/min",
        SinceIncrease or Unchanged => "min",
        _ => symbol,
    };

    private static Text Unnamed(string id) => new(id, id);
}
