using System.Collections.Frozen;
using System.Collections.Immutable;
using Monitoring.Domain.Devices;

namespace Monitoring.Domain.Areas;

/// <summary>
/// What is watched and what is safe, as a person asked for it: facilities, areas, equipment (ISA-95), signals and alarm rules.
/// Immutable; <see cref="Plan"/> is what was asked, <see cref="Area"/> what lives, <see cref="BoardDelta"/> what is told.
/// </summary>
public sealed class Plan
{
    private readonly FrozenDictionary<AreaId, AreaPlan> areas;
    private readonly FrozenDictionary<string, Signal> byAddress;

    /// <param name="version">Tells one plan from another, for example the hash of its file.</param>
    /// <param name="facilities">A plan that <see cref="PlanRules"/> finds nothing wrong with.</param>
    public Plan(string version, ImmutableArray<FacilityPlan> facilities)
    {
        Version = version;
        Facilities = [.. facilities.Select(SystemArea.AddTo)];
        Signals = [.. Flatten(Facilities)];
        areas = Facilities.SelectMany(f => f.Areas.Select(a => (Id: new AreaId(f.Id, a.Id), Area: a))).ToFrozenDictionary(p => p.Id, p => p.Area);
        byAddress = Signals.ToFrozenDictionary(s => s.Address, StringComparer.Ordinal);
        SignalsOf = Signals.GroupBy(s => s.Area).ToFrozenDictionary(g => g.Key, g => g.ToImmutableArray());
    }

    public string Version { get; }

    /// <summary>As asked, each with its <see cref="SystemArea"/> if it has somebody to tell.</summary>
    public ImmutableArray<FacilityPlan> Facilities { get; }

    /// <summary>Every signal of the plan; a signal's index here is its <see cref="Signal.Number"/>. The signals of an area are neighbours.</summary>
    public ImmutableArray<Signal> Signals { get; }

    public FrozenDictionary<AreaId, ImmutableArray<Signal>> SignalsOf { get; }

    public IEnumerable<AreaId> AreaIds => areas.Keys;

    public AreaPlan? FindArea(AreaId id) => areas.GetValueOrDefault(id);

    public FacilityPlan? FindFacility(string id) => Facilities.FirstOrDefault(f => f.Id == id);

    /// <param name="address"><c>facility/area/equipment/signal</c></param>
    public Signal? FindSignal(string address) => byAddress.GetValueOrDefault(address);

    /// <summary>What a device may be registered for; null: the plan has no such equipment.</summary>
    public EquipmentPlan? FindEquipment(DeviceAddress device) =>
        FindArea(new AreaId(device.Facility, device.Area)) is { Kind: not AreaKind.System } area ? area.Equipment.FirstOrDefault(e => e.Id == device.Device) : null;

    private static IEnumerable<Signal> Flatten(ImmutableArray<FacilityPlan> facilities)
    {
        var number = 0;
        foreach (var facility in facilities)
        {
            foreach (var area in facility.Areas)
            {
                var indexInArea = 0;
                foreach (var equipment in area.Equipment)
                {
                    foreach (var signal in equipment.Signals)
                    {
                        yield return new Signal(number++, indexInArea++, new AreaId(facility.Id, area.Id), equipment, signal);
                    }
                }
            }
        }
    }
}
