using Monitoring.Domain.Alarms.Measures;
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
    private readonly Measure? measure;
    private double lastValue = double.NaN;

    /// <param name="measure">What is compared with the limits; null: the value itself.</param>
    public LimitCondition(AlarmRule rule, AlarmSlot slot, Measure? measure)
    {
        this.rule = rule;
        this.slot = slot;
        this.measure = measure;
        timers = new DelayTimer[rule.Limits.Length];
        onDelays = [.. rule.Limits.Select(l => (long)l.OnDelay.TotalMilliseconds)];
        offDelay = (long)rule.OffDelay.TotalMilliseconds;
    }

    public AlarmSlot Slot => slot;

    public AlarmRule Rule => rule;

    /// <summary>The rule's gate says that it doesn't hold now.</summary>
    public bool Inapplicable { get; private set; }

    /// <summary>The rule's gate has said nothing yet: it neither raises nor clears.</summary>
    public bool Blind { get; private set; }

    public bool AtRest => slot.AtRest && measure is null && Array.TrueForAll(timers, t => t.AtRest);

    /// <summary>The rule counts now: its gate, if it has one, is known to be open.</summary>
    public bool Holds => !Inapplicable && !Blind;

    /// <param name="covered">Milliseconds since the reading before this one that good data cover.</param>
    public void Observe(in Reading reading, long covered, long now)
    {
        lastValue = measure is null ? reading.Value : measure.Observe(reading, covered, Holds);
        if (!Holds || double.IsNaN(lastValue))
        {
            return;
        }

        Span<Turned> turned = stackalloc Turned[timers.Length];
        var count = 0;
        for (var i = 0; i < timers.Length; i++)
        {
            var limit = rule.Limits[i];
            var (beyond, back) = limit.Level > 0
                ? (lastValue >= limit.Value, lastValue < limit.Value - rule.Deadband)
                : (lastValue <= limit.Value, lastValue > limit.Value + rule.Deadband);

            // A value that its own device doubts may raise an alarm but is no proof of recovery.
            var timer = timers[i];
            var turn = timer.Observe(beyond, back && reading.Quality == Quality.Good, reading.Time, covered, onDelays[i], offDelay, out var since, out var at);
            Note(i, timer, turn, since, at, turned, ref count);
        }

        Follow(turned[..count], now);
    }

    /// <summary>The last value still stands: an on-delay may run out without a new reading.</summary>
    public void Hold(in Reading last, long held, long now)
    {
        lastValue = measure is null ? last.Value : lastValue;
        if (!Holds || double.IsNaN(lastValue))
        {
            return;
        }

        Span<Turned> turned = stackalloc Turned[timers.Length];
        var count = 0;
        for (var i = 0; i < timers.Length; i++)
        {
            var timer = timers[i];
            var turn = timer.Hold(last.Time, held, onDelays[i], out var since, out var at);
            Note(i, timer, turn, since, at, turned, ref count);
        }

        Follow(turned[..count], now);
    }

    public void AwaitGate() => Blind = true;

    /// <summary>The rule's gate has spoken, perhaps the same as before.</summary>
    public void FollowGate(bool open, long at, long now)
    {
        (Inapplicable, Blind) = (!open, false);
        if (!open)
        {
            Array.Clear(timers);
            if (slot.IsActive)
            {
                slot.Return(at, now);
            }
        }
    }

    public RuleState Capture() =>
        slot.Capture([.. timers.Select((t, i) => t.Capture(rule.Limits[i].Level))]) with { Measure = measure?.Capture() ?? [] };

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
        Blind &= Array.TrueForAll(timers, t => t.AtRest);
        if (!state.Measure.IsEmpty)
        {
            measure?.Restore(state.Measure);
        }

        if (state.Alarm is { IsActive: true } && Worst() is null)
        {
            return false;
        }

        slot.Restore(state);
        return true;
    }

    /// <summary>A level that has turned waits, in order of time, until all levels are looked at: what turned first is told first.</summary>
    private void Note(int level, DelayTimer timer, DelayTimer.Turn turn, long since, long at, Span<Turned> turned, ref int count)
    {
        if (turn == DelayTimer.Turn.None)
        {
            timers[level] = timer;
            return;
        }

        var place = count++;
        for (; place > 0 && turned[place - 1].At > at; place--)
        {
            turned[place] = turned[place - 1];
        }

        turned[place] = new Turned(level, turn == DelayTimer.Turn.TurnedOn, since, at);
    }

    private void Follow(ReadOnlySpan<Turned> turned, long now)
    {
        var began = long.MaxValue;
        for (var i = 0; i < turned.Length; i++)
        {
            began = turned[i].On ? Math.Min(began, turned[i].Since) : began;
            Turn(turned[i].Level, turned[i].On);
            if (i + 1 == turned.Length || turned[i + 1].At != turned[i].At)
            {
                Settle(began, turned[i].At, now);
                began = long.MaxValue;
            }
        }
    }

    /// <summary>A level that turns on turns on the milder ones of its side, however long their own delays are, and ends the other side.</summary>
    private void Turn(int turned, bool on)
    {
        timers[turned] = on ? DelayTimer.TurnedOn : default;
        for (var i = 0; i < timers.Length && on; i++)
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

    /// <param name="at">When a level turned.</param>
    private void Settle(long began, long at, long now)
    {
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
            slot.Raise(worst.Level, worst.Priority, began, at, lastValue, worst.Value, now);
        }
        else if (slot.Alarm!.Level != worst.Level)
        {
            slot.ChangeLevel(worst.Level, worst.Priority, at, lastValue, worst.Value, now);
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

    /// <param name="Since">When its delay began.</param>
    private readonly record struct Turned(int Level, bool On, long Since, long At);
}
