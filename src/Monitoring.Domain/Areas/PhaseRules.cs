using Monitoring.Domain.Signals;

namespace Monitoring.Domain.Areas;

/// <summary>The phases of a fryer can be recognised only from what it measures.</summary>
internal static class PhaseRules
{
    public static IEnumerable<PlanProblem> Check(EquipmentPlan equipment, string path)
    {
        if (equipment.Phases is not { } fryer)
        {
            yield break;
        }

        path = $"{path}.phases.fryer";
        var oil = equipment.Signals.FirstOrDefault(s => s.Id == fryer.Signal);
        if (oil is not { Unit: Unit.Celsius })
        {
            yield return new($"{path}.signal", $"'{fryer.Signal}' isn't a temperature of this equipment.", "Name the signal of the oil's temperature, in °C.");
        }
        else if (fryer.WorkingFrom <= oil.Minimum || fryer.WorkingFrom >= oil.Maximum)
        {
            yield return new($"{path}.working_from", "The temperature lies outside the range of the oil's signal.", "Write the lowest temperature at which food goes in, for example 120.");
        }

        if (fryer.Basket is { } basket && equipment.Signals.FirstOrDefault(s => s.Id == basket) is not { Unit: Unit.State })
        {
            yield return new($"{path}.basket", $"'{basket}' isn't a state of this equipment.", "Name the switch that is 1 while food is in the oil, or remove the field if there is none.");
        }
    }
}
