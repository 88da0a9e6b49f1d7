using Monitoring.Domain.Alarms;
using Monitoring.Domain.Escalation;
using static Monitoring.Tests.Escalation.SomeFacility;

namespace Monitoring.Tests.Escalation;

/// <summary>The process dies, and nobody is told twice or forgotten.</summary>
public sealed class RestartTests
{
    [Fact]
    public void Nothing_that_was_told_is_told_again() => Assert.Equal(
        ["0 sari Email", "5 budi Telegram", "5 budi Email"],
        new SomeFacility().Raises(Oil).Runs(2).Restarts().Runs(4).Restarts().Runs(4).Restarts().Story);

    [Fact]
    public void Steps_that_were_due_meanwhile_are_made_up_for() => Assert.Equal(
        ["0 sari Email", "20 budi Telegram", "20 budi Email", "20 ani Email"],
        new SomeFacility().Raises(Oil).IsAwayFor(TimeSpan.FromMinutes(20)).Restarts().Story);

    [Fact]
    public void What_was_under_way_is_not_sent_again_and_the_log_says_once_that_its_outcome_is_unknown()
    {
        var facility = new SomeFacility(Plan(Sari)) { Outcome = _ => null }.Raises(Oil).Restarts().Restarts().Runs(30);
        Assert.Single(facility.Story);
        Assert.Equal(
            [(1, DeliveryOutcome.Begun, null), (1, DeliveryOutcome.GivenUp, "the server was restarted while this was on its way; whether it arrived is unknown")],
            facility.Log.Select(d => (d.Attempt, d.Outcome, d.Answer)));
    }

    [Fact]
    public void What_had_not_begun_is_sent()
    {
        var facility = new SomeFacility(Plan(Sari)) { Outcome = _ => null }.RaisesMany(6);
        Assert.Equal(4, facility.Begun.Count);
        facility.Restarts();
        Assert.Equal(6, facility.Begun.Count);
        Assert.Equal(6, facility.Begun.SelectMany(n => n.Alarms).Distinct().Count());
    }

    [Fact]
    public void A_retry_that_was_due_is_made_when_its_alarm_is_known_to_call_still()
    {
        var facility = new SomeFacility(Plan(Sari)) { Outcome = _ => (DeliveryOutcome.Failed, null) }.Raises(Oil).Restarts(reports: false).RunsSeconds(20);
        Assert.Single(facility.Story);
        Assert.Equal(2, facility.Reports("kitchen").Story.Count);
    }

    [Fact]
    public void A_retry_is_made_all_the_same_when_its_area_says_nothing_for_half_a_minute()
    {
        var facility = new SomeFacility(Plan(Sari)) { Outcome = _ => (DeliveryOutcome.Failed, null) }.Raises(Oil).Restarts(reports: false);
        Assert.Equal(2, facility.RunsSeconds(30).Story.Count);
    }

    [Fact]
    public void A_retry_of_what_was_acknowledged_before_the_restart_is_not_made()
    {
        var facility = new SomeFacility(Plan(Sari)) { Outcome = _ => (DeliveryOutcome.Failed, null) }.Raises(Oil).Acknowledges(Oil).Restarts().Runs(30);
        Assert.Single(facility.Story);
    }

    [Fact]
    public void Steps_that_move_in_the_plan_tell_nobody_again()
    {
        var facility = new SomeFacility().Raises(Oil).Runs(6);
        var policy = EscalationPolicy.Default with { Steps = EscalationPolicy.Default.Steps.Reverse().ToArray() is { } steps ? [.. steps] : [] };
        var state = facility.Escalator.Capture();
        var moved = new Escalator(Plan() with { Escalation = policy }, new Uri("https://x.example/"), state, _ => true, 0, facility.Now);
        moved.Report("kitchen", facility.Now, [facility.AlarmOf(Oil)], facility.Now);
        moved.Decide(facility.Now);
        Assert.Empty(moved.Begin(Priority.Low, facility.Now));
    }
}
