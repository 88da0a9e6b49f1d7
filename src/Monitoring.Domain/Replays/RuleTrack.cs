using Monitoring.Domain.Alarms;

namespace Monitoring.Domain.Replays;

/// <summary>Follows one rule through a replay and turns its transitions into alarms with a beginning and an end.</summary>
internal sealed class RuleTrack
{
    private readonly AlarmRule rule;
    private readonly double mildestHi;
    private readonly double mildestLo;
    private ReplayedAlarm? open;
    private double furthestHi = double.NegativeInfinity;
    private double furthestLo = double.PositiveInfinity;
    private double deepest = double.NaN;
    private long beyondAt;
    private int lastSide;

    public RuleTrack(AlarmRule rule)
    {
        this.rule = rule;
        mildestHi = rule.Limits.Where(l => l.Level > 0).Select(l => l.Value).DefaultIfEmpty(double.PositiveInfinity).Min();
        mildestLo = rule.Limits.Where(l => l.Level < 0).Select(l => l.Value).DefaultIfEmpty(double.NegativeInfinity).Max();
    }

    private bool SeesValues => rule.Of is null;

    /// <summary>The values before the alarm are its condition's: no gate may have been closed over them.</summary>
    private bool SeesCondition => SeesValues && rule.While is null;

    /// <summary>A value of the signal, before the area decides it.</summary>
    public void Observe(long time, double value)
    {
        if (!SeesValues)
        {
            return;
        }

        furthestHi = value >= mildestHi ? Math.Max(furthestHi, value) : double.NegativeInfinity;
        furthestLo = value <= mildestLo ? Math.Min(furthestLo, value) : double.PositiveInfinity;
        var side = lastSide;
        if (open is { } alarm)
        {
            side = Side(alarm.Level);
            if (side > 0 ? value >= mildestHi : value <= mildestLo)
            {
                beyondAt = time;
                deepest = double.NaN;
                open = alarm with { Peak = Further(alarm.Peak, value, side) };
                return;
            }
        }

        deepest = double.IsNaN(deepest) ? value : side > 0 ? Math.Min(deepest, value) : Math.Max(deepest, value);
    }

    /// <returns>The alarm that has ended with this transition.</returns>
    public ReplayedAlarm? Take(AlarmEdge edge)
    {
        var alarm = edge.Alarm;
        switch (edge.Kind)
        {
            case EdgeKind.Raised:
                open = Begin(alarm, edge.At);
                break;
            case EdgeKind.LevelChanged when open is { } changed:
                open = Change(changed, alarm, edge.At);
                break;
            case EdgeKind.Returned when open is { } returned:
                open = null;
                return End(returned, edge.At);
        }

        return null;
    }

    /// <returns>The alarm that is still active at the end of the replay.</returns>
    public ReplayedAlarm? Close(long at) => open is { } alarm ? End(alarm, at) with { Returned = null } : null;

    private ReplayedAlarm Begin(Alarm alarm, long at)
    {
        var side = Side(alarm.Level);
        var dip = !SeesValues || side != lastSide ? double.NaN : side > 0 ? mildestHi - deepest : deepest - mildestLo;
        var furthest = side > 0 ? furthestHi : furthestLo;
        (lastSide, beyondAt, deepest) = (side, at, double.NaN);
        return new ReplayedAlarm(
            alarm.ConditionStart, at, null, alarm.Level, alarm.Priority, at, SeesCondition && double.IsFinite(furthest) ? Further(furthest, alarm.Value, side) : alarm.Value, at, dip,
            alarm.Silence is not null);
    }

    private ReplayedAlarm Change(ReplayedAlarm open, Alarm alarm, long at)
    {
        lastSide = Side(alarm.Level);
        var worse = Math.Abs((int)alarm.Level) > Math.Abs((int)open.Level);
        return open with
        {
            Level = worse ? alarm.Level : open.Level,
            WorstAt = worse ? at : open.WorstAt,
            Priority = alarm.Priority > open.Priority ? alarm.Priority : open.Priority,
            Peak = lastSide == Side(open.Level) ? Further(open.Peak, alarm.Value, lastSide) : open.Peak,
        };
    }

    private ReplayedAlarm End(ReplayedAlarm alarm, long at)
    {
        var beyondUntil = SeesValues ? beyondAt : at - (long)rule.OffDelay.TotalMilliseconds;
        return alarm with { Returned = at, BeyondUntil = Math.Clamp(beyondUntil, alarm.Raised, Math.Max(alarm.Raised, at)) };
    }

    private static int Side(Level level) => Math.Sign((int)level);

    private static double Further(double one, double other, int side) => side > 0 ? Math.Max(one, other) : Math.Min(one, other);
}
