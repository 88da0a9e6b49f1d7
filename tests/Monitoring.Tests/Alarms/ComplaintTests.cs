using System.Buffers;
using System.Text;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Signals;
using Monitoring.Domain.Wire;
using Monitoring.Tests.Areas;
using static Monitoring.Tests.Areas.SomeKitchen;

namespace Monitoring.Tests.Alarms;

/// <summary>What users complain of in today's systems, each with a test that says the opposite. The numbers are those of the domain document; 5 and 9 stand with the grain.</summary>
public sealed class ComplaintTests
{
    [Fact] // 1
    public void Hi_is_active_at_the_limit_or_above_on_good_data_continuously_for_the_on_delay_and_clears_below_limit_minus_deadband_continuously_for_the_off_delay()
    {
        var rule = Rule("oil", 3, 10, null, Limit(Level.Hi, 160, 5));
        var kitchen = new SomeKitchen(plan: PlanWith(rule));
        kitchen.Holds(OilTemperature, 0, 4, 160).Reads(OilTemperature, 4.5, 159.9).Holds(OilTemperature, 5, 9, 160);
        Assert.Empty(kitchen.Story);
        Assert.Equal(["oil Raised 10"], kitchen.Reads(OilTemperature, 10, 160).Story);

        kitchen.Holds(OilTemperature, 11, 40, 157).Holds(OilTemperature, 41, 50, 156.9).Reads(OilTemperature, 50.5, 157).Holds(OilTemperature, 51, 60, 156.9);
        Assert.Equal(["oil Raised 10"], kitchen.Story);
        Assert.Equal(["oil Raised 10", "oil Returned 61"], kitchen.Reads(OilTemperature, 61, 156.9).Story);
    }

    [Fact] // 1
    public void Lo_is_the_mirror_of_Hi()
    {
        var rule = Rule("oil", 3, 10, null, Limit(Level.Lo, 130, 5));
        var kitchen = new SomeKitchen(plan: PlanWith(rule));
        kitchen.Holds(OilTemperature, 0, 4, 130).Reads(OilTemperature, 4.5, 130.1).Holds(OilTemperature, 5, 10, 130);
        Assert.Equal(["oil Raised 10"], kitchen.Story);

        kitchen.Holds(OilTemperature, 11, 40, 133).Holds(OilTemperature, 41, 50, 133.1).Reads(OilTemperature, 50.5, 133).Holds(OilTemperature, 51, 61, 133.1);
        Assert.Equal(["oil Raised 10", "oil Returned 61"], kitchen.Story);
    }

    [Fact] // 2
    public void A_gap_neither_raises_nor_clears_it_freezes_the_delay_and_has_its_own_missing_data_alarm_driven_by_the_clock_at_most_ten_seconds_late()
    {
        var kitchen = new SomeKitchen(plan: PlanWith(Rule("oil", 3, 10, null, Limit(Level.Hi, 160, 60))));
        kitchen.Holds(OilTemperature, 0, 30, 170);
        var told = 0;
        for (var second = 31; told == 0; second++)
        {
            told = kitchen.HearsTheRest(second).Ticks(second).Edges.Count > 0 ? second : 0;
        }

        Assert.Equal(["missing-data Raised 60"], kitchen.Story);
        Assert.InRange(told, 60, 70);

        kitchen.Holds(OilTemperature, 1000, 1029, 170);
        Assert.DoesNotContain(kitchen.Edges, e => e.Alarm.Rule == "oil");
        Assert.Equal("oil Raised 1030", kitchen.Reads(OilTemperature, 1030, 170).Story.Last());

        kitchen.Holds(OilTemperature, 1031, 1036, 140).Holds(OilTemperature, 2000, 2004, 140);
        Assert.Equal(AlarmState.ActiveUnacknowledged, kitchen.AlarmOf("oil")!.State);
        Assert.Equal("oil Returned 2005", kitchen.Reads(OilTemperature, 2005, 140).Story.Last());
    }

