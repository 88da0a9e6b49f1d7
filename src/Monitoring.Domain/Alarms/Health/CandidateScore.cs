using Monitoring.Domain.Replays;

namespace Monitoring.Domain.Alarms.Health;

/// <summary>How a changed rule does against what the rule in force raised: it must keep every long condition, in time and at its worst level.</summary>
internal sealed class CandidateScore
{
    private readonly IReadOnlyList<LongCondition> longer;
    private readonly long latestAllowed;
    private readonly long[] lateness;
    private readonly bool[] reachedWorst;
    private int first;

    /// <param name="latestAllowed">Milliseconds that a long condition's alarm, and its worst level, may come later.</param>
    public CandidateScore(IReadOnlyList<LongCondition> longer, long latestAllowed)
    {
        (this.longer, this.latestAllowed) = (longer, latestAllowed);
        lateness = new long[longer.Count];
        reachedWorst = new bool[longer.Count];
        Array.Fill(lateness, long.MaxValue);
    }

    public int Count { get; private set; }

    public bool KeepsAll => Array.TrueForAll(lateness, l => l <= latestAllowed) && Array.TrueForAll(reachedWorst, r => r);

    public long Latest => lateness.DefaultIfEmpty().Max();

    /// <param name="alarm">In the order of their time.</param>
    public void Take(in ReplayedAlarm alarm)
    {
        Count++;
        while (first < longer.Count && longer[first].Until < alarm.Raised)
        {
            first++;
        }

        for (var i = first; i < longer.Count && longer[i].Start <= (alarm.Returned ?? long.MaxValue); i++)
        {
            // Who was told long before isn't told again: that alarm was about something else.
            if (longer[i].Touches(alarm) && alarm.Raised >= longer[i].Start - RuleBaseline.Noise)
            {
                lateness[i] = Math.Min(lateness[i], Math.Max(0, alarm.Raised - longer[i].Raised));
                reachedWorst[i] |= Math.Abs((int)alarm.Level) >= Math.Abs((int)longer[i].Level) && alarm.WorstAt - longer[i].WorstAt <= latestAllowed;
            }
        }
    }
}
