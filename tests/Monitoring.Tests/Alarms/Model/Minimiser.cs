using System.Collections.Immutable;
using Monitoring.Domain.Areas;

namespace Monitoring.Tests.Alarms.Model;

/// <summary>Makes a scenario as short as it can be while the model and the area still disagree.</summary>
internal static class Minimiser
{
    public static Scenario Shorten(Scenario scenario)
    {
        for (var shorter = scenario; shorter is not null; shorter = Shorter(scenario).FirstOrDefault(s => Disagreement.Find(s) is not null))
        {
            scenario = shorter;
        }

        return scenario;
    }

    private static IEnumerable<Scenario> Shorter(Scenario scenario)
    {
        for (var size = scenario.Steps.Length / 2; size > 0; size /= 2)
        {
            for (var i = 0; i + size <= scenario.Steps.Length; i += size)
            {
                yield return scenario with { Steps = scenario.Steps.RemoveRange(i, size) };
            }
        }

        for (var i = 0; i < scenario.Steps.Length; i++)
        {
            foreach (var simpler in Simpler(scenario.Steps[i]))
            {
                yield return scenario with { Steps = scenario.Steps.SetItem(i, simpler) };
            }
        }

        foreach (var plan in Simpler(scenario.Plan))
        {
            yield return scenario with { Plan = plan };
        }
    }

    private static IEnumerable<Step> Simpler(Step step)
    {
        if (step is not Waits)
        {
            yield return new Waits(step.After + (step is Holds h ? (h.Count - 1) * h.Every : 0));
        }

        if (step.After > 0)
        {
            yield return step with { After = 0 };
        }

        if (step.After > 1000 && step.After % 1000 != 0)
        {
            yield return step with { After = step.After / 1000 * 1000 };
        }

        if (step.After > 1000)
        {
            yield return step with { After = step.After / 2 };
            yield return step with { After = step.After - 1000 };
        }

        if (step is Holds { Count: > 1 } holds)
        {
            yield return holds with { Count = holds.Count / 2 };
            yield return holds with { Count = holds.Count - 1 };
        }

        if (step is Sends sends)
        {
            for (var i = 0; i < sends.Readings.Length; i++)
            {
                if (sends.Readings.Length > 1)
                {
                    yield return sends with { Readings = sends.Readings.RemoveAt(i) };
                }

                if (sends.Readings[i].Age > 0)
                {
                    yield return sends with { Readings = sends.Readings.SetItem(i, sends.Readings[i] with { Age = 0 }) };
                }
            }
        }

        if (step is GoesAway { For: > 0 } away)
        {
            yield return away with { For = 0 };
        }
    }

    private static IEnumerable<Plan> Simpler(Plan plan)
    {
        foreach (var signal in plan.Signals)
        {
            foreach (var rule in signal.Plan.Rules)
            {
                yield return With(plan, signal, [.. signal.Plan.Rules.Remove(rule)]);
                if (rule.Limits.Length > 1)
                {
                    foreach (var limit in rule.Limits)
                    {
                        yield return With(plan, signal, signal.Plan.Rules.Replace(rule, rule with { Limits = rule.Limits.Remove(limit) }));
                    }
                }

                if (rule.While is not null)
                {
                    yield return With(plan, signal, signal.Plan.Rules.Replace(rule, rule with { While = null }));
                }
            }
        }
    }

    private static Plan With(Plan plan, Signal changed, ImmutableArray<Domain.Alarms.AlarmRule> rules) => new(plan.Version,
    [
        .. plan.Facilities.Select(f => f with
        {
            Areas = [.. f.Areas.Select(a => a with
            {
                Equipment = [.. a.Equipment.Select(e => e with { Signals = [.. e.Signals.Select(s => s == changed.Plan ? s with { Rules = rules } : s)] })],
            })],
        }),
    ]);
}
