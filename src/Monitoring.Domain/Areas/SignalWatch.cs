using System.Collections.Immutable;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Alarms.Measures;
using Monitoring.Domain.Signals;

namespace Monitoring.Domain.Areas;

/// <summary>One signal of a living area: its newest value, how far it can be trusted, and its alarms.</summary>
internal sealed class SignalWatch
{
    private readonly Signal signal;
    private readonly BoardClock clock;
    private readonly long gapAfter;
    private readonly BadQualityCondition badQuality;
    private readonly ChangeCheck change;
    private Reading last;
    private bool lastWasUsable;

    /// <summary>Highest uncertain value since the last good one; null: none.</summary>
    private double? highestDoubt;

    /// <param name="find">Another signal of the area, by equipment and id; null: there is none.</param>
    public SignalWatch(Signal signal, string planVersion, BoardClock clock, List<AlarmEdge> edges, Func<string, string, SignalWatch?> find)
    {
        (this.signal, this.clock) = (signal, clock);
        gapAfter = Coverage.GapAfter(signal.Plan);
        change = new ChangeCheck(signal.Plan.FastestChange);
        Reorder = signal.Plan.ReorderWindow > TimeSpan.Zero ? new ReorderBuffer((long)signal.Plan.ReorderWindow.TotalMilliseconds) : null;
        var address = AlarmAddress.Of(signal);
        Missing = new MissingDataCondition(Slot(AlarmRules.MissingData, AlarmKind.MissingData, AlarmTerms.BuiltIn), signal.Plan.StaleAfter, signal.Plan.StalePriority);
        badQuality = new BadQualityCondition(Slot(AlarmRules.BadQuality, AlarmKind.BadQuality, AlarmTerms.BuiltIn), signal.Plan.StalePriority);
        Overdue = signal.Plan.Due is { } due ? new MissingDataCondition(Slot(AlarmRules.Overdue, AlarmKind.Overdue, AlarmTerms.BuiltIn), due.Every, due.Priority) : null;
        Limits = [.. signal.Plan.Rules.Select(r => new LimitCondition(r, Slot(r.Id, KindOf(r.Of), AlarmTerms.Of(r)), MeasureOf(r.Of, find)))];
        Slots = [Missing.Slot, badQuality.Slot, .. Overdue is null ? [] : new[] { Overdue.Slot }, .. Limits.Select(l => l.Slot)];
        AlarmSlot Slot(string rule, AlarmKind kind, AlarmTerms terms) => new(address, rule, kind, terms, planVersion, clock, edges);
    }

    public Signal Signal => signal;

    public MissingDataCondition Missing { get; }

    /// <summary>Null: nobody has to enter this value.</summary>
    public MissingDataCondition? Overdue { get; }

    /// <summary>Null: the signal's readings come in order.</summary>
    public ReorderBuffer? Reorder { get; }

    public ImmutableArray<LimitCondition> Limits { get; }

    public ImmutableArray<AlarmSlot> Slots { get; }

    public Reading Last => last;

    /// <summary>Milliseconds before the last reading that data cover.</summary>
    public long Covered { get; private set; }

    /// <summary>Null: nothing good has come yet. A doubtful value may open a gate, so that a rule holds, but closes none; only a good one does.</summary>
    public bool? IsGateOpen(double atLeast) => highestDoubt >= atLeast ? true : change.GoodTime == 0 ? null : change.GoodValue >= atLeast;

    /// <summary>For what silences: null unless the newest value is good.</summary>
    public bool? IsKnownOpen(double atLeast) => last.Time > 0 && last.Quality == Quality.Good ? last.Value >= atLeast : null;

    public Trust Trust { get; private set; }

    /// <summary>Board version of its last change.</summary>
    public long ChangedAt { get; private set; }

    /// <summary>Newest time of this signal in the batch at hand; for finding disorder.</summary>
    public long BatchTime { get; set; }

    /// <summary>False: not newer than what is known (a duplicate, or late): history's business, no alarm's.</summary>
    public bool Decide(in Reading sent, long now)
    {
        if (sent.Time <= last.Time && !IsPutRight(sent.Time, now))
        {
            return false;
        }

        var reading = change.Judge(sent);
        var usable = reading.Quality != Quality.Bad;
        var passed = last.Time == 0 ? 0 : reading.Time - last.Time;
        var covered = passed > 0 && passed <= gapAfter ? passed : 0;
        badQuality.Observe(reading, lastWasUsable, covered, now);
        Covered = lastWasUsable ? covered : 0;
        if (usable)
        {
            foreach (var limit in Limits)
            {
                limit.Observe(reading, Covered, now);
            }
        }

        last = reading;
        lastWasUsable = usable;
        highestDoubt = reading.Quality switch
        {
            Quality.Good => null,
            Quality.Uncertain => Math.Max(highestDoubt ?? reading.Value, reading.Value),
            _ => highestDoubt,
        };
        ChangedAt = clock.Version;
        Missing.Hear(reading.Time, now);
        Overdue?.Hear(reading.Time, now);
        Freshen(now, online: true);
        return true;
    }

