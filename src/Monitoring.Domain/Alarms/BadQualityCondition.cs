using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;

namespace Monitoring.Domain.Alarms;

/// <summary>A signal's device can't measure, or says what is impossible.</summary>
internal sealed class BadQualityCondition(AlarmSlot slot, Priority priority)
{
    /// <summary>Bad data must last this long before it is an alarm, and good data before it is over: one glitch of a probe pages nobody.</summary>
    private const long Delay = 10_000;

    private DelayTimer timer;

    public AlarmSlot Slot => slot;

    public bool AtRest => slot.AtRest && timer.AtRest;

    /// <param name="covered">Milliseconds since the reading before this one that data cover.</param>
    public void Observe(in Reading reading, bool lastWasUsable, long covered, long now)
    {
        var bad = reading.Quality == Quality.Bad;
        if (!bad && !lastWasUsable && !timer.On)
        {
            // A loose probe is good for a moment now and then: only a second good reading ends the delay.
            return;
        }

        switch (timer.Observe(bad, !bad, reading.Time, covered, Delay, Delay, out var began, out var at))
        {
            case DelayTimer.Turn.TurnedOn:
                slot.Raise(Level.None, priority, began, at, reading.Value, double.NaN, now);
                break;
            case DelayTimer.Turn.TurnedOff when slot.IsActive:
                slot.Return(at, now);
                break;
        }
    }

    /// <summary>The last reading was bad and nothing newer has come: the delay may run out by the clock.</summary>
    public void Hold(in Reading last, long held, long now)
    {
        if (timer.Hold(last.Time, held, Delay, out var began, out var at) == DelayTimer.Turn.TurnedOn)
        {
            slot.Raise(Level.None, priority, began, at, last.Value, double.NaN, now);
        }
    }

    public RuleState Capture() => slot.Capture([timer.Capture(Level.None)]);

    public void Restore(RuleState state)
    {
        slot.Restore(state);
        timer = state.Timers.IsDefaultOrEmpty ? default : DelayTimer.From(state.Timers[0]);
    }
}
