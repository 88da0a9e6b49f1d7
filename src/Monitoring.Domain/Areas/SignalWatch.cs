using System.Collections.Immutable;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Signals;

namespace Monitoring.Domain.Areas;

/// <summary>One signal of a living area: its newest value, how far it can be trusted, and its alarms.</summary>
internal sealed class SignalWatch
{
    /// <summary>Bad data must last this long before it is an alarm, and good data before it is over: one glitch of a probe pages nobody.</summary>
    private const long QualityDelay = 10_000;

    /// <summary>How long devices have to come back after the area itself was away, in milliseconds.</summary>
    private const long ReturnGrace = 5_000;

    private readonly Signal signal;
    private readonly BoardClock clock;
    private readonly long staleAfter;
    private readonly long gapAfter;
    private readonly AlarmSlot missing;
    private readonly AlarmSlot badQuality;
    private DelayTimer badTimer;
    private Reading last;
    private bool lastWasUsable;

    public SignalWatch(Signal signal, string planVersion, BoardClock clock, List<AlarmEdge> edges)
    {
        (this.signal, this.clock) = (signal, clock);
        staleAfter = (long?)signal.Plan.StaleAfter?.TotalMilliseconds ?? long.MaxValue;
        gapAfter = Coverage.GapAfter(signal.Plan);
        missing = Slot(AlarmRules.MissingData, AlarmKind.MissingData);
        badQuality = Slot(AlarmRules.BadQuality, AlarmKind.BadQuality);
        Limits = [.. signal.Plan.Rules.Select(r => new LimitCondition(r, Slot(r.Id, AlarmKind.Limit)))];
        Slots = [missing, badQuality, .. Limits.Select(l => l.Slot)];
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
        if (reading.Time <= last.Time)
        {
            return false;
        }

        var usable = reading.Quality != Quality.Bad;
        var passed = last.Time == 0 ? 0 : reading.Time - last.Time;
        var covered = passed <= gapAfter ? passed : 0;
        ObserveQuality(reading, !usable, covered, now);
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
        Freshen(now, online: true);
        if (missing.IsActive && Trust != Trust.Stale)
        {
            missing.Return(reading.Time, now);
        }

        return true;
    }

    /// <summary>What the clock alone decides: silence, and delays that run out while the last value still stands.</summary>
    /// <param name="watchedFrom">When this area began to be watched, or was watched again: devices get a moment to come back before silence is theirs.</param>
    public void Tick(long watchedFrom, long now, bool online)
    {
        var held = Math.Min(now - Coverage.Grace - last.Time, gapAfter);
        if (last.Time > 0 && held > 0)
        {
            Hold(held, now);
        }

        if (staleAfter != long.MaxValue && !missing.IsActive)
        {
            var silentSince = last.Time == 0 ? watchedFrom : last.Time;
            var due = silentSince + staleAfter;
            if (now >= Math.Max(due, watchedFrom + ReturnGrace))
            {
                missing.Raise(Level.None, signal.Plan.StalePriority, silentSince, due, double.NaN, double.NaN, now);
            }
        }

        Freshen(now, online);
    }

    public SignalState Capture() => new(signal.Address, last.Time, last.Value, last.Quality);

    public void Restore(SignalState state)
    {
        last = new Reading(signal.Number, state.Time, state.Value, state.Quality);
        lastWasUsable = state.Quality != Quality.Bad;
    }

    public IEnumerable<RuleState> CaptureRules()
    {
        foreach (var limit in Limits.Where(l => !l.AtRest))
        {
            yield return new RuleState(signal.Address, limit.Slot.Rule, limit.Capture(), limit.Slot.IsOver ? null : limit.Slot.Alarm);
        }

        if (!badQuality.IsOver || !badTimer.AtRest)
        {
            yield return new RuleState(signal.Address, badQuality.Rule, [badTimer.Capture(Level.None)], badQuality.IsOver ? null : badQuality.Alarm);
        }

        if (!missing.IsOver)
        {
            yield return new RuleState(signal.Address, missing.Rule, [], missing.Alarm);
        }
    }

    /// <summary>False: this signal has no such rule, or its limit is gone.</summary>
    public bool Restore(RuleState state)
    {
        if (state.Rule == missing.Rule)
        {
            missing.Restore(state.Alarm);
        }
        else if (state.Rule == badQuality.Rule)
        {
            badQuality.Restore(state.Alarm);
            badTimer = state.Timers.IsDefaultOrEmpty ? default : DelayTimer.From(state.Timers[0]);
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

    private void ObserveQuality(in Reading reading, bool bad, long covered, long now)
    {
        switch (badTimer.Observe(bad, !bad, reading.Time, covered, QualityDelay, QualityDelay, out var began, out var at))
        {
            case DelayTimer.Turn.TurnedOn:
                badQuality.Raise(Level.None, signal.Plan.StalePriority, began, at, reading.Value, double.NaN, now);
                break;
            case DelayTimer.Turn.TurnedOff when badQuality.IsActive:
                badQuality.Return(at, now);
                break;
        }
    }

    private void Hold(long held, long now)
    {
        if (!lastWasUsable)
        {
            if (badTimer.Hold(last.Time, held, QualityDelay, out var began, out var at) == DelayTimer.Turn.TurnedOn)
            {
                badQuality.Raise(Level.None, signal.Plan.StalePriority, began, at, last.Value, double.NaN, now);
            }

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
            : !online || (staleAfter != long.MaxValue && now - last.Time >= staleAfter) ? Trust.Stale
            : last.Quality switch { Quality.Good => Trust.Good, Quality.Uncertain => Trust.Uncertain, _ => Trust.Bad };
        if (trust != Trust)
        {
            Trust = trust;
            ChangedAt = clock.Version;
        }
    }
}
