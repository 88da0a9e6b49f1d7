using System.Collections.Immutable;
using CsCheck;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;
using Monitoring.Domain.Signals;

namespace Monitoring.Tests.Alarms.Model;

/// <summary>Small plans of every sort: one area, one to three signals, none to two rules each.</summary>
internal static class PlanGen
{
    /// <summary>Where the limits of every rule lie; what is sent lies around them.</summary>
    public static readonly ImmutableArray<double> Limits = [10, 20, 80, 90];

    private static readonly Gen<TimeSpan> Delay = Seconds(0, 0, 1, 2.5, 5, 12, 20);

    private static readonly Gen<Limit[]> LimitSet =
        from chosen in Gen.Bool.Array[4].Where(c => c.Any(b => b))
        from delays in Delay.Array[4]
        from priorities in Gen.Enum<Priority>().Array[4]
        select new[] { Level.LoLo, Level.Lo, Level.Hi, Level.HiHi }
            .Select((level, i) => new Limit(level, Limits[i], delays[i], priorities[i])).Where((_, i) => chosen[i]).ToArray();

    private static readonly Gen<AlarmRule> Rule =
        from limits in LimitSet
        from deadband in Gen.OneOf(0d, 1, 3, 5)
        from offDelay in Delay
        from latched in Gen.Frequency((3, Gen.Const(false)), (1, Gen.Const(true)))
        from demand in Gen.Frequency((3, Gen.Const(CorrectiveActionDemand.None)), (1, Gen.Enum<CorrectiveActionDemand>()))
        from expires in Gen.OneOf(Gen.Const((TimeSpan?)null), Seconds(60, 75, 14_400).Select(s => (TimeSpan?)s))
        from again in Gen.OneOf(Gen.Const((TimeSpan?)null), Seconds(60, 80).Select(s => (TimeSpan?)s))
        select new AlarmRule("", Both("m"), Both("c"), Both("a"), TimeSpan.FromMinutes(1), [.. limits], deadband, offDelay, null)
        {
            Latched = latched,
            Demand = demand,
            AcknowledgementExpires = expires,
            ReAlarmAfter = again,
        };

    private static readonly Gen<(TimeSpan? Every, TimeSpan? Stale)> Rhythm = Gen.Frequency(
        (5, Gen.Select(Gen.OneOf(1, 2, 5, 10), Gen.OneOf(15, 30, 60)).Select((e, s) => ((TimeSpan?)TimeSpan.FromSeconds(e), (TimeSpan?)TimeSpan.FromSeconds(s)))),
        (1, Gen.Const(((TimeSpan?)null, (TimeSpan?)null))));

    private static readonly Gen<SignalPlan> Signal =
        from rhythm in Rhythm
        from priority in Gen.Enum<Priority>()
        from rules in Rule.Array[0, 2]
        select new SignalPlan(
            "", Both("s"), Unit.Celsius, -1000, 1000, rhythm.Every, rhythm.Stale, priority, TimeSpan.FromMinutes(5), [.. rules.Select((r, i) => r with { Id = $"rule-{i}" })]);

    public static readonly Gen<Plan> Plans =
        from signals in Signal.Array[1, 3]
        from gated in Gen.Int[0, 5].Array[6]
        from many in Gen.Bool
        select Assemble(many ? signals : [signals[0], .. signals[1..].Select(s => s with { ExpectedInterval = null, StaleAfter = null })], gated);

    private static Plan Assemble(SignalPlan[] signals, int[] gated)
    {
        var equipment = signals.Select((signal, i) => new EquipmentPlan($"device-{i}", Both("d"), [signal with
        {
            Id = $"signal-{i}",
            Rules = [.. signal.Rules.Select((r, j) => Gate(r, signals.Length > 1 ? gated[2 * i + j] : -1, GateAt((i + 1) % signals.Length)))],
        }]));
        ImmutableArray<FacilityPlan> facilities =
            [new("palu", Both("Palu"), "Asia/Makassar", [new AreaPlan("kitchen", Both("Kitchen"), AreaKind.Kitchen, [.. equipment])])
            {
                People = [.. new[] { "one", "two" }.Select(id => new Person(id, id, Role.Supervisor, Language.English, [], []))],
            }];
        return PlanRules.Check(facilities).FirstOrDefault() is { } problem
            ? throw new InvalidOperationException($"The generator made a plan that nobody may have: {problem}.")
            : new Plan("plan", facilities);
    }

    private static AlarmRule Gate(AlarmRule rule, int how, SignalGate gate) => how switch
    {
        0 => rule with { While = gate },
        1 => rule with { SuppressWhile = gate },
        _ => rule,
    };

    private static SignalGate GateAt(int signal) => new($"device-{signal}", $"signal-{signal}", 50);

    private static Gen<TimeSpan> Seconds(params double[] seconds) => Gen.OneOf(seconds).Select(s => TimeSpan.FromSeconds(s));

    private static Text Both(string text) => new(text, text);
}
