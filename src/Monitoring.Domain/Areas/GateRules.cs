using Monitoring.Domain.Alarms;

namespace Monitoring.Domain.Areas;

/// <summary>What a rule waits for must be able to speak: a signal of its own area, or a phase that somebody recognises.</summary>
internal static class GateRules
{
    /// <param name="gate">Null: nothing is waited for.</param>
    public static IEnumerable<PlanProblem> Check(Gate? gate, SignalPlace place, string path) => gate switch
    {
        SignalGate signal => Check(signal, place, path),
        PhaseGate phase => Check(phase, place, path),
        _ => [],
    };

    private static IEnumerable<PlanProblem> Check(SignalGate gate, SignalPlace place, string path)
    {
        if (place.Find(gate.Equipment, gate.Signal) is not { } signal)
        {
            yield return place.NotFound($"{path}.signal", gate.Equipment, gate.Signal);
        }
        else if (gate.AtLeast < signal.Minimum || gate.AtLeast > signal.Maximum)
        {
            yield return new($"{path}.at_least", "The value lies outside the range of the signal that the rule waits for.", "Correct the value or that signal's range.");
        }
    }

    private static IEnumerable<PlanProblem> Check(PhaseGate gate, SignalPlace place, string path)
    {
        if (gate.Equipment.Length == 0 && place.Area.Hours.IsEmpty)
        {
            yield return new(
                $"{path}.phase", $"Nobody can tell whether the area '{place.Area.Id}' is open: it has no hours, and the rule would always be blind.",
                "Give the area 'hours', or remove the condition.");
        }
        else if (gate.Equipment.Length > 0 && place.Area.Equipment.FirstOrDefault(e => e.Id == gate.Equipment)?.Phases is null)
        {
            yield return new(
                $"{path}.phase", $"Nobody can tell the phase of '{gate.Equipment}': it has no 'phases', and the rule would always be blind.",
                "Give the equipment 'phases', or remove the condition.");
        }
    }
}
