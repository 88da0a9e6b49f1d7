namespace Monitoring.Domain.Alarms;

/// <summary>
/// On-delay and off-delay of one level (ISA-18.2). It counts only time covered by data, which the caller measures: a gap adds nothing and takes nothing away.
/// </summary>
public struct DelayTimer
{
    public enum Turn
    {
        None,
        TurnedOn,
        TurnedOff,
    }

    /// <summary>The condition has held for the on-delay and has not been away for the off-delay since.</summary>
    public bool On { get; private set; }

    /// <summary>When the running delay began, Unix milliseconds; 0: none is running.</summary>
    public long Since { get; private set; }

    /// <summary>Milliseconds of the running delay that are covered by data.</summary>
    public long Elapsed { get; private set; }

    public readonly bool AtRest => !On && Since == 0;

    public static DelayTimer TurnedOn => new() { On = true };

    public static DelayTimer From(TimerState state) => new() { On = state.On, Since = state.Since, Elapsed = state.Elapsed };

    public readonly TimerState Capture(Level level) => new(level, On, Since, Elapsed);

    /// <param name="beyond">The condition holds.</param>
    /// <param name="back">It is clearly gone (inside the deadband too). Between the two, nothing runs.</param>
    /// <param name="covered">Milliseconds since the reading before this one that good data cover.</param>
    /// <param name="began">When the delay that has just run out began.</param>
    /// <param name="turnedAt">When it ran out, which may lie before <paramref name="time"/>.</param>
    public Turn Observe(bool beyond, bool back, long time, long covered, long onDelay, long offDelay, out long began, out long turnedAt)
    {
        began = turnedAt = 0;
        if (On ? !back : !beyond)
        {
            Since = Elapsed = 0;
            return Turn.None;
        }

        if (Since == 0)
        {
            Since = time;
        }
        else
        {
            // A clock that was put right may stamp earlier than the beginning.
            Since = Math.Min(Since, time);
            Elapsed += covered;
        }

        return Expire(time, On ? offDelay : onDelay, ref began, ref turnedAt);
    }

    /// <summary>Lets an on-delay run out by the clock while the last value still stands. Returns are left to readings.</summary>
    /// <param name="held">Milliseconds that the last value has stood since its own time.</param>
    public Turn Hold(long lastTime, long held, long onDelay, out long began, out long turnedAt)
    {
        began = turnedAt = 0;
        if (On || Since == 0 || Elapsed + held < onDelay)
        {
            return Turn.None;
        }

        Elapsed += held;
        return Expire(lastTime + held, onDelay, ref began, ref turnedAt);
    }

    private Turn Expire(long time, long delay, ref long began, ref long turnedAt)
    {
        if (Elapsed < delay)
        {
            return Turn.None;
        }

        began = Since;
        turnedAt = time - (Elapsed - delay);
        this = new DelayTimer { On = !On };
        return On ? Turn.TurnedOn : Turn.TurnedOff;
    }
}
