using CsCheck;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Replays;
using Monitoring.Domain.Signals;
using static Monitoring.Tests.Areas.SomeKitchen;
using static Monitoring.Tests.Replays.SomeReplay;

namespace Monitoring.Tests.Replays;

public sealed class ReplayTests
{
    private static readonly AlarmRule Hot = Rule(
        "hot", 3, 5, new SignalGate("fryer-1", "basket", 1), Limit(Level.Lo, 130, 3), Limit(Level.Hi, 160, 10), Limit(Level.HiHi, 175, 2));

    private static readonly Plan Quick = PlanWith(Fire, Hot, Rule("plain", 0, 0, null, Limit(Level.Hi, 160, 0)), Rule("slow", 1, 30, null, Limit(Level.Lo, 140, 20), Limit(Level.LoLo, 120, 5)));

    [Fact]
    public void A_replay_raises_what_the_living_area_raised()
    {
        var quality = One(Quality.Good, Quality.Good, Quality.Good, Quality.Uncertain, Quality.Bad);
        var oil = Gen.Select(One(1, 1, 1, 1, 0.5, 2.5, 4, 9, 13, 45), One(110, 119.5, 135, 141.5, 150, 158, 160, 174, 176, 201), Gen.Int[1, 12], quality).Array[1, 25];
        var basket = Gen.Select(One(5.0, 5, 7, 20, 80), One(0.0, 1, 1), quality).Array[0, 30];
        Gen.Select(oil, basket).Sample(
            (o, b) =>
            {
                var readings = Stretch(OilTemperature, o.SelectMany(s => Enumerable.Repeat((s.Item1, s.Item2, s.Item4), s.Item3)))
                    .Concat(Stretch(Basket, b.Select(s => (s.Item1, s.Item2, s.Item3)))).ToArray();
                var end = ((readings.Max(r => r.Time) - Noon) / 1000) + 60;
                string[] rules = ["fire", "hot", "plain", "slow"];
                var live = Live(Quick, readings, end).Where(t => rules.Contains(t.Rule)).Order(ByTime).ToArray();
                var replayed = rules.SelectMany(rule => Replay(Quick, OilTemperature, readings, end, rule)).Select(t => t.Told).Order(ByTime).ToArray();
                Assert.Equal(live, replayed);
            },
            iter: 2_000);
    }

    [Fact]
    public void A_delay_that_runs_out_after_the_last_reading_is_raised_at_its_exact_time()
    {
        var told = Replay(PlanWith(Fire), OilTemperature, Readings(OilTemperature, (0, 150), (1, 205)), 60).Single().Told;
        Assert.Equal(new Told("fire", 1, 6, null, Level.HiHi), told);
    }

    [Fact]
    public void Each_occurrence_counts_though_nobody_acknowledges_latched_or_not()
    {
        var latched = Fire with { Latched = true, Demand = CorrectiveActionDemand.RequiredAndVerified, OffDelay = TimeSpan.Zero };
        Reading[] readings = [.. Each(OilTemperature, 0, 9, 205), .. Each(OilTemperature, 10, 19, 150), .. Each(OilTemperature, 20, 29, 205), .. Each(OilTemperature, 30, 39, 150)];
        Assert.Equal([(0.0, 5.0, 10.0), (20.0, 25.0, 30.0)], Replay(PlanWith(latched), OilTemperature, readings, 60).Select(t => (t.Told.Start, t.Told.Raised, t.Told.Returned!.Value)));
    }

    [Fact]
    public void The_peak_is_the_worst_since_the_condition_began_and_the_level_the_worst_it_reached()
    {
        var rule = Rule("hot", 3, 0, null, Limit(Level.Hi, 160, 10), Limit(Level.HiHi, 175, 10));
        var readings = Readings(OilTemperature, [(0, 150), (1, 172), .. Enumerable.Range(2, 10).Select(s => ((double)s, 161.0)), .. Enumerable.Range(12, 12).Select(s => ((double)s, 176.5)), (24, 162), (25, 140)]);
        var alarm = Replay(PlanWith(rule), OilTemperature, readings, 60).Single().Alarm;
        Assert.Equal((Level.HiHi, Noon + 22_000, 176.5, Noon + 24_000), (alarm.Level, alarm.WorstAt, alarm.Peak, alarm.BeyondUntil));
        var low = Replay(PlanWith(Rule("cold", 1, 0, null, Limit(Level.Lo, 130, 5))), OilTemperature, Readings(OilTemperature, (0, 150), (1, 90), (2, 120), (7, 121), (8, 140)), 60).Single().Alarm;
        Assert.Equal(90, low.Peak);
    }