    [Theory] // 3
    [InlineData("""{"v":null}""")]
    [InlineData("""{"v":"nan"}""")]
    [InlineData("""{"v":20,"q":"bad"}""")]
    [InlineData("""{"v":-40}""")]
    [InlineData("""{"v":2000}""")]
    public void Bad_quality_is_an_alarm_of_its_own_and_never_counts_as_recovery(string payload)
    {
        var kitchen = new SomeKitchen().Holds(OilTemperature, 0, 5, 210);
        for (var second = 6; second < 200; second++)
        {
            kitchen.HearsTheRest(second).Ticks(second).Takes(Decode(payload, new Receipt(Noon + second * 1000)));
        }

        Assert.Equal(["fire Raised 5", "bad-quality Raised 16"], kitchen.Story);
        Assert.True(kitchen.AlarmOf("fire")!.IsActive);
    }

    [Fact] // 4
    public void Delays_and_alarms_use_the_readings_own_time_whenever_it_arrives()
    {
        var kitchen = new SomeKitchen().HearsTheRest(19).Ticks(20).Takes([.. Enumerable.Range(0, 8).Select(second => new Reading(OilTemperature, Noon + second * 1000, 210))]);
        var edge = Assert.Single(kitchen.Edges);
        Assert.Equal((Noon, Noon + 5_000, Noon + 5_000, Noon + 20_000), (edge.Alarm.ConditionStart, edge.Alarm.RaisedAt, edge.At, edge.RecordedAt));
    }

    [Fact] // 4
    public void Readings_are_ordered_per_signal_within_a_reorder_window()
    {
        var plan = Plan.With("oil_temp", s => s with { ReorderWindow = TimeSpan.FromSeconds(10) });
        var kitchen = new SomeKitchen(plan: plan);
        foreach (var second in new[] { 0, 2, 1, 4, 3, 8, 6, 5, 7, 9 })
        {
            kitchen.Takes(new Reading(OilTemperature, Noon + second * 1000, second == 3 ? 199 : 210));
        }

        kitchen.HearsTheRest(19);
        for (var second = 20; second < 23; second++)
        {
            kitchen.Ticks(second);
        }

        Assert.Equal(["fire Raised 9"], kitchen.Story);
        Assert.Equal(Noon + 4_000, kitchen.AlarmOf("fire")!.ConditionStart);
    }

    [Fact] // 4
    public void Late_data_goes_into_history_recomputes_nothing_that_was_announced_and_never_pages_as_if_it_were_live()
    {
        var kitchen = new SomeKitchen().Holds(OilTemperature, 0, 10, 210).Holds(OilTemperature, 11, 60, 150);
        var told = kitchen.Story.ToArray();
        var before = kitchen.AlarmOf("fire");

        // Late but live, and a backfilled hour as the device sends it.
        kitchen.Takes([.. Enumerable.Range(0, 50).Select(second => new Reading(OilTemperature, Noon + second * 1000 + 500, second < 20 ? 150 : 230))]);
        var backfill = string.Join(',', Enumerable.Range(0, 360).Select(i => $$"""{"v":230,"t":{{Noon - 3_600_000 + i * 10_000}}}"""));
        var decoded = Decode($"[{backfill}]", new Receipt(kitchen.Now));
        Assert.All(decoded[..300], r => Assert.Equal(Origin.History, r.Origin));
        kitchen.Takes(decoded);

        Assert.Equal(told, kitchen.Story);
        Assert.Equal(before, kitchen.AlarmOf("fire"));
        Assert.Equal(150, kitchen.Board().Values[OilTemperature]);
    }

