using System.Collections.Immutable;
using System.Globalization;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Replays;

namespace Monitoring.Domain.Alarms.Health;

/// <summary>
/// Looks for the smallest change of a rule that takes most of its short alarms away and loses none that lasted longer than the time to respond. It says what to
/// replay next and is given what the replay tells: first the rule as it is, then one thing changed, then two.
/// </summary>
public sealed class ProposalSearch(Plan plan, Signal signal, AlarmRule rule)
{
    /// <summary>So many of the short alarms must go.</summary>
    private const double MostOf = 0.8;

    private readonly RuleBaseline baseline = new(rule.RespondWithin);
    private CandidateGrid? grid;
    private ImmutableArray<Candidate> candidates = [];
    private ImmutableArray<CandidateScore> scores = [];
    private int round;

    /// <summary>Null until <see cref="Next"/> has said that nothing more is to be replayed.</summary>
    public Proposal? Result { get; private set; }

    private long LatestAllowed => (long)CandidateGrid.LatestAllowed(rule, rule.Limits.Max(l => l.Priority)).TotalMilliseconds;

    /// <returns>What to replay over the whole range now; null: the result is there.</returns>
    public ReplayScope? Next()
    {
        switch (round++)
        {
            case 0:
                return ReplayScope.Of(plan, signal, [rule]);
            case 1:
                baseline.Close();
                Result = baseline.Count == 0 ? new(ProposalOutcome.NoReadings) : baseline.Short == 0 ? new(ProposalOutcome.NoShortAlarms) : null;
                grid = new CandidateGrid(rule, signal.Plan, baseline);
                return Result is null ? Try(grid.Singles()) ?? Next() : null;
            case 2:
                Result ??= Best();
                return Result is null ? Try(grid!.Pairs()) ?? Next() : null;
            default:
                Result ??= Best() ?? new(ProposalOutcome.NothingHelps);
                return null;
        }
    }

    /// <param name="index">Of the rule, in the scope at hand.</param>
    public void Take(int index, ReplayedAlarm alarm)
    {
        if (round == 1)
        {
            baseline.Take(alarm);
        }
        else
        {
            scores[index].Take(alarm);
        }
    }

    private ReplayScope? Try(ImmutableArray<Candidate> next)
    {
        candidates = next;
        scores = [.. next.Select(_ => new CandidateScore(baseline.Longer, LatestAllowed))];
        return next.IsEmpty ? null : ReplayScope.Of(plan, signal, [.. next.Select((c, i) => c.Rule with { Id = i.ToString(CultureInfo.InvariantCulture) })]);
    }

    private Proposal? Best()
    {
        for (var i = 0; i < candidates.Length; i++)
        {
            var score = scores[i];
            if (score.KeepsAll && score.Count - baseline.Longer.Count <= (1 - MostOf) * baseline.Short)
            {
                return new Proposal(ProposalOutcome.Found, candidates[i].Rule, new ProposalEffect(baseline.Count, score.Count, baseline.Longer.Count, score.Latest));
            }
        }

        return null;
    }
}
