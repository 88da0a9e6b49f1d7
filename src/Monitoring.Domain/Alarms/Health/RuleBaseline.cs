using Monitoring.Domain.Replays;

namespace Monitoring.Domain.Alarms.Health;

/// <summary>A condition that lasted longer than the time to respond: what must never be lost.</summary>
/// <param name="Raised">When its first alarm was raised.</param>
/// <param name="Level">The worst it reached.</param>
/// <param name="WorstAt">When.</param>
internal readonly record struct LongCondition(long Start, long Raised, long Until, Level Level, long WorstAt)
{
    public bool Touches(in ReplayedAlarm alarm) => alarm.Raised <= Until && !(alarm.Returned <= Raised);
}

/// <summary>What a rule raises as it is: the conditions that are real, and the measure of the noise around them.</summary>
internal sealed class RuleBaseline(TimeSpan respondWithin)
{
    /// <summary>What lies further apart isn't noise; milliseconds.</summary>
    public const long Noise = 10 * 60_000;

    /// <summary>Pieces that lie closer together are one condition, which flickers: a delay must not hide it piece by piece.</summary>
    private const long SameCondition = 60_000;

    private const int Enough = 50_000;

    private readonly long respond = (long)respondWithin.TotalMilliseconds;
    private readonly List<LongCondition> longer = [];
    private LongCondition? current;

    public int Count { get; private set; }

    public IReadOnlyList<LongCondition> Longer => longer;

    public int Short => Count - longer.Count;

    /// <summary>How long the conditions of short alarms lasted; milliseconds.</summary>
    public List<double> Durations { get; } = [];

    /// <summary>How long the value was back inside the limit between two alarms; milliseconds.</summary>
    public List<double> Gaps { get; } = [];

    /// <summary>How far it was back inside the limit; in the unit of the limit.</summary>
    public List<double> Dips { get; } = [];

    public void Take(in ReplayedAlarm alarm)
    {
        Count++;
        if (current is { } last && alarm.ConditionStart - last.Until <= Noise)
        {
            Keep(Gaps, Math.Max(0, alarm.ConditionStart - last.Until));
            Keep(Dips, alarm.Dip);
        }

        if (alarm.BeyondUntil - alarm.ConditionStart <= respond)
        {
            Keep(Durations, alarm.BeyondUntil - alarm.ConditionStart);
        }

        if (current is { } open && alarm.ConditionStart - open.Until < SameCondition)
        {
            var worse = Math.Abs((int)alarm.Level) > Math.Abs((int)open.Level);
            current = open with { Until = alarm.BeyondUntil, Level = worse ? alarm.Level : open.Level, WorstAt = worse ? alarm.WorstAt : open.WorstAt };
        }
        else
        {
            Close();
            current = new LongCondition(alarm.ConditionStart, alarm.Raised, alarm.BeyondUntil, alarm.Level, alarm.WorstAt);
        }
    }

    public void Close()
    {
        if (current is { } over && over.Until - over.Start > respond)
        {
            longer.Add(over);
        }

        current = null;
    }

    private static void Keep(List<double> values, double value)
    {
        if (!double.IsNaN(value) && values.Count < Enough)
        {
            values.Add(value);
        }
    }
}
