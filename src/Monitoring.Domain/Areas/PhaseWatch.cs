using Monitoring.Domain.Alarms;
using Monitoring.Domain.Signals;

namespace Monitoring.Domain.Areas;

/// <summary>The phase of one equipment, or of the area itself: what is recognised, unless a person has set another for a time.</summary>
/// <param name="equipment">Empty: the area.</param>
/// <param name="address">Where its notes stand in the journal.</param>
internal sealed class PhaseWatch(string equipment, AlarmAddress address, FryerRecogniser? recogniser, string planVersion, List<AlarmEdge> edges)
{
    private EquipmentPhase recognised = new(equipment, Phase.Unknown, 0);
    private EquipmentPhase? set;

    public EquipmentPhase Current => set ?? recognised;

    /// <summary>True: the recognised phase has changed.</summary>
    public bool Observe(in Reading reading, bool isBasket, long covered)
    {
        if (recogniser is null || reading.Quality == Quality.Bad || !(isBasket ? recogniser.ObserveBasket(reading) : recogniser.Observe(reading, covered)))
        {
            return false;
        }

        return Recognise(recogniser.Phase, reading.Time);
    }

    public bool Recognise(Phase phase, long at)
    {
        var changed = phase != recognised.Phase;
        recognised = changed ? recognised with { Phase = phase, Since = at } : recognised;
        return changed && set is null;
    }

    public void Set(SetPhase command, long now)
    {
        set = command.Phase == Phase.Unknown ? null : new EquipmentPhase(equipment, command.Phase, now, command.By.Name, now + (long)command.For.TotalMilliseconds);
        Note(now, now, command.By, command.Note is { } why ? $"{command.Phase}: {why}" : command.Phase.ToString());
    }

    /// <summary>True: what a person had set is over.</summary>
    public bool Tick(long now)
    {
        if (set is not { SetUntil: { } until } || until > now)
        {
            return false;
        }

        set = null;
        Note(until, now, null, recognised.Phase.ToString());
        return true;
    }

    public PhaseState Capture() => new(Current, recogniser?.Capture() ?? []) { Recognised = recognised };

    public void Restore(PhaseState state)
    {
        set = state.Phase.SetBy is null ? null : state.Phase;
        recognised = state.Recognised ?? recognised;
        if (!state.Memory.IsDefaultOrEmpty)
        {
            recogniser?.Restore(recognised.Phase, recognised.Since, state.Memory);
        }
    }

    private void Note(long at, long now, Actor? by, string note) =>
        edges.Add(new AlarmEdge(EdgeKind.PhaseSet, Notes.At(address, AlarmRules.Phase, at, planVersion), at, now, by?.Name, note, by?.From));
}