    /// <summary>What the clock alone decides: silence, and delays that run out while the last value still stands.</summary>
    /// <param name="settled">What was missed while the area was away has had time to come: the clock may decide.</param>
    /// <param name="ownSilence">If it is silent, the silence is its own and not its device's or its area's.</param>
    /// <param name="backAt">When its device or area was last heard again after it had been lost; 0: never.</param>
    public void Tick(bool settled, bool ownSilence, long backAt, long now, bool online)
    {
        Missing.Tick(settled && ownSilence, backAt, now);
        Overdue?.Tick(settled, 0, now);
        var held = Math.Min(now - Coverage.Grace - Missing.SilentSince, gapAfter);
        if (settled && last.Time > 0 && held > 0)
        {
            Hold(held, now);
        }

        foreach (var slot in Slots)
        {
            slot.Tick(settled, now);
        }

        Freshen(now, online);
    }

    public SignalState Capture() => new(signal.Address, last.Time, last.Value, last.Quality)
    {
        Held = Reorder is null ? [] : [.. Reorder.Held.Select(r => new HeldReading(r.Time, r.Value, r.Quality))],
        GoodTime = change.GoodTime,
        GoodValue = change.GoodValue,
        HighestDoubt = highestDoubt,
    };

    public void Restore(SignalState state)
    {
        last = new Reading(signal.Number, state.Time, state.Value, state.Quality);
        lastWasUsable = state.Time > 0 && state.Quality != Quality.Bad;
        change.Restore(state.GoodTime, state.GoodValue);
        highestDoubt = state.HighestDoubt;
        foreach (var held in state.Held)
        {
            Reorder?.Add(new Reading(signal.Number, held.Time, held.Value, held.Quality));
        }

        if (state.Time > 0)
        {
            Missing.Restore(state.Time);
            Overdue?.Restore(state.Time);
        }
    }

    public IEnumerable<RuleState> CaptureRules()
    {
        foreach (var limit in Limits.Where(l => !l.AtRest))
        {
            yield return limit.Capture();
        }

        if (!badQuality.AtRest)
        {
            yield return badQuality.Capture();
        }

        foreach (var silence in new[] { Missing, Overdue }.OfType<MissingDataCondition>().Where(s => !s.Slot.AtRest || (last.Time == 0 && s.IsExpected)))
        {
            yield return silence.Capture();
        }
    }

    /// <summary>False: this signal has no such rule, or its limit is gone.</summary>
    public bool Restore(RuleState state)
    {
        switch (state.Rule)
        {
            case AlarmRules.MissingData:
                Missing.Restore(state);
                return true;
            case AlarmRules.BadQuality:
                badQuality.Restore(state);
                return true;
            case AlarmRules.Overdue:
                Overdue?.Restore(state);
                return Overdue is not null;
            default:
                return Limits.FirstOrDefault(l => l.Slot.Rule == state.Rule) is { } limit && limit.Restore(state);
        }
    }

    private static AlarmKind KindOf(MeasurePlan? measure) => measure switch
    {
        null => AlarmKind.Limit,
        RateOfChange => AlarmKind.RateOfChange,
        SinceIncrease => AlarmKind.Overdue,
        _ => AlarmKind.Implausible,
    };

    private static Measure? MeasureOf(MeasurePlan? plan, Func<string, string, SignalWatch?> find) => plan is null ? null
        : Measure.Of(plan, () => plan is DifferenceTo twin && find(twin.Equipment, twin.Signal) is { Trust: Trust.Good } other ? other.Last : null);

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
            limit.Hold(last, held, now);
        }
    }

    private void Freshen(long now, bool online)
    {
        var trust = last.Time == 0 ? Trust.NoData
            : !online || Missing.IsStale(now) ? Trust.Stale
            : last.Quality switch { Quality.Good => Trust.Good, Quality.Uncertain => Trust.Uncertain, _ => Trust.Bad };
        if (trust != Trust)
        {
            Trust = trust;
            ChangedAt = clock.Version;
        }
    }
}
