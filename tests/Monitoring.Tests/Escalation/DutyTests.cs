using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Escalation;
using Monitoring.Domain.People;
using static Monitoring.Tests.Escalation.SomeFacility;

namespace Monitoring.Tests.Escalation;

/// <summary>Shifts and quiet hours, by the facility's own clock.</summary>
public sealed class DutyTests
{
    private static readonly DailyHours Night = new("quiet", new Text("Tenang", "Quiet"), new TimeOnly(22, 0), new TimeOnly(6, 0), []);

    [Fact]
    public void Who_is_on_duty_is_told_by_the_facilitys_own_clock()
    {
        Assert.Equal(["0 sari Email"], new SomeFacility().Raises(Oil).Story);
        Assert.Equal(["dewi"], new SomeFacility().RunsUntil(19).Raises(Oil).Begun.Select(n => n.Person));
    }

    [Fact]
    public void Who_comes_on_duty_is_told_of_what_still_calls()
    {
        var facility = new SomeFacility(Plan(Sari, Dewi)).RunsUntil(18, 50).Raises(Oil).Runs(30);
        Assert.Equal(["650 sari Email", "660 dewi Telegram"], facility.Story);
        Assert.Contains("Pesan sudah dikirim kepada: Sari (pengawas).", facility.Begun[1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public void When_nobody_of_a_role_is_on_duty_all_of_them_are_told()
    {
        var weekdays = new DailyHours("morning", new Text("Pagi", "Morning"), new TimeOnly(7, 0), new TimeOnly(19, 0), [DayOfWeek.Monday]);
        var plan = Plan(Sari, Sari with { Id = "rina" }) with { Shifts = [weekdays] };
        Assert.Equal(["0 sari Email", "0 rina Email"], new SomeFacility(plan).Raises(Oil).Story);
    }

    [Fact]
    public void Quiet_hours_hold_low_priority_until_they_end_and_it_begins_at_the_first_step_then()
    {
        var facility = WithQuietHours().RunsUntil(23).Raises(Oil, Priority.Low).RunsUntil(5, 59);
        Assert.Empty(facility.Story);
        Assert.Equal(["1320 dewi", "1350 budi", "1350 budi"], facility.Runs(40).Story.Select(s => s[..s.LastIndexOf(' ')]));
    }

    [Fact]
    public void What_no_longer_calls_when_the_quiet_hours_end_is_told_to_nobody() =>
        Assert.Empty(WithQuietHours().RunsUntil(23).Raises(Oil, Priority.Low).Runs(60).Acknowledges(Oil).RunsUntil(8).Story);

    [Fact]
    public void What_has_returned_but_still_calls_when_the_quiet_hours_end_is_told_then() =>
        Assert.Single(WithQuietHours().RunsUntil(23).Raises(Oil, Priority.Low).Runs(60).Returns(Oil).RunsUntil(6, 50).Story);

    [Fact]
    public void Quiet_hours_hold_nothing_of_a_higher_priority() => Assert.Single(WithQuietHours().RunsUntil(23).Raises(Oil).Story);

    [Fact]
    public void An_alarm_that_grows_worse_in_the_quiet_hours_is_told_at_once() => Assert.Single(
        WithQuietHours().RunsUntil(23).Raises(Oil, Priority.Low).Runs(10).Changes(Oil, a => a with { Priority = Priority.Medium }).Story);

    private static SomeFacility WithQuietHours() => new(Plan() with { Escalation = EscalationPolicy.Default with { Quiet = Night } });
}
