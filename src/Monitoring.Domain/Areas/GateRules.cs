using Monitoring.Domain.Alarms;

namespace Monitoring.Domain.Areas;

/// <summary>A rule waits only for a signal that its own area has: an area decides alone.</summary>
internal static class GateRules
{
    public static IEnumerable<PlanProblem> Check(AlarmRule rule, FacilityPlan facility, AreaPlan area, string path)
    {
        if (rule.While is not { } gate)
        {
            yield break;
        }

        if (Find(area, gate) is { } signal)
        {
            if (gate.AtLeast < signal.Minimum || gate.AtLeast > signal.Maximum)
            {
                yield return new($"{path}.while.at_least", "The value lies outside the range of the signal that the rule waits for.", "Correct the value or that signal's range.");
            }
        }
        else
        {
            yield return new(
                $"{path}.while.signal",
                facility.Areas.FirstOrDefault(a => Find(a, gate) is not null) is { } other
                    ? $"'{gate.Equipment}/{gate.Signal}' belongs to the area '{other.Id}': a rule can wait only for a signal of its own area."
                    : $"The area has no signal '{gate.Equipment}/{gate.Signal}'.",
                "Name a signal of this area: SIGNAL (of the same equipment) or EQUIPMENT/SIGNAL.");
        }
    }

    private static SignalPlan? Find(AreaPlan area, Gate gate) =>
        area.Equipment.Where(e => e.Id == gate.Equipment).SelectMany(e => e.Signals).FirstOrDefault(s => s.Id == gate.Signal);
}
