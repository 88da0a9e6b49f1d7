using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;

namespace Monitoring.Tests.Alarms.Model;

/// <summary>One rule of one signal: what it sees, and what becomes of its alarm.</summary>
internal abstract class Story(Signal signal, SlotRule rule)
{
    public Signal Signal { get; } = signal;

    public string RuleId { get; } = rule.Id;

    public SlotModel Slot { get; } = new(rule);

    /// <param name="reading">Of any signal of the area.</param>
    public abstract void Read(Reading reading, long now);

    /// <param name="clockDecides">False: the area has only just come back, and gives its devices time.</param>
    public void Tick(long now, bool clockDecides)
    {
        if (clockDecides)
        {
            Decide(now);
        }

        EndSilencesThatAreOver(now);
        if (clockDecides)
        {
            Slot.Tick(now);
        }
    }

    /// <summary>What the clock alone says of the condition.</summary>
    protected virtual void Decide(long now)
    {
    }

    private void EndSilencesThatAreOver(long now)
    {
        if (Slot.Silences.Shelf is { Until: { } shelved } && now >= shelved)
        {
            Slot.EndShelf(shelved, null);
        }

        if (Slot.Silences.OutOfService is { Until: { } served } && now >= served)
        {
            Slot.ReturnToService(served, null);
        }
    }

    protected static SlotRule RuleOf(Plan plan, Signal signal, string id, AlarmKind kind) =>
        new(signal.Area, signal.Equipment.Id, signal.Plan.Id, id, kind, plan.Version);

    /// <summary>For how long one reading speaks (decision 7): three expected intervals, at least 10 s, never longer than until it is stale.</summary>
    protected static long GapAfter(SignalPlan plan)
    {
        var stale = plan.StaleAfter is { } s ? (long)s.TotalMilliseconds : long.MaxValue;
        return plan.ExpectedInterval is { } e ? Math.Min(stale, Math.Max(10_000, 3 * (long)e.TotalMilliseconds)) : stale;
    }
}

internal sealed class LimitStory(Plan plan, Signal signal, AlarmRule rule) : Story(signal, RuleOf(plan, signal, rule.Id, AlarmKind.Limit) with
{
    Latched = rule.Latched,
    Demand = rule.Demand,
    AcknowledgementExpires = rule.AcknowledgementExpires,
    ReAlarmAfter = rule.ReAlarmAfter,
})
{
    private readonly LimitModel limits = new(rule, GapAfter(signal.Plan));
    private readonly GateModel? gate = GateModel.Of(rule.While, plan, signal.Area);
    private readonly GateModel? suppression = GateModel.Of(rule.SuppressWhile, plan, signal.Area, goodOnly: true);

    private bool Holds => gate is null || gate.IsOpen == true;

    public override void Read(Reading reading, long now)
    {
        gate?.Read(reading);
        if (gate?.IsOpen == false)
        {
            limits.Forget();
            Slot.Return(reading.Time);
        }

        suppression?.Read(reading);
        if (suppression?.IsOpen == true && Slot.Silences.Suppression is null)
        {
            Slot.Suppress(reading.Time);
        }
        else if (suppression?.IsOpen == false && Slot.Silences.Suppression is not null)
        {
            Slot.Unsuppress(reading.Time);
        }

        if (reading.Signal == Signal.Number && Holds)
        {
            Follow(limits.Read(reading));
        }
    }

    protected override void Decide(long now)
    {
        if (suppression?.StaleSince(now) is { } since)
        {
            suppression.Forget();
            if (Slot.Silences.Suppression is not null)
            {
                Slot.Unsuppress(since);
            }
        }

        if (Holds)
        {
            Follow(limits.Tick(now));
        }
    }

    private void Follow(IEnumerable<Verdict> verdicts)
    {
        foreach (var verdict in verdicts)
        {
            if (verdict.Level is { } limit)
            {
                Slot.Hold(verdict.At, limit.Level, limit.Priority, verdict.Since, limit.Value);
            }
            else
            {
                Slot.Return(verdict.At);
            }
        }
    }
}

internal sealed class MissingDataStory(Plan plan, Signal signal, long start) : Story(signal, RuleOf(plan, signal, AlarmRules.MissingData, AlarmKind.MissingData))
{
    private long heard = start;

    public override void Read(Reading reading, long now)
    {
        if (reading.Signal == Signal.Number)
        {
            heard = reading.Time;
            if (Signal.Plan.StaleAfter is { } stale && now < heard + (long)stale.TotalMilliseconds)
            {
                Slot.Return(reading.Time);
            }
        }
    }

    protected override void Decide(long now)
    {
        if (Signal.Plan.StaleAfter is { } stale && now >= heard + (long)stale.TotalMilliseconds)
        {
            Slot.Hold(heard + (long)stale.TotalMilliseconds, Level.None, Signal.Plan.StalePriority, heard, double.NaN);
        }
    }
}

/// <summary>The alarm that a device is gone, as far as people act on it; when it is raised is another matter.</summary>
internal sealed class DeviceStory(Plan plan, Signal signal)
    : Story(signal, new SlotRule(signal.Area, signal.Equipment.Id, AlarmPlace.DeviceStatus, AlarmRules.CommunicationLost, AlarmKind.CommunicationLost, plan.Version))
{
    public override void Read(Reading reading, long now)
    {
    }
}

internal sealed class BadQualityStory(Plan plan, Signal signal) : Story(signal, RuleOf(plan, signal, AlarmRules.BadQuality, AlarmKind.BadQuality))
{
    private readonly BadQualityModel quality = new(GapAfter(signal.Plan));

    public override void Read(Reading reading, long now)
    {
        if (reading.Signal == Signal.Number)
        {
            Follow(quality.Read(reading));
        }
    }

    protected override void Decide(long now) => Follow(quality.Tick(now));

    private void Follow((long At, bool Bad, long Since)? verdict)
    {
        if (verdict is { Bad: true } worse)
        {
            Slot.Hold(worse.At, Level.None, Signal.Plan.StalePriority, worse.Since, double.NaN);
        }
        else if (verdict is { } better)
        {
            Slot.Return(better.At);
        }
    }
}
