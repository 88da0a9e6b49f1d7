using Monitoring.Domain.Areas;

namespace Monitoring.Domain.Alarms;

/// <summary>Where an alarm stands.</summary>
/// <param name="Equipment"><see cref="AlarmPlace.AllEquipment"/>: the area as a whole.</param>
/// <param name="Signal"><see cref="AlarmPlace.DeviceStatus"/>: the device as a whole.</param>
internal sealed record AlarmAddress(AreaId Area, string Equipment, string Signal)
{
    /// <summary><c>facility/area/equipment/signal</c></summary>
    public string Path { get; } = $"{Area}/{Equipment}/{Signal}";

    public static AlarmAddress Of(Signal signal) => new(signal.Area, signal.Equipment.Id, signal.Plan.Id);
}
