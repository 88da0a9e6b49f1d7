using Monitoring.Domain.Areas;

namespace Monitoring.Domain.Alarms.Health;

/// <summary>Where alarms come from: one rule of one signal.</summary>
public readonly record struct AlarmSource(AreaId Area, string Equipment, string Signal, string Rule)
{
    public static AlarmSource Of(AreaId area, Alarm alarm) => new(area, alarm.Equipment, alarm.Signal, alarm.Rule);
}
