using Monitoring.Domain.Areas;

namespace Monitoring.Domain.Alarms;

/// <summary>Nothing comes for a signal; the clock decides it.</summary>
internal sealed class MissingDataCondition(AlarmSlot slot, TimeSpan? staleAfter, Priority priority)
{
    private readonly long staleAfter = (long?)staleAfter?.TotalMilliseconds ?? long.MaxValue;

    public AlarmSlot Slot => slot;

    public bool IsExpected => staleAfter != long.MaxValue;

    /// <summary>The last reading's time, but never in the future: a clock that runs ahead buys no silence. Before any reading: when the area was first watched.</summary>
    public long SilentSince { get; private set; }

    public bool IsStale(long now) => now - SilentSince >= staleAfter;

    public void Hear(long time, long now)
    {
        SilentSince = Math.Min(time, now);
        if (slot.IsActive && !IsStale(now))
        {
            slot.Return(time, now);
        }
    }

    /// <param name="watchedFrom">When this life of the area began.</param>
    /// <param name="settled">Devices have had a moment to come back since: the silence is theirs.</param>
    public void Tick(long watchedFrom, bool settled, long now)
    {
        SilentSince = Math.Min(SilentSince == 0 ? watchedFrom : SilentSince, now);
        if (settled && IsStale(now) && !slot.IsActive)
        {
            slot.Raise(Level.None, priority, SilentSince, SilentSince + staleAfter, double.NaN, double.NaN, now);
        }
    }

    public TimerState Capture() => new(Level.None, slot.IsActive, SilentSince, 0);

    public void Restore(RuleState state)
    {
        slot.Restore(state.Alarm);
        SilentSince = state.Timers.IsDefaultOrEmpty ? SilentSince : state.Timers[0].Since;
    }

    /// <summary>What was heard before a restart.</summary>
    public void Restore(long lastTime) => SilentSince = lastTime;
}
