namespace Monitoring.Domain.Areas;

/// <summary>A signal in its plan, for what its rules may refer to: an area decides alone, so only signals of the same area.</summary>
internal sealed record SignalPlace(FacilityPlan Facility, AreaPlan Area, EquipmentPlan Equipment, SignalPlan Signal)
{
    public SignalPlan? Find(string equipment, string signal) => Find(Area, equipment, signal);

    public PlanProblem NotFound(string path, string equipment, string signal) => new(
        path,
        Facility.Areas.FirstOrDefault(a => Find(a, equipment, signal) is not null) is { } other
            ? $"'{equipment}/{signal}' belongs to the area '{other.Id}': a rule can look only at signals of its own area."
            : $"The area has no signal '{equipment}/{signal}'.",
        "Name a signal of this area: SIGNAL (of the same equipment) or EQUIPMENT/SIGNAL.");

    private static SignalPlan? Find(AreaPlan area, string equipment, string signal) =>
        area.Equipment.Where(e => e.Id == equipment).SelectMany(e => e.Signals).FirstOrDefault(s => s.Id == signal);
}
