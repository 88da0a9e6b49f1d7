using Monitoring.Domain.Alarms;
using Monitoring.Domain.Signals;

namespace Monitoring.Domain.Areas;

/// <summary>One device of a living area, as far as it is expected to speak: is it gone as a whole?</summary>
internal sealed class DeviceWatch(EquipmentPlan equipment, SignalWatch[] expected, AlarmSlot slot)
{
    /// <summary>A device that says good-bye may be back at once.</summary>
    private const long OfflineFor = 10_000;

    private readonly long shortestInterval = expected.Length == 0 ? 0 : (long)expected.Min(w => w.Signal.Plan.ExpectedInterval!.Value.TotalMilliseconds);
    private readonly long longestInterval = expected.Length == 0 ? 0 : (long)expected.Max(w => w.Signal.Plan.ExpectedInterval!.Value.TotalMilliseconds);

    public EquipmentPlan Equipment => equipment;

    public SignalWatch[] Expected => expected;

    public AlarmSlot Slot => slot;

    /// <summary>When its broker said that it is gone; 0: it didn't.</summary>
    public long OfflineSince { get; private set; }

    /// <summary>When it was last heard.</summary>
    public long HeardAt { get; private set; }

    /// <summary>When its silence, or its absence, is long enough to be told; <see cref="long.MaxValue"/>: it isn't.</summary>
    public long DueAt { get; private set; }

    /// <summary>None of it speaks, or its broker has said for a while that it is gone.</summary>
    public bool IsGone { get; private set; }

    /// <summary>The same, or its broker has just said so.</summary>
    public bool SeemsGone => IsGone || OfflineSince != 0;

    /// <summary>One signal of it that falls silent says nothing about the others.</summary>
    public bool IsDueAsWhole => IsGone && DueAt != long.MaxValue && (expected.Length > 1 || IsOffline);

    /// <summary>When it, or the whole area, was heard again after it had been lost; 0: never.</summary>
    public long BackAt { get; private set; }

    private bool IsOffline { get; set; }

    /// <returns>False: it was so already.</returns>
    public bool SetOnline(bool online, long now)
    {
        var changed = online == (OfflineSince != 0);
        OfflineSince = online ? 0 : OfflineSince != 0 ? OfflineSince : now;
        return changed;
    }

    public void IsBack(long now) => BackAt = now;

    /// <summary>The clock was moved by so many milliseconds.</summary>
    public void Shift(long by)
    {
        OfflineSince += OfflineSince == 0 ? 0 : by;
        BackAt += BackAt == 0 ? 0 : by;
    }

    /// <summary>Null: nothing of it must last.</summary>
    public RuleState? Capture() => slot.AtRest && OfflineSince == 0 ? null : slot.Capture([new(Level.None, slot.IsActive, OfflineSince, 0)]);

    public void Restore(RuleState state)
    {
        slot.Restore(state);
        OfflineSince = state.Timers.IsDefaultOrEmpty ? 0 : state.Timers[0].Since;
    }

    /// <summary>Since it is back every signal of it has had its turn to speak.</summary>
    public bool HasHadItsRound(long now) => BackAt == 0 || now >= BackAt + QuietAfter(longestInterval);

    public void Survey(long now)
    {
        (OfflineSince, BackAt) = (Math.Min(OfflineSince, now), Math.Min(BackAt, now));
        IsOffline = OfflineSince != 0 && now - OfflineSince >= OfflineFor;
        DueAt = IsOffline ? OfflineSince + OfflineFor : long.MaxValue;
        HeardAt = 0;
        var quiet = expected.Length > 0;
        foreach (var watch in expected)
        {
            HeardAt = Math.Max(HeardAt, watch.Missing.SilentSince);
            quiet &= now - watch.Missing.SilentSince > QuietAfter((long)watch.Signal.Plan.ExpectedInterval!.Value.TotalMilliseconds);
            DueAt = watch.Missing.IsStale(now) ? Math.Min(DueAt, watch.Missing.StaleAt) : DueAt;
        }

        IsGone = quiet || IsOffline;
    }

    /// <summary>The other speaks, and did so when this device should have spoken too: the silence is this one's own.</summary>
    public bool IsSilentBeside(DeviceWatch other) => !other.SeemsGone && other.HeardAt > HeardAt + shortestInterval;

    public bool SpokeWithout(SignalWatch watch) => HeardAt > watch.Missing.SilentSince + (long)watch.Signal.Plan.ExpectedInterval!.Value.TotalMilliseconds;

    public long LastSign => HeardAt != 0 ? HeardAt : OfflineSince;

    private static long QuietAfter(long interval) => interval + interval / 5 + Coverage.Grace;
}
