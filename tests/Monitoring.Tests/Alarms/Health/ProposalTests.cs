using CsCheck;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Alarms.Health;
using Monitoring.Domain.Replays;
using Monitoring.Domain.Signals;
using Monitoring.Tests.Replays;
using static Monitoring.Tests.Areas.SomeKitchen;

namespace Monitoring.Tests.Alarms.Health;

/// <summary>Noisy signals of known making, once a second.</summary>
public sealed class ProposalTests
{
    [Fact]
    public void Noise_at_the_edge_of_real_excursions_is_quietened_without_delaying_any_of_them()
    {
        var proposal = Find(Hot(), Excursions(6, depth: 10, ripple: 0.8));
        Assert.Equal(ProposalOutcome.Found, proposal.Outcome);
        Assert.Equal((0, TimeSpan.FromSeconds(5), TimeSpan.Zero), (proposal.Rule!.Deadband, proposal.Rule.OffDelay, proposal.Rule.Limits[0].OnDelay));
        Assert.Equal((6, 0), (proposal.Effect!.Longer, (int)proposal.Effect.Latest));
        Assert.InRange(proposal.Effect.Then, 6, 6 + ((proposal.Effect.Alarms - 6) / 5));
    }

    [Fact]
    public void Spikes_far_apart_ask_for_an_on_delay_just_longer_than_they_last()
    {
        var values = Excursions(2, depth: 10, ripple: 0).Concat(Enumerable.Range(0, 20).SelectMany(i => Hold(150, 700).Concat(Hold(170, 3 + (i % 5)))));
        var proposal = Find(Hot(), [.. values, .. Hold(150, 60)]);
        Assert.Equal((ProposalOutcome.Found, 0.0, TimeSpan.Zero, TimeSpan.FromSeconds(10)), (proposal.Outcome, proposal.Rule!.Deadband, proposal.Rule.OffDelay, proposal.Rule.Limits[0].OnDelay));
        Assert.Equal(new ProposalEffect(22, 2, 2, 10_000), proposal.Effect);
    }

    [Fact]
    public void A_condition_that_flickers_for_half_an_hour_is_never_hidden_by_an_on_delay()
    {
        // Two seconds above, two below, for half an hour: no piece lasts, but the oil is too hot all the time.
        var flicker = Enumerable.Range(0, 450).SelectMany(_ => Hold(161, 2).Concat(Hold(159.5, 2)));
        var proposal = Find(Hot(), [.. Hold(150, 600), .. flicker, .. Hold(150, 600)]);
        Assert.Equal((ProposalOutcome.Found, 0.5), (proposal.Outcome, proposal.Rule!.Deadband));
        Assert.Equal(TimeSpan.Zero, proposal.Rule.Limits[0].OnDelay);
        Assert.Equal((1, 1), (proposal.Effect!.Longer, proposal.Effect.Then));
    }

    [Fact]
    public void A_high_priority_is_never_delayed_by_more_than_a_quarter_of_the_time_to_respond()
    {
        // Forty-second spikes, and a minute to respond: only an on-delay of 45 s would quieten them.
        double[] spikes = [.. Enumerable.Range(0, 20).SelectMany(_ => Hold(150, 900).Concat(Hold(170, 40))), .. Hold(150, 60)];
        Assert.Equal(ProposalOutcome.NothingHelps, Find(Hot(Priority.High, respond: 60), spikes).Outcome);
        Assert.Equal(ProposalOutcome.NothingHelps, Find(Hot(Priority.Medium, respond: 60), spikes).Outcome);
        Assert.Equal(TimeSpan.FromSeconds(45), Find(Hot(Priority.High, respond: 180), spikes).Rule!.Limits[0].OnDelay);
    }

    [Fact]
    public void Of_a_rule_with_two_levels_only_the_one_that_may_wait_is_delayed()
    {
        var rule = Hot(respond: 120) with { Limits = [new Limit(Level.Hi, 160, TimeSpan.Zero, Priority.Low), new Limit(Level.HiHi, 175, TimeSpan.Zero, Priority.High)] };
        double[] spikes = [.. Enumerable.Range(0, 20).SelectMany(_ => Hold(150, 900).Concat(Hold(170, 50))), .. Hold(150, 60)];
        Assert.Equal([60.0, 0.0], Find(rule, spikes).Rule!.Limits.Select(l => l.OnDelay.TotalSeconds));
    }

