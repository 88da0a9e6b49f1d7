using CsCheck;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;
using Monitoring.Domain.Signals;

namespace Monitoring.Tests.Alarms.Model;

/// <summary>Everything that may happen to an area, in any order.</summary>
internal static class ScenarioGen
{
    private static readonly Gen<double> Value = Gen.Frequency(
        (1, Gen.Const(50d)),
        (4, Gen.Select(Gen.OneOf([.. PlanGen.Limits]), Gen.OneOf(-5.1, -5, -3.1, -3, -1.1, -1, -0.1, 0, 0.1, 1, 1.1, 3, 3.1, 5, 5.1), (limit, off) => limit + off)),
        (1, Gen.OneOf(0d, 100d)));

    private static readonly Gen<Quality> AnyQuality = Gen.Frequency((8, Gen.Const(Quality.Good)), (1, Gen.Const(Quality.Uncertain)), (2, Gen.Const(Quality.Bad)));

    private static readonly Gen<long> Pause = Gen.Frequency(
        (4, Gen.OneOf(0L, 1, 250, 500, 1000)), (3, Gen.Long[0, 12_000]), (1, Gen.Long[12_000, 70_000]));

    private static readonly Gen<Actor> Somebody = Gen.OneOf(new Actor("Sari", Role.Operator), new Actor("Budi", Role.Supervisor), new Actor("Ketut", Role.FacilityHead));

    private static readonly Gen<string?> Reason = Gen.Frequency((9, Gen.Const((string?)"because")), (1, Gen.Const((string?)null)));

    private static readonly Gen<Deed> AnyDeed = Gen.Frequency(
        (5, Somebody.Select(by => (Deed)new Acknowledging(by))),
        (2, Somebody.Select(by => (Deed)new Resetting(by))),
        (2, Somebody.Select(by => (Deed)new Correcting(by))),
        (2, Somebody.Select(by => (Deed)new Verifying(by))),
        (4, Gen.Select(Somebody, Gen.OneOf(7, 30, 90, 3601), Gen.Bool, Reason, (by, time, once, why) => (Deed)new Shelving(by, TimeSpan.FromSeconds(time), once, why))),
        (1, Somebody.Select(by => (Deed)new Unshelving(by))),
        (2, Gen.Select(Somebody, Gen.Bool, Gen.Int[1, 60].Nullable(), Reason, (by, whole, time, why) => (Deed)new TakingOutOfService(by, whole, time is { } t ? TimeSpan.FromSeconds(t) : null, why))),
        (1, Gen.Select(Somebody, Gen.Bool, (by, whole) => (Deed)new ReturningToService(by, whole))));

    private static readonly Gen<Origin> AnyOrigin = Gen.Frequency((19, Gen.Const(Origin.Live)), (1, Gen.Const(Origin.History)));

    public static readonly Gen<Scenario> Scenarios =
        from plan in PlanGen.Plans
        from steps in StepIn(plan).Array[1, 30]
        select new Scenario(plan, [.. steps]);

    private static Gen<Step> StepIn(Plan plan)
    {
        var signal = Gen.Int[0, plan.Signals.Length - 1];
        var sent = Gen.Select(signal, Gen.Frequency((3, Gen.Const(0L)), (2, Gen.Long[0, 9_000]), (1, Gen.Long[9_000, 40_000])), Value, AnyQuality, AnyOrigin, (s, age, v, q, o) => new Sent(s, age, v, q, o));
        var slots = Slots(plan);
        return Gen.Frequency(
            (6, Gen.Select(Pause, signal, Value, AnyQuality, Gen.Int[1, 25], Gen.OneOf(500L, 1000, 1000, 2000, 5000), (after, s, v, q, n, every) => (Step)new Holds(after, s, v, q, n, every))),
            (6, Gen.Select(Pause, sent.Array[1, 6], (after, readings) => (Step)new Sends(after, [.. readings]))),
            (1, Pause.Select(after => (Step)new Waits(after))),
            (4, Gen.Select(Pause, Gen.OneOf(slots), AnyDeed, (after, slot, d) => (Step)new Does(after, slot.Signal, slot.Rule, d))),
            (1, Gen.Select(Pause, Gen.OneOf(0L, 900, 3_000, 20_000, 90_000), Gen.Bool, (after, away, crash) => (Step)new GoesAway(after, away, crash))));
    }

    /// <summary>Rules of the plan weigh more than the two alarms that every signal has.</summary>
    private static (int Signal, string Rule)[] Slots(Plan plan) =>
    [
        .. plan.Signals.SelectMany(s => s.Plan.Rules.SelectMany(r => Enumerable.Repeat((s.Number, r.Id), 3)).Append((s.Number, AlarmRules.MissingData)).Append((s.Number, AlarmRules.BadQuality))),
    ];
}
