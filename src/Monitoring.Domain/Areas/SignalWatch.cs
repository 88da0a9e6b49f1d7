using System.Collections.Immutable;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Signals;

namespace Monitoring.Domain.Areas;

/// <summary>One signal of a living area: its newest value, how far it can be trusted, and its alarms.</summary>
internal sealed class SignalWatch
{
    private readonly Signal signal;
    private readonly BoardClock clock;
    private readonly long gapAfter;
    private readonly MissingDataCondition missing;
    private readonly BadQualityCondition badQuality;
    private Reading last;
    private bool lastWasUsable;

    public SignalWatch(Signal signal, string planVersion, BoardClock clock, List<AlarmEdge> edges)
    {
        (this.signal, this.clock) = (signal, clock);
        gapAfter = Coverage.GapAfter(signal.Plan);
        missing = new MissingDataCondition(Slot(AlarmRules.MissingData, AlarmKind.MissingData), signal.Plan.StaleAfter, signal.Plan.StalePriority);
        badQuality = new BadQualityCondition(Slot(AlarmRules.BadQuality, AlarmKind.BadQuality), signal.Plan.StalePriority);
        Limits = [.. signal.Plan.Rules.Select(r => new LimitCondition(r, Slot(r.Id, AlarmKind.Limit)))];
        Slots = [missing.Slot, badQuality.Slot, .. Limits.Select(l => l.Slot)];
        AlarmSlot Slot(string rule, AlarmKind kind) => new(signal, rule, kind, planVersion, clock, edges);
    }

    public Signal Signal => signal;

    public ImmutableArray<LimitCondition> Limits { get; }

    public ImmutableArray<AlarmSlot> Slots { get; }

    public Reading Last => last;

    /// <summary>Null: the last value, if any, is no proof. A doubtful value may open a gate, so that a rule holds, but silences none.</summary>
    public bool? IsGateOpen(double atLeast) => last.Quality switch
    {
        _ when last.Time == 0 => null,
        Quality.Good => last.Value >= atLeast,
        Quality.Uncertain when last.Value >= atLeast => true,
        _ => null,
    };

    public Trust Trust { get; private set; }

    /// <summary>Board version of its last change.</summary>
    public long ChangedAt { get; private set; }

    /// <summary>Newest time of this signal in the batch at hand; for finding disorder.</summary>
    public long BatchTime { get; set; }

    /// <summary>False: not newer than what is known (a duplicate, or late): history's business, no alarm's.</summary>
    public bool Take(in Reading reading, long now)
    {
        if (reading.Time <= last.Time && !IsPutRight(reading.Time, now))
        {
            return false;
        }

        var usable = reading.Quality != Quality.Bad;
        var passed = last.Time == 0 ? 0 : reading.Time - last.Time;
        var covered = passed > 0 && passed <= gapAfter ? passed : 0;
        badQuality.Observe(reading, lastWasUsable, covered, now);
        if (usable)
        {
            foreach (var limit in Limits)
            {
                limit.Observe(reading, lastWasUsable ? covered : 0, now);
            }
        }

        last = reading;
        lastWasUsable = usable;
        ChangedAt = clock.Version;
        missing.Hear(reading.Time, now);
        Freshen(now, online: true);
        return true;
    }

    /// <summary>What the clock alone decides: silence, and delays that run out while the last value still stands.</summary>
    /// <param name="watchedFrom">When this life of the area began.</param>
    /// <param name="settled">What was missed meanwhile has had time to come: the clock may decide.</param>
    public void Tick(long watchedFrom, bool settled, long now, bool online)
    {
        missing.Tick(watchedFrom, settled, now);
        var held = Math.Min(now - Coverage.Grace - missing.SilentSince, gapAfter);
        if (settled && last.Time > 0 && held > 0)
        {
            Hold(held, now);
        }

        Freshen(now, online);
    }

    public SignalState Capture() => new(signal.Address, last.Time, last.Value, last.Quality);

    public void Restore(SignalState state)
    {
        last = new Reading(signal.Number, state.Time, state.Value, state.Quality);
        lastWasUsable = state.Quality != Quality.Bad;
        missing.Restore(state.Time);
    }

    public IEnumerable<RuleState> CaptureRules()
    {
        foreach (var limit in Limits.Where(l => !l.AtRest))
        {
            yield return new RuleState(signal.Address, limit.Slot.Rule, limit.Capture(), limit.Slot.IsOver ? null : limit.Slot.Alarm);
        }

        if (!badQuality.AtRest)
        {
            yield return new RuleState(signal.Address, AlarmRules.BadQuality, [badQuality.Capture()], badQuality.Slot.IsOver ? null : badQuality.Slot.Alarm);
        }

        if (!missing.Slot.IsOver || (last.Time == 0 && missing.IsExpected))
        {
            yield return new RuleState(signal.Address, AlarmRules.MissingData, [missing.Capture()], missing.Slot.IsOver ? null : missing.Slot.Alarm);
        }
    }

    /// <summary>False: this signal has no such rule, or its limit is gone.</summary>
    public bool Restore(RuleState state)
    {
        if (state.Rule == AlarmRules.MissingData)
        {
            missing.Restore(state);
        }
        else if (state.Rule == AlarmRules.BadQuality)
        {
            badQuality.Restore(state);
        }
        else if (Limits.FirstOrDefault(l => l.Slot.Rule == state.Rule) is { } limit)
        {
            return limit.Restore(state);
        }
        else
        {
            return false;
        }

        return true;
    }

    /// <summary>A clock that ran ahead, the device's or this server's, has been put right: what it stamped hides nothing that follows.</summary>
    private bool IsPutRight(long time, long now) => last.Time > now + Coverage.Grace && time <= now + Coverage.Grace;

    private void Hold(long held, long now)
    {
        if (!lastWasUsable)
        {
            badQuality.Hold(last, held, now);
            return;
        }

        foreach (var limit in Limits)
        {
            limit.Hold(last.Time, last.Value, held, now);
        }
    }

    private void Freshen(long now, bool online)
    {
        var trust = last.Time == 0 ? Trust.NoData
            : !online || missing.IsStale(now) ? Trust.Stale
            : last.Quality switch { Quality.Good => Trust.Good, Quality.Uncertain => Trust.Uncertain, _ => Trust.Bad };
        if (trust != Trust)
        {
            Trust = trust;
            ChangedAt = clock.Version;
        }
    }
}
