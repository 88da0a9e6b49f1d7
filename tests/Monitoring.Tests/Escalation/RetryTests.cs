using Monitoring.Domain.Alarms;
using Monitoring.Domain.Escalation;
using Monitoring.Domain.People;
using static Monitoring.Tests.Escalation.SomeFacility;

namespace Monitoring.Tests.Escalation;

/// <summary>What fails is tried again, with patience, and holds up nobody else.</summary>
public sealed class RetryTests
{
    [Fact]
    public void A_failed_attempt_is_tried_again_after_5_s_30_s_2_min_and_10_min_and_then_every_10_min_while_its_alarm_calls()
    {
        var facility = Failing(null).Raises(Oil).Runs(40);
        Assert.Equal([0, 5, 35, 155, 755, 1355, 1955], facility.Log.Where(d => d.Outcome == DeliveryOutcome.Begun).Select(d => (d.At - Start) / 1_000));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7], facility.Log.Where(d => d.Outcome == DeliveryOutcome.Failed).Select(d => d.Attempt));

        facility.Acknowledges(Oil).Runs(20);
        Assert.Equal(DeliveryOutcome.GivenUp, facility.Log[^1].Outcome);
        Assert.Equal(0, facility.Escalator.Sending);
    }

    [Fact]
    public void An_alarm_that_still_calls_when_the_Internet_is_back_after_hours_is_told()
    {
        var isDown = true;
        var facility = new SomeFacility(Plan(Sari with { Shifts = [] })) { Outcome = _ => (isDown ? DeliveryOutcome.Failed : DeliveryOutcome.Delivered, null) }.Raises(Oil, Priority.High).Runs(180);
        Assert.DoesNotContain(facility.Log, d => d.Outcome is DeliveryOutcome.Delivered or DeliveryOutcome.GivenUp);
        isDown = false;
        facility.Runs(11);
        Assert.Equal(DeliveryOutcome.Delivered, facility.Log[^1].Outcome);
    }

    [Fact]
    public void The_other_sides_wish_to_be_left_alone_for_longer_is_granted()
    {
        var facility = Failing(TimeSpan.FromSeconds(40)).Raises(Oil).RunsSeconds(39);
        Assert.Single(facility.Story);
        Assert.Equal(2, facility.RunsSeconds(1).Story.Count);
    }

    [Fact]
    public void A_refusal_is_final()
    {
        var facility = new SomeFacility(Plan(Sari)) { Outcome = _ => (DeliveryOutcome.GivenUp, null) }.Raises(Oil).Runs(30);
        Assert.Equal([DeliveryOutcome.Begun, DeliveryOutcome.GivenUp], facility.Log.Select(d => d.Outcome));
    }

    [Fact]
    public void The_next_step_is_not_held_up_by_one_that_fails()
    {
        var facility = new SomeFacility { Outcome = n => (n.Person == "sari" ? DeliveryOutcome.Failed : DeliveryOutcome.Delivered, null) }.Raises(Oil, Priority.High).Runs(20);
        Assert.Equal(["2 budi Telegram", "2 budi Email", "5 ani Email", "15 regional Webhook"], facility.Story.Where(s => !s.Contains("sari", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_acknowledged_alarm_is_not_tried_again_and_the_log_says_why()
    {
        var facility = Failing(null).Raises(Oil).RunsSeconds(10).Acknowledges(Oil).Runs(30);
        Assert.Equal(2, facility.Story.Count);
        Assert.Equal((DeliveryOutcome.GivenUp, "not sent: none of its alarms calls any more"), (facility.Log[^1].Outcome, facility.Log[^1].Answer));
        Assert.Equal(0, facility.Escalator.Sending);
    }

    [Fact]
    public void A_channel_that_hangs_has_four_attempts_under_way_and_holds_up_no_other()
    {
        var facility = new SomeFacility(Plan(Sari with { Shifts = [] }, Budi)) { Outcome = n => n.Channel == ChannelKind.Email ? null : (DeliveryOutcome.Delivered, null) };
        facility.RaisesMany(8).Runs(6);
        Assert.Equal(4, facility.Begun.Count(n => n.Channel == ChannelKind.Email));
        Assert.Equal(8, facility.Begun.Count(n => n.Channel == ChannelKind.Telegram));

        facility.Ends(facility.Begun[0], DeliveryOutcome.Delivered);
        Assert.Equal(5, facility.Begun.Count(n => n.Channel == ChannelKind.Email));
    }

    [Fact]
    public void The_worst_goes_first()
    {
        var facility = new SomeFacility(Plan(Sari)) { Outcome = _ => null }.RaisesMany(6).Raises(Oil, Priority.High);
        facility.Ends(facility.Begun[0], DeliveryOutcome.Delivered);
        Assert.Equal([Oil], facility.Begun[^1].Alarms);
    }

    private static SomeFacility Failing(TimeSpan? retryAfter) => new(Plan(Sari)) { Outcome = _ => (DeliveryOutcome.Failed, retryAfter) };
}
