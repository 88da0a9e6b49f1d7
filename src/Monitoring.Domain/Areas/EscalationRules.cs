using System.Collections.Immutable;
using System.Text;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Escalation;

namespace Monitoring.Domain.Areas;

/// <summary>Each step must tell somebody, later than the one before; each siren needs a topic of its own.</summary>
internal static class EscalationRules
{
    private const int LongestTopic = 256;

    private static readonly (Priority Priority, string Field)[] Delays = [(Priority.Low, "low"), (Priority.Medium, "medium"), (Priority.High, "high")];

    public static IEnumerable<PlanProblem> Check(FacilityPlan facility, string path) =>
    [
        .. CheckSteps(facility.Escalation.Steps, $"{path}.steps"),
        .. CheckQuiet(facility.Escalation, $"{path}.quiet"),
        .. ListRules.CheckIds(facility.Escalation.Sirens, s => s.Id, $"{path}.sirens"),
        .. ListRules.Each(facility.Escalation.Sirens, $"{path}.sirens", (siren, at) => CheckSiren(siren, facility, at)),
    ];

    /// <summary>Two sirens on one topic would switch each other, also across facilities.</summary>
    public static IEnumerable<PlanProblem> CheckTopics(ImmutableArray<FacilityPlan> facilities, string path)
    {
        var sirens = facilities.SelectMany((f, i) => f.Escalation.Sirens.Select((siren, j) => (siren.Topic, At: $"{path}[{i}].escalation.sirens[{j}].topic"))).ToImmutableArray();
        return ListRules.Repeated(sirens, s => s.Topic).Select(s => new PlanProblem(s.Part.At, "Another siren has this topic: each would switch the other.", "Give each a topic of its own."));
    }

    private static IEnumerable<PlanProblem> CheckSteps(ImmutableArray<EscalationStep> steps, string path) =>
    [
        .. ListRules.Repeated(steps, s => s.Role).Select(s => new PlanProblem($"{path}[{s.Index}].role", "The role is told in an earlier step already.", "Give each role one step.")),
        .. steps.Select((step, i) => (step, i)).Where(s => Delays.All(d => s.step.DelayOf(d.Priority) is null))
            .Select(s => new PlanProblem($"{path}[{s.i}]", "The step tells nobody of anything.", "Add at least one of low, medium and high, each with its delay.")),
        .. steps.All(s => s.High is null) ? new[] { new PlanProblem(path, "No step tells anybody of alarms of high priority.", "Give at least one step a delay for 'high'.") } : [],
        .. Delays.SelectMany(d => CheckOrder(steps, d.Priority, d.Field, path)),
    ];

    private static IEnumerable<PlanProblem> CheckOrder(ImmutableArray<EscalationStep> steps, Priority priority, string field, string path)
    {
        var latest = TimeSpan.Zero;
        for (var i = 0; i < steps.Length; i++)
        {
            if (steps[i].DelayOf(priority) is not { } delay)
            {
                continue;
            }

            if (delay < latest)
            {
                yield return new($"{path}[{i}].{field}", "An earlier step has a longer delay.", "Order the steps by their delays: who is told first stands first.");
            }

            latest = delay > latest ? delay : latest;
        }
    }

    private static IEnumerable<PlanProblem> CheckQuiet(EscalationPolicy policy, string path)
    {
        if (policy.Quiet is { } quiet && quiet.From == quiet.To)
        {
            yield return new($"{path}.to", "All day would be quiet: nobody would ever be told of low priority.", "Write when the quiet hours end, or remove them.");
        }
    }

    private static IEnumerable<PlanProblem> CheckSiren(Siren siren, FacilityPlan facility, string path)
    {
        if (siren.Topic.AsSpan().ContainsAny('+', '#', '\0') || Encoding.UTF8.GetByteCount(siren.Topic) > LongestTopic || siren.Topic.StartsWith('$'))
        {
            yield return new($"{path}.topic", "Nothing can be published to this topic.", $"Write a topic without + and # that doesn't begin with $, of at most {LongestTopic} bytes, for example siren/palu/kitchen.");
        }
        else if (siren.Topic == "v1" || siren.Topic.StartsWith("v1/", StringComparison.Ordinal))
        {
            yield return new($"{path}.topic", "Topics below v1 belong to the devices that measure.", "Write a topic of its own, for example siren/palu/kitchen.");
        }

        if (siren.Device is { } device && !facility.Areas.Any(a => a.Equipment.Any(e => $"{a.Id}/{e.Id}" == device)))
        {
            yield return new($"{path}.device", $"The facility has no equipment '{device}'.", "Write area/equipment of this facility, for example kitchen/horn, or leave 'device' out.");
        }

        for (var i = 0; i < siren.Areas.Length; i++)
        {
            if (facility.Areas.All(a => a.Id != siren.Areas[i]))
            {
                yield return new($"{path}.areas[{i}]", $"The facility has no area '{siren.Areas[i]}'.", "Name areas of this facility, or leave 'areas' out for all of them.");
            }
        }
    }
}
