using Monitoring.Domain.Alarms;
using Monitoring.Domain.Escalation;
using static Monitoring.Tests.Escalation.SomeFacility;

namespace Monitoring.Tests.Escalation;

/// <summary>More than ten notices to one person within ten minutes become one that sums up, until fewer than five come in ten minutes.</summary>
public sealed class FloodTests
{
    [Fact]
    public void Ten_in_ten_minutes_are_told_one_by_one() => Assert.Equal(10, Alone().RaisesMany(10).Runs(15).Begun.Count);

    [Fact]
    public void More_at_once_are_one_message_that_counts_them_and_names_the_worst()
    {
        var facility = Alone().Raises(Cold, Priority.High).RaisesMany(40);
        Assert.Equal(["0 sari Email", "0 sari Email"], facility.Story);
        var summary = facility.Begun[1];
        Assert.Equal(40, summary.Alarms.Length);
        Assert.Contains("40 alarm", summary.Subject, StringComparison.Ordinal);
        Assert.Contains("Kitchen: 40 sedang", summary.Body, StringComparison.Ordinal);
        Assert.Contains("… dan 35 lagi.", summary.Body, StringComparison.Ordinal);
        Assert.Contains("https://monitoring.site.example/alarms", summary.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void While_it_lasts_one_message_in_three_minutes_sums_up_what_is_new_and_nothing_is_missing()
    {
        var facility = Alone();
        for (var minute = 0; minute < 30; minute++)
        {
            facility.RaisesMany(4, first: minute * 4).Runs(1);
        }

        facility.Runs(15);
        Assert.Equal(120, facility.Begun.SelectMany(n => n.Alarms).Distinct().Count());
        Assert.Equal(120, facility.Begun.Sum(n => n.Alarms.Length));
        Assert.InRange(facility.Begun.Count, 10 + 9, 10 + 13);
        var summaries = facility.Log.Where(d => d.Outcome == DeliveryOutcome.Begun && d.Notice.Alarms.Length > 1).Select(d => d.At).ToList();
        Assert.All(summaries.Zip(summaries.Skip(1)), pair => Assert.True(pair.Second - pair.First >= 180_000));
    }

    [Fact]
    public void High_priority_waits_for_no_more_than_a_minute()
    {
        var facility = Alone().RaisesMany(40).RunsSeconds(70);
        facility.Raises(Oil, Priority.High);
        Assert.Equal([Oil], facility.Begun[^1].Alarms);

        facility.Raises(Cold, Priority.High).RunsSeconds(50);
        Assert.Equal([Oil], facility.Begun[^1].Alarms);
        Assert.Equal([Cold], facility.RunsSeconds(10).Begun[^1].Alarms);
    }

    [Fact]
    public void It_is_over_when_fewer_than_five_have_come_in_ten_minutes()
    {
        var facility = Alone().RaisesMany(40).Runs(10);
        Assert.Single(facility.Story);
        facility.Raises(Oil).Raises(Cold);
        Assert.Equal(3, facility.Story.Count);
    }

    [Fact]
    public void What_is_acknowledged_before_the_next_message_is_told_to_nobody()
    {
        var facility = Alone().RaisesMany(40).Runs(1).Raises(Oil).Acknowledges(Oil).Runs(20);
        Assert.Single(facility.Story);
        Assert.DoesNotContain(facility.Begun, n => n.Alarms.Contains(Oil));
    }

    [Fact]
    public void A_restart_in_a_flood_tells_nothing_again_and_forgets_nothing()
    {
        var facility = Alone().RaisesMany(40).Runs(1).RaisesMany(20, first: 40).Restarts();
        Assert.Single(facility.Story);
        facility.Runs(3);
        Assert.Equal(2, facility.Story.Count);
        Assert.Equal(20, facility.Begun[1].Alarms.Length);
    }

    [Fact]
    public void Another_person_has_a_flood_of_their_own()
    {
        var facility = new SomeFacility(Plan(Sari, Ani)).RaisesMany(9).Runs(4).RaisesMany(5, first: 9).Runs(4);
        Assert.Equal(10, facility.Begun.Count(n => n.Person == "sari"));
        Assert.Equal(9, facility.Begun.Count(n => n.Person == "ani"));
        facility.Runs(1);
        Assert.Equal(5, facility.Begun[^1].Alarms.Length);
        Assert.Equal("ani", facility.Begun[^1].Person);
    }

    /// <summary>One supervisor who is always on duty and nobody above.</summary>
    private static SomeFacility Alone() => new(Plan(Sari with { Shifts = [] }));
}
