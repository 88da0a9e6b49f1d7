using Monitoring.Domain.Alarms;

namespace Monitoring.Domain.Areas;

/// <summary>Keeps account of what a person must know of an area beside values and alarms.</summary>
internal sealed class MarkBook(SignalWatch[] watches, CommunicationWatch lines, PhaseBook phases, BoardClock clock)
{
    public AreaMarks Marks { get; private set; } = AreaMarks.None;

    /// <summary>Board version of the last change.</summary>
    public long ChangedAt { get; private set; }

    public void Review()
    {
        RuleMark[] rules = [.. watches.SelectMany(MarksOf), .. lines.Slots.Where(s => s.Silence is not null).Select(s => MarkOf(-1, s))];
        EquipmentPhase[] told = [.. phases.Told];
        if (!rules.AsSpan().SequenceEqual(Marks.Rules.AsSpan()) || !told.AsSpan().SequenceEqual(Marks.Phases.AsSpan()))
        {
            Marks = new AreaMarks([.. rules], [.. told]);
            ChangedAt = clock.Version;
        }
    }

    private IEnumerable<RuleMark> MarksOf(SignalWatch watch)
    {
        foreach (var limit in watch.Limits)
        {
            var blind = limit.Blind || watch.Trust is Trust.NoData or Trust.Bad or Trust.Stale || (limit.Rule.While is { } gate && GateTable.IsBlind(gate, watches));
            if (blind || limit.Inapplicable || limit.Slot.Silence is not null)
            {
                yield return new RuleMark(watch.Signal.IndexInArea, watch.Signal.Equipment.Id, limit.Slot.Rule, blind, limit.Inapplicable, limit.Slot.Silence);
            }
        }

        foreach (var slot in watch.Slots)
        {
            if (slot.Silence is not null && !watch.Limits.Any(l => l.Slot == slot))
            {
                yield return MarkOf(watch.Signal.IndexInArea, slot);
            }
        }
    }

    private static RuleMark MarkOf(int signal, AlarmSlot slot) => new(signal, slot.Address.Equipment, slot.Rule, false, false, slot.Silence);
}
