using System.Collections.Immutable;
using Monitoring.Domain.Alarms;

namespace Monitoring.Domain.Areas;

/// <summary>What each equipment of an area is doing, and whether the area works.</summary>
internal sealed class PhaseBook
{
    private readonly Dictionary<string, PhaseWatch> phases = new(StringComparer.Ordinal);
    private readonly Dictionary<SignalWatch, (PhaseWatch Phase, bool IsBasket)> sources = [];
    private readonly ImmutableArray<People.DailyHours> hours;
    private readonly TimeZoneInfo zone;
    private readonly GateTable gates;

    public PhaseBook(Plan plan, AreaId id, SignalWatch[] watches, GateTable gates, List<AlarmEdge> edges)
    {
        this.gates = gates;
        var area = plan.FindArea(id)!;
        zone = TimeZoneInfo.FindSystemTimeZoneById(plan.FindFacility(id.Facility)!.TimeZone);
        hours = area.Hours;
        phases.Add("", new PhaseWatch("", new AlarmAddress(id, AlarmPlace.AllEquipment, AlarmPlace.DeviceStatus), null, plan.Version, edges));
        foreach (var equipment in area.Equipment.Where(e => e.Phases is not null))
        {
            var phase = new PhaseWatch(equipment.Id, new AlarmAddress(id, equipment.Id, AlarmPlace.DeviceStatus), new FryerRecogniser(equipment.Phases!), plan.Version, edges);
            phases.Add(equipment.Id, phase);
            foreach (var watch in watches.Where(w => w.Signal.Equipment.Id == equipment.Id))
            {
                if (watch.Signal.Plan.Id == equipment.Phases!.Signal || watch.Signal.Plan.Id == equipment.Phases.Basket)
                {
                    sources.Add(watch, (phase, watch.Signal.Plan.Id == equipment.Phases.Basket));
                }
            }
        }
    }

    /// <summary>Of each equipment that has phases, also while it is unknown (a person can set it then); of the area, once it is known.</summary>
    public IEnumerable<EquipmentPhase> Told => phases.Values.Select(p => p.Current).Where(p => p.Equipment.Length > 0 || p.Phase != Phase.Unknown);

    /// <summary>A signal has a new value.</summary>
    public void Follow(SignalWatch watch, long now)
    {
        if (sources.Count > 0 && sources.TryGetValue(watch, out var source) && source.Phase.Observe(watch.Last, source.IsBasket, watch.Covered))
        {
            Tell(source.Phase, watch.Last.Time, now);
        }
    }

    public void Tick(long now)
    {
        if (!hours.IsEmpty && phases[""].Recognise(OpeningHours.IsOpen(hours, zone, now) ? Phase.Open : Phase.Closed, now))
        {
            Tell(phases[""], now, now);
        }

        foreach (var phase in phases.Values)
        {
            if (phase.Tick(now))
            {
                Tell(phase, now, now);
            }
        }
    }

    /// <returns>False: the equipment isn't in the area, or has no phases.</returns>
    public bool Set(SetPhase command, long now)
    {
        if (!phases.TryGetValue(command.Equipment, out var phase))
        {
            return false;
        }

        phase.Set(command, now);
        Tell(phase, now, now);
        return true;
    }

    public ImmutableArray<PhaseState> Capture() => [.. phases.Values.Where(p => p.Current.Since != 0).Select(p => p.Capture())];

    public void Restore(ImmutableArray<PhaseState> states, long now)
    {
        foreach (var state in states)
        {
            if (phases.TryGetValue(state.Phase.Equipment, out var phase))
            {
                phase.Restore(state);
                Tell(phase, phase.Current.Since, now);
            }
        }
    }

    private void Tell(PhaseWatch phase, long at, long now) => gates.Follow(phase.Current, at, now);
}
