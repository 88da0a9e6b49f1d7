namespace Monitoring.Domain.Areas;

/// <summary>A signal in its place in the plan.</summary>
/// <param name="Number">Dense index over the whole plan: what a reading carries instead of a name.</param>
/// <param name="IndexInArea">Dense index in its area: what a board carries.</param>
public sealed record Signal(int Number, int IndexInArea, AreaId Area, EquipmentPlan Equipment, SignalPlan Plan)
{
    /// <summary><c>facility/area/equipment/signal</c>, which is also the end of its native MQTT topic.</summary>
    public string Address { get; } = $"{Area}/{Equipment.Id}/{Plan.Id}";
}
