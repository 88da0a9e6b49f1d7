using Monitoring.Domain.Areas;
using Monitoring.Domain.Replays;

namespace Monitoring.Server.Trials;

/// <param name="FirstReading">The oldest stored reading of its signal in the range; null: none.</param>
/// <param name="Tried">What it would have raised; null: it is removed.</param>
/// <param name="InForce">What the rule in force would have; null: it is added.</param>
internal sealed record RuleTrial(RuleChange Change, long? FirstReading, AlarmTally? Tried, AlarmTally? InForce);

/// <summary>What another plan would have raised from the stored readings, beside the plan in force through the same replay.</summary>
internal sealed class PlanTrials(Replays replays, Plan inForce)
{
    /// <param name="within">Areas whose rules are tried.</param>
    public async Task<IReadOnlyList<RuleTrial>> TryAsync(Plan tried, Predicate<AreaId> within, long from, long to, CancellationToken cancellation)
    {
        List<RuleTrial> trials = [];
        foreach (var changes in PlanChanges.Between(inForce, tried).Where(c => within(c.Either.Signal.Area)).GroupBy(c => c.Either.Signal.Address))
        {
            var then = await ReplayAsync(tried, [.. changes.Select(c => c.Tried).OfType<PlacedRule>()], from, to, cancellation);
            var now = await ReplayAsync(inForce, [.. changes.Select(c => c.InForce).OfType<PlacedRule>()], from, to, cancellation);
            var first = await replays.FirstReadingAsync(changes.First().Either.Signal, from, to, cancellation);
            trials.AddRange(changes.Select(c => new RuleTrial(c, first, Of(then, c.Tried), Of(now, c.InForce))));
        }

        return trials;
    }

    private static AlarmTally? Of(Dictionary<PlacedRule, AlarmTally> tallies, PlacedRule? rule) => rule is null ? null : tallies[rule];

    private async Task<Dictionary<PlacedRule, AlarmTally>> ReplayAsync(Plan plan, PlacedRule[] rules, long from, long to, CancellationToken cancellation)
    {
        var tallies = rules.Select(_ => new AlarmTally()).ToArray();
        if (rules.Length > 0)
        {
            var scope = ReplayScope.Of(plan, rules[0].Signal, [.. rules.Select(r => r.Rule)]);
            await replays.RunAsync(scope, from, to, (i, alarm) => tallies[i].Take(alarm), cancellation);
        }

        return rules.Zip(tallies).ToDictionary(p => p.First, p => p.Second, (IEqualityComparer<PlacedRule>)ReferenceEqualityComparer.Instance);
    }
}
