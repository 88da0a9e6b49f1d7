using System.Collections.Immutable;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;

namespace Monitoring.Domain.Alarms;

/// <summary>One limit rule of one signal: HiHi, Hi, Lo and LoLo are one alarm whose level changes (OPC UA Part 9).</summary>
internal sealed class LimitCondition
{
    private readonly AlarmRule rule;
    private readonly AlarmSlot slot;
    private readonly DelayTimer[] timers;
    private readonly long[] onDelays;
    private readonly long offDelay;

    public LimitCondition(AlarmRule rule, AlarmSlot slot)
    {
        this.rule = rule;
        this.slot = slot;
        timers = new DelayTimer[rule.Limits.Length];
        onDelays = [.. rule.Limits.Select(l => (long)l.OnDelay.TotalMilliseconds)];
        offDelay = (long)rule.OffDelay.TotalMilliseconds;
    }

    public AlarmSlot Slot => slot;

    public Gate? While => rule.While;

    /// <summary>Suppressed by design: the rule's gate says that it doesn't hold now.</summary>
    public bool Suppressed { get; private set; }

    public bool AtRest => slot.IsOver && Array.TrueForAll(timers, t => t.AtRest);

    /// <param name="covered">Milliseconds since the reading before this one that good data cover.</param>
    public void Observe(in Reading reading, long covered, long now)
    {
        if (Suppressed)
        {
            return;
        }

        long began = long.MaxValue, at = 0;
        for (var i = 0; i < timers.Length; i++)
        {
            var limit = rule.Limits[i];
            var (beyond, back) = limit.Level > 0
                ? (reading.Value >= limit.Value, reading.Value < limit.Value - rule.Deadband)
                : (reading.Value <= limit.Value, reading.Value > limit.Value + rule.Deadband);

            // A value that its own device doubts may raise an alarm but is no proof of recovery.
            var turn = timers[i].Observe(beyond, back && reading.Quality == Quality.Good, reading.Time, covered, onDelays[i], offDelay, out var since, out var turnedAt);
            Follow(i, turn, since, turnedAt, ref began, ref at);
        }

        Settle(began, at, reading.Value, now);
    }

    /// <summary>The last value still stands: an on-delay may run out without a new reading.</summary>
    public void Hold(long lastTime, double lastValue, long held, long now)
    {
        long began = long.MaxValue, at = 0;
        for (var i = 0; i < timers.Length && !Suppressed; i++)
        {
            var turn = timers[i].Hold(lastTime, held, onDelays[i], out var since, out var turnedAt);
            Follow(i, turn, since, turnedAt, ref began, ref at);
        }

        Settle(began, at, lastValue, now);
    }

    /// <summary>The rule's gate has said nothing yet: the rule can't be evaluated and leaves everything as it is.</summary>
    public void Blind() => Suppressed = true;

    /// <summary>The rule's gate has spoken, perhaps the same as before.</summary>
    public void Suppress(bool suppressed, long at, long now)
    {
        Suppressed = suppressed;
        if (suppressed)
        {
            Array.Clear(timers);
            if (slot.IsActive)
            {
                slot.Return(at, now);
            }
        }
    }

    public ImmutableArray<TimerState> Capture() => [.. timers.Select((t, i) => t.Capture(rule.Limits[i].Level))];

    /// <summary>False: the limit that raised the alarm has left the plan, so that no level could ever return it.</summary>
    public bool Restore(RuleState state)
    {
        for (var i = 0; i < timers.Length; i++)
        {
            foreach (var timer in state.Timers.Where(t => t.Level == rule.Limits[i].Level))
            {
                timers[i] = DelayTimer.From(timer);
            }
        }

        // A delay that was running says that the gate was open, whatever the gate has said since.
        Suppressed &= Array.TrueForAll(timers, t => t.AtRest);
        if (state.Alarm is { IsActive: true } && Worst() is null)
        {
            return false;
        }

        slot.Restore(state.Alarm);
        return true;
    }

    /// <summary>A level that turns on turns on the milder ones of its side, however long their own delays are, and ends the other side.</summary>
    private void Follow(int turned, DelayTimer.Turn turn, long since, long turnedAt, ref long began, ref long at)
    {
        if (turn == DelayTimer.Turn.None)
        {
            return;
        }

        (began, at) = (Math.Min(began, since), Math.Max(at, turnedAt));
        for (var i = 0; i < timers.Length && turn == DelayTimer.Turn.TurnedOn; i++)
        {
            var (level, other) = ((int)rule.Limits[turned].Level, (int)rule.Limits[i].Level);
            if (Math.Sign(level) != Math.Sign(other))
            {
                timers[i] = default;
            }
            else if (Math.Abs(other) < Math.Abs(level))
            {
                timers[i] = DelayTimer.TurnedOn;
            }
        }
    }

    /// <param name="at">When a level turned; 0: none did.</param>
    private void Settle(long began, long at, double value, long now)
    {
        if (at == 0)
        {
            return;
        }

        var worst = Worst();
        if (worst is null)
        {
            if (slot.IsActive)
            {
                slot.Return(at, now);
            }
        }
        else if (!slot.IsActive)
        {
            slot.Raise(worst.Level, worst.Priority, began, at, value, worst.Value, now);
        }
        else if (slot.Alarm!.Level != worst.Level)
        {
            slot.ChangeLevel(worst.Level, worst.Priority, at, value, worst.Value, now);
        }
    }

    private Limit? Worst()
    {
        Limit? worst = null;
        for (var i = 0; i < timers.Length; i++)
        {
            if (timers[i].On && (worst is null || Math.Abs((int)rule.Limits[i].Level) > Math.Abs((int)worst.Level)))
            {
                worst = rule.Limits[i];
            }
        }

        return worst;
    }
}
