using Monitoring.Domain.Areas;

namespace Monitoring.Domain.Alarms;

/// <summary>Nothing comes for a signal; the clock decides it. The same for a value that a person should have entered.</summary>
internal sealed class MissingDataCondition(AlarmSlot slot, TimeSpan? staleAfter, Priority priority)
{
    private readonly long staleAfter = (long?)staleAfter?.TotalMilliseconds ?? long.MaxValue;
    private bool? applies;
    private long appliesSince;

    public AlarmSlot Slot => slot;

    public bool IsExpected => staleAfter != long.MaxValue;

    /// <summary>The last reading's time, but never in the future: a clock that runs ahead buys no silence. Before any reading: when the area was first watched.</summary>
    public long SilentSince { get; private set; }

    public bool IsStale(long now) => now - SilentSince >= staleAfter;

    /// <summary>When the silence is too long; only for what is expected.</summary>
    public long StaleAt => SilentSince + staleAfter;

    public void Hear(long time, long now)
    {
        SilentSince = Math.Min(time, now);
        if (slot.IsActive && !IsStale(now))
        {
            slot.Return(time, now);
        }
    }

    /// <param name="watchedFrom">When this life of the area began.</param>
    public void Listen(long watchedFrom, long now) => SilentSince = Math.Min(SilentSince == 0 ? watchedFrom : SilentSince, now);

    /// <summary>The clock has been moved: time that hasn't passed isn't silence.</summary>
    public void Shift(long by) => SilentSince += SilentSince == 0 ? 0 : by;

    /// <summary>Whether anybody waits for it: somebody always does, until this is said. Who hasn't waited is late with nothing before.</summary>
    public void Apply(bool open, long at) => (applies, appliesSince) = (open, open && applies != true ? at : appliesSince);

    /// <param name="mayTell">The silence is the signal's own: the area has had time to hear it, and no device or area is gone as a whole.</param>
    /// <param name="notBefore">Until then the silence was somebody else's.</param>
    public void Tick(bool mayTell, long notBefore, long now)
    {
        if (applies == false)
        {
            if (slot.IsActive)
            {
                slot.Return(now, now);
            }
        }
        else if (mayTell && IsStale(now) && !slot.IsActive)
        {
            slot.Raise(Level.None, priority, SilentSince, Math.Max(StaleAt, Math.Max(notBefore, appliesSince)), double.NaN, double.NaN, now);
        }
    }

    public RuleState Capture() => slot.Capture([new(Level.None, slot.IsActive, SilentSince, 0)]);

    public void Restore(RuleState state)
    {
        slot.Restore(state);
        SilentSince = state.Timers.IsDefaultOrEmpty ? SilentSince : state.Timers[0].Since;
    }

    /// <summary>What was heard before a restart.</summary>
    public void Restore(long lastTime) => SilentSince = lastTime;
}