    [Fact]
    public void How_far_the_value_dips_back_between_two_alarms_is_told()
    {
        var rule = Rule("hot", 0, 0, null, Limit(Level.Hi, 160, 0));
        var alarms = Replay(PlanWith(rule), OilTemperature, Readings(OilTemperature, (0, 150), (1, 161), (2, 159), (3, 158.5), (4, 161), (5, 159.5), (6, 162)), 7);
        Assert.Equal([double.NaN, 1.5, 0.5], alarms.Select(a => a.Alarm.Dip));
    }

    [Fact]
    public void What_is_suppressed_by_design_is_told_as_silent()
    {
        var rule = Fire with { SuppressWhile = new SignalGate("fryer-1", "basket", 1) };
        Reading[] readings = [.. Each(Basket, 0, 40, 1, 5), .. Each(OilTemperature, 1, 20, 205)];
        Assert.True(Replay(PlanWith(rule), OilTemperature, readings, 60).Single().Alarm.Silent);
        Assert.False(Replay(PlanWith(Fire), OilTemperature, readings, 60).Single().Alarm.Silent);
    }

    [Fact]
    public void What_was_raised_while_warming_up_is_known_and_not_told()
    {
        Reading[] readings = [.. Each(OilTemperature, 0, 200, 205), .. Each(OilTemperature, 201, 400, 150), .. Each(OilTemperature, 401, 410, 205)];
        Assert.Equal([406.0], Replay(PlanWith(Fire), OilTemperature, readings, 420, countFrom: 100).Select(t => t.Told.Raised));
    }

    [Fact]
    public void Old_news_moves_nothing()
    {
        var readings = Each(OilTemperature, 0, 60, 205).Select(r => r with { Origin = Origin.History });
        Assert.Empty(Replay(PlanWith(Fire), OilTemperature, readings, 90));
    }

    [Fact]
    public void Only_the_signals_that_a_rule_needs_are_in_its_scope()
    {
        Assert.Equal(["oil_temp"], Needed(Fire));
        Assert.Equal(["oil_temp", "basket"], Needed(Frying));
        Assert.Equal(["oil_temp", "temp"], Needed(Fire with { Of = new DifferenceTo("fridge", "temp") }));
        Assert.Equal(["oil_temp", "sanitiser"], Needed(Fire with { SuppressWhile = new SignalGate("hand-wash", "sanitiser", 1) }));
        Assert.Equal(["oil_temp", "basket"], Needed(Fire with { While = new PhaseGate("fryer-1", [Phase.Frying]) }));
    }

    private static IEnumerable<string> Needed(AlarmRule rule)
    {
        var facility = PlanWith(rule).Facilities[0];
        var area = facility.Areas[0];
        var fryer = area.Equipment[0] with { Phases = new FryerPhases("oil_temp", "basket", 120) };
        var plan = new Plan("v", [facility with { Areas = [area with { Equipment = [fryer, .. area.Equipment.Skip(1)] }] }]);
        return ReplayScope.Of(plan, plan.Signals[OilTemperature], [rule]).Signals.Select(s => s.Plan.Id);
    }

    private static Gen<T> One<T>(params T[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);

    private static readonly Comparer<Told> ByTime = Comparer<Told>.Create((a, b) => (a.Rule, a.Raised).CompareTo((b.Rule, b.Raised)));

    /// <summary>Readings after each other.</summary>
    private static IEnumerable<Reading> Stretch(int signal, IEnumerable<(double After, double Value, Quality Quality)> steps)
    {
        var time = Noon + 1000;
        foreach (var (after, value, quality) in steps)
        {
            time += (long)(after * 1000);
            yield return new Reading(signal, time, value, quality);
        }
    }
}
