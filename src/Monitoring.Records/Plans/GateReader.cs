using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;

namespace Monitoring.Records.Plans;

/// <summary>What a rule waits for: <c>{signal: basket, at_least: 1}</c>, or <c>{phase: frying}</c> with one phase or several.</summary>
internal static class GateReader
{
    private static readonly Dictionary<string, Phase> Phases = new()
    {
        ["heating"] = Phase.Heating,
        ["idle"] = Phase.Idle,
        ["frying"] = Phase.Frying,
        ["cooling"] = Phase.Cooling,
        ["open"] = Phase.Open,
        ["closed"] = Phase.Closed,
    };

    /// <returns>Null: nothing is waited for, or it can't be read.</returns>
    public static Gate? Read(Place place, string equipment) => !place.Exists ? null : place.Map<Gate?>(f =>
    {
        var phase = f["phase"];
        return phase.Exists ? ReadPhases(phase, equipment) : ReadSignal(f, equipment);
    });

    /// <returns>A signal of the area, written SIGNAL (of the same equipment) or EQUIPMENT/SIGNAL; null: it can't be read.</returns>
    public static (string Equipment, string Signal)? ReadReference(Place place, string equipment)
    {
        switch (place.Word()?.Split('/'))
        {
            case [var id]:
                return (equipment, id);
            case [var other, var id]:
                return (other, id);
            case not null:
                place.Report("A rule can look only at signals of its own area.", "Write SIGNAL (of the same equipment) or EQUIPMENT/SIGNAL.");
                return null;
            default:
                return null;
        }
    }

    private static SignalGate? ReadSignal(Fields gate, string equipment)
    {
        var signal = ReadReference(gate.Required("signal"), equipment);
        var atLeast = gate.Required("at_least").Number() ?? double.NaN;
        return signal is var (other, id) ? new SignalGate(other, id, atLeast) : null;
    }

    private static PhaseGate? ReadPhases(Place place, string equipment)
    {
        var phases = place.OneOrMore(p => p.Choice(Phases)).OfType<Phase>().ToList();
        var ofArea = phases.Count(p => p is Phase.Open or Phase.Closed);
        if (ofArea > 0 && ofArea < phases.Count)
        {
            place.Report("The phases of an area and of an equipment can't stand together.", "Write open or closed (of the area), or some of heating, idle, frying and cooling (of the equipment).");
        }

        return phases.Count is 0 ? null : new PhaseGate(ofArea > 0 ? "" : equipment, [.. phases]);
    }
}