    [Fact] // 6
    public void Condition_start_raised_acknowledged_returned_and_cleared_are_separate_times_and_who_acknowledged_is_always_kept()
    {
        var kitchen = new SomeKitchen(plan: PlanWith(Fire with { Latched = true })).Holds(OilTemperature, 1, 7, 210).Acknowledges("fire").Holds(OilTemperature, 8, 130, 140).Ticks(140);
        kitchen.Does(new Reset(kitchen.AlarmOf("fire")!.Id, Budi, null));
        var alarm = kitchen.AlarmOf("fire")!;
        long?[] times = [alarm.ConditionStart, alarm.RaisedAt, alarm.AcknowledgedAt, alarm.ReturnedAt, alarm.ClearedAt];
        Assert.Equal(new[] { 1, 6, 7, 128, 140 }.Select(second => (long?)(Noon + second * 1000)), times);
        Assert.Equal((AlarmState.Normal, "Sari"), (alarm.State, alarm.AcknowledgedBy));
    }

    [Fact] // 6
    public void An_acknowledgement_expires_after_four_hours_by_default_while_the_alarm_stays_active()
    {
        const int FourHours = 4 * 60 * 60;
        var kitchen = new SomeKitchen().Holds(OilTemperature, 0, 5, 210).Acknowledges("fire").Holds(OilTemperature, 6, FourHours + 4, 210);
        Assert.Equal(AlarmState.ActiveAcknowledged, kitchen.Ticks(FourHours + 4.9).AlarmOf("fire")!.State);
        Assert.Equal(AlarmState.ActiveUnacknowledged, kitchen.Ticks(FourHours + 5).AlarmOf("fire")!.State);
        Assert.Contains(kitchen.Edges, e => e is { Kind: EdgeKind.Acknowledged, By: "Sari" });
    }

    [Fact] // 7
    public void A_rule_that_cant_be_evaluated_shows_as_blind_and_never_silently_disables_its_neighbours()
    {
        var kitchen = new SomeKitchen().Holds(OilTemperature, 0, 5, 210).Ticks(5.5);
        Assert.Contains(kitchen.Board().Marks!.Rules, m => m is { Rule: "frying", Blind: true });
        Assert.DoesNotContain(kitchen.Board().Marks!.Rules, m => m.Rule == "fire");
        Assert.Equal(["fire Raised 5"], kitchen.Story);

        // The gate speaks, then says something that nobody can trust: blind again, and its neighbour still watches.
        kitchen.Reads(Basket, 6, 1).Ticks(7);
        Assert.DoesNotContain(kitchen.Board().Marks!.Rules, m => m.Rule == "frying");
        kitchen.Reads(Basket, 8, double.NaN, Quality.Bad).Ticks(9);
        Assert.Contains(kitchen.Board().Marks!.Rules, m => m is { Rule: "frying", Blind: true });
        Assert.Equal("fire Returned 130", kitchen.Holds(OilTemperature, 10, 131, 150).Story.Last());
    }

    [Fact] // 8
    public void Retained_MQTT_messages_are_history_they_never_refresh_a_stale_timer_and_no_old_value_is_restamped_with_now()
    {
        var kitchen = new SomeKitchen().Reads(OilTemperature, 0, 140);
        for (var second = 1; second <= 40; second++)
        {
            var receipt = new Receipt(Noon + second * 1000, FromRetainedStore: true);
            var retained = Decode($$"""{"v":210,"t":{{receipt.At}}}""", receipt);
            Assert.Equal(Origin.History, Assert.Single(retained).Origin);
            kitchen.HearsTheRest(second).Takes(retained).Ticks(second);

            // Without a time of its own nobody can tell how old it is: it isn't called new, it is set aside.
            Assert.Empty(Decode("""{"v":210}""", receipt, RejectReason.RetainedWithoutTime));
        }

        Assert.Equal(["missing-data Raised 30"], kitchen.Story);
        Assert.Equal((140d, Noon), (kitchen.Board().Values[OilTemperature], kitchen.Board().Times[OilTemperature]));
    }

    private static Reading[] Decode(string payload, Receipt receipt, params RejectReason[] rejects)
    {
        var topics = new TopicTable(Plan);
        var message = new DecodedMessage();
        NativePayload.Decode(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(payload)), topics.Find("v1/palu/kitchen/fryer-1/oil_temp")!, receipt, message);
        Assert.Equal(rejects, message.Rejects);
        return message.Readings.ToArray();
    }
}
