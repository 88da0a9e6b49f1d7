using Monitoring.Domain.Alarms;
using Monitoring.Domain.People;
using static Monitoring.Tests.Escalation.SomeFacility;

namespace Monitoring.Tests.Escalation;

/// <summary>Who is told, in what order and how soon, while nobody acknowledges.</summary>
public sealed class StepTests
{
    [Fact]
    public void Nobody_reacts_and_the_alarm_climbs_from_the_supervisor_to_the_regional_office() => Assert.Equal(
        ["0 sari Email", "5 budi Telegram", "5 budi Email", "15 ani Email", "60 regional Webhook"],
        new SomeFacility().Raises(Oil).Runs(120).Story);

    [Fact]
    public void High_priority_climbs_faster() => Assert.Equal(
        ["0 sari Email", "2 budi Telegram", "2 budi Email", "5 ani Email", "15 regional Webhook"],
        new SomeFacility().Raises(Oil, Priority.High).Runs(120).Story);

    [Fact]
    public void Low_priority_goes_no_further_than_the_shift_lead() => Assert.Equal(
        ["0 sari Email", "30 budi Telegram", "30 budi Email"],
        new SomeFacility().Raises(Oil, Priority.Low).Runs(120).Story);

    [Fact]
    public void An_acknowledgement_stops_it() => Assert.Equal(
        ["0 sari Email", "5 budi Telegram", "5 budi Email"],
        new SomeFacility().Raises(Oil).Runs(14).Acknowledges(Oil).Runs(120).Story);

    [Fact]
    public void A_silent_alarm_calls_nobody()
    {
        var shelved = new Silence(SilenceKind.Shelved, "sari", "cleaning", 0, null, Priority.Medium);
        Assert.Equal(["0 sari Email"], new SomeFacility().Raises(Oil).Runs(1).Changes(Oil, a => a with { Silence = shelved }).Runs(120).Story);
    }

    [Fact]
    public void An_alarm_that_has_returned_climbs_on_only_if_its_priority_is_high()
    {
        Assert.Equal(["0 sari Email"], new SomeFacility().Raises(Oil).Runs(1).Returns(Oil).Runs(120).Story);
        Assert.Equal(5, new SomeFacility().Raises(Oil, Priority.High).Runs(1).Returns(Oil).Runs(120).Story.Count);
    }

    [Fact]
    public void An_alarm_that_calls_anew_begins_at_the_first_step() => Assert.Equal(
        ["0 sari Email", "10 sari Email", "15 budi Telegram", "15 budi Email"],
        new SomeFacility().Raises(Oil).Runs(3).Acknowledges(Oil).Runs(7).Raises(Oil).Runs(6).Story);

    [Fact]
    public void Priority_that_changes_without_a_new_call_changes_the_pace_and_tells_nobody_twice() => Assert.Equal(
        ["0 sari Email", "3 budi Telegram", "3 budi Email", "5 ani Email"],
        new SomeFacility().Raises(Oil).Runs(3).Changes(Oil, a => a with { Priority = Priority.High }).Runs(4).Story);

    [Fact]
    public void A_role_without_anybody_leaves_its_time_to_the_next_step_and_is_named()
    {
        var facility = new SomeFacility(Plan(Budi, Ani)).Raises(Oil).Runs(20);
        Assert.Equal(["0 budi Telegram", "0 budi Email", "15 ani Email"], facility.Story);
        Assert.Equal([Role.Supervisor, Role.RegionalOffice], facility.Escalator.WithoutReceiver);
        Assert.Contains("Tidak ada yang dapat dihubungi sebagai: pengawas.", facility.Begun[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_channel_that_is_not_set_up_is_skipped_and_named()
    {
        var facility = new SomeFacility();
        facility.SetUp.Remove(ChannelKind.Email);
        facility.Restarts().Raises(Oil).Runs(80);
        Assert.Equal(["0 dewi Telegram", "5 budi Telegram", "15 regional Webhook"], facility.Story);
        Assert.Equal([ChannelKind.Email], facility.Escalator.NotSetUp);
    }

    [Fact]
    public void A_time_in_the_future_makes_nobody_wait() =>
        Assert.Equal(["0 sari Email"], new SomeFacility().Raises(Oil).Changes(Oil, a => a with { CallsSince = a.CallsSince + 3_600_000 }).Story[1..]);

    [Theory]
    [InlineData(-30)]
    [InlineData(30)]
    public void A_clock_that_is_set_makes_nobody_wait_longer_or_shorter(int minutes)
    {
        var facility = new SomeFacility().Raises(Oil).Runs(1).SetsClock(TimeSpan.FromMinutes(minutes)).Reports("kitchen").RunsSeconds(239);
        Assert.Single(facility.Story);
        Assert.Equal(3, facility.RunsSeconds(1).Story.Count);
    }

    [Fact]
    public void A_report_that_was_overtaken_by_a_newer_one_tells_nobody_again()
    {
        var facility = new SomeFacility().Raises(Oil);
        var before = facility.Now;
        facility.RunsSeconds(2).Acknowledges(Oil);
        facility.Escalator.Report("kitchen", before, [facility.AlarmOf(Oil) with { State = AlarmState.ActiveUnacknowledged }], facility.Now);
        Assert.Equal(["0 sari Email"], facility.Runs(30).Story);
    }
}