    [Fact]
    public void A_bursting_signal_asks_for_an_off_delay_that_bridges_the_gaps()
    {
        // Deep dips of eight seconds in long excursions: no deadband of the range could bridge them.
        var bursts = Enumerable.Range(0, 3).SelectMany(_ => Hold(40, 1800).Concat(Enumerable.Range(0, 40).SelectMany(_ => Hold(170, 20).Concat(Hold(0.5, 8)))));
        var proposal = Find(Hot(), [.. bursts, .. Hold(40, 600)]);
        Assert.Equal((ProposalOutcome.Found, TimeSpan.FromSeconds(10), TimeSpan.Zero), (proposal.Outcome, proposal.Rule!.OffDelay, proposal.Rule.Limits[0].OnDelay));
        Assert.Equal((120, 3, 3), (proposal.Effect!.Alarms, proposal.Effect.Then, proposal.Effect.Longer));
    }

    [Fact]
    public void Where_every_alarm_lasted_it_is_said_that_this_is_no_noise() =>
        Assert.Equal(new Proposal(ProposalOutcome.NoShortAlarms), Find(Hot(), Excursions(4, depth: 10, ripple: 0)));

    [Fact]
    public void Where_nothing_is_stored_or_nothing_raised_it_is_said()
    {
        Assert.Equal(new Proposal(ProposalOutcome.NoReadings), Find(Hot(), []));
        Assert.Equal(new Proposal(ProposalOutcome.NoReadings), Find(Hot(), Hold(150, 600)));
    }

    [Fact]
    public void Whatever_is_proposed_keeps_what_it_promises()
    {
        var found = 0;
        Gen.Select(Gen.Int[0, 100_000], Gen.Double[0.1, 6], Gen.Double[0, 12], Gen.Int[1, 8], Gen.Int[30, 900]).Sample(
            (seed, noise, depth, excursions, respond) =>
            {
                var values = Noisy(seed, noise, depth, excursions);
                var rule = Hot(Priority.Medium, respond);
                var proposal = Find(rule, values);
                if (proposal.Outcome != ProposalOutcome.Found)
                {
                    return;
                }

                Interlocked.Increment(ref found);
                var before = Raised(rule, values);
                var after = Raised(proposal.Rule!, values);
                Assert.Equal((proposal.Effect!.Alarms, proposal.Effect.Then), (before.Count, after.Count));
                Assert.True(after.Count < before.Count);
                // Each single alarm that lasted for longer than the time to respond still comes, in time.
                Assert.All(
                    before.Where(a => a.BeyondUntil - a.ConditionStart > respond * 1000),
                    a => Assert.Contains(after, b => b.Raised <= a.Raised + (respond * 500) && !(b.Returned <= a.Raised)));
            },
            iter: 60);
        Assert.True(found > 5);
    }

    private static AlarmRule Hot(Priority priority = Priority.Medium, int respond = 300) =>
        Rule("hot", 0, 0, null, new Limit(Level.Hi, 160, TimeSpan.Zero, priority)) with { RespondWithin = TimeSpan.FromSeconds(respond) };

    private static IEnumerable<double> Hold(double value, int seconds) => Enumerable.Repeat(value, seconds);

    /// <summary>Calm for half an hour, then slowly up over 160 and, twenty minutes later, slowly down again, with a ripple.</summary>
    private static double[] Excursions(int count, double depth, double ripple) =>
    [
        .. Enumerable.Range(0, count).SelectMany(_ => Hold(145, 1800)
            .Concat(Enumerable.Range(0, 1200).Select(s => 145 + ((15 + depth) * Math.Sin(Math.PI * s / 1200)))))
            .Select((v, i) => v + (i % 2 == 0 ? ripple / 2 : -ripple / 2)),
        145,
    ];

    private static double[] Noisy(int seed, double noise, double depth, int excursions)
    {
        var random = new Random(seed);
        return [.. Excursions(excursions, depth, 0).Select(v => Math.Round(v + (noise * (random.NextDouble() + random.NextDouble() - 1)), 1))];
    }

    private static Proposal Find(AlarmRule rule, IEnumerable<double> values)
    {
        var (plan, readings) = (PlanWith(rule), Readings(values));
        var search = new ProposalSearch(plan, plan.Signals[OilTemperature], rule);
        while (search.Next() is { } scope)
        {
            Run(scope, readings, search.Take);
        }

        return search.Result!;
    }

    private static List<ReplayedAlarm> Raised(AlarmRule rule, IEnumerable<double> values)
    {
        var plan = PlanWith(rule);
        List<ReplayedAlarm> alarms = [];
        Run(ReplayScope.Of(plan, plan.Signals[OilTemperature], [rule]), Readings(values), (_, a) => alarms.Add(a));
        return alarms;
    }

    private static void Run(ReplayScope scope, Reading[] readings, Action<int, ReplayedAlarm> told)
    {
        var replay = new AreaReplay(scope, Noon, Noon, told);
        foreach (var reading in readings)
        {
            replay.Take(reading);
        }

        replay.End(Noon + ((readings.Length + 60) * 1000L));
    }

    private static Reading[] Readings(IEnumerable<double> values) => SomeReplay.Readings(0, [.. values.Select((v, i) => ((double)i + 1, v))]);
}
