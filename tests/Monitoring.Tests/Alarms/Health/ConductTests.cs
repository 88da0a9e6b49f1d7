using Monitoring.Domain.Alarms;
using Monitoring.Domain.Alarms.Health;
using static Monitoring.Tests.Alarms.Health.SomeJournal;

namespace Monitoring.Tests.Alarms.Health;

public sealed class ConductTests
{
    [Fact]
    public void Three_raises_in_a_minute_are_chattering_and_two_are_not()
    {
        var flaps = new SomeJournal();
        foreach (var second in new[] { 0, 30, 60, 90, 300, 310, 320, 321 })
        {
            flaps.Raises("flaps", second / 60.0).Returns("flaps", (second + 1) / 60.0);
        }

        flaps.Raises("calm", 11).Returns("calm", 11.1).Raises("calm", 11.5);
        var chattering = flaps.Figures().Chattering;
        var chatter = chattering.Worst.Single();
        Assert.Equal((1, "flaps", 2, 4), (chattering.Sources, chatter.Figures.Source.Rule, chatter.Episodes, chatter.Peak));
        Assert.Equal((1, 8), (chatter.Figures.Announced, chatter.Figures.Raised));
    }

    [Fact]
    public void An_alarm_stands_after_a_day_on_end_and_silent_ones_do_not_count()
    {
        var journal = new SomeJournal()
            .Raises("day", 0).Returns("day", 24 * 60)
            .Raises("longer", 0).Returns("longer", (24 * 60) + 1)
            .Raises("still", 60).Acknowledges("still", 61)
            .Raises("silent", 0, silence: Silence(SilenceKind.OutOfService, 0));
        var standing = journal.Figures(to: 3 * 24 * 60).Standing;
        Assert.Equal(
            [("still", At(60), null), ("longer", At(0), At((24 * 60) + 1))],
            standing.Longest.Select(s => (s.Source.Rule, s.Raised, s.Returned)));
        Assert.Equal(2, standing.Count);
    }

    [Fact]
    public void An_alarm_that_stands_for_longer_than_the_journal_was_read_back_is_known_from_what_is_open_now()
    {
        var old = new Alarm("palu.kitchen.fryer-1.oil_temp.old.1", "fryer-1", "oil_temp", "old", AlarmKind.Limit, AlarmState.ActiveUnacknowledged, Level.Hi, Priority.Low, 1, 1, null, null, null, null, 1, 1, "v1");
        var report = new SomeJournal().Report(0, 24 * 60, (Kitchen, old));
        Assert.Equal("old", report.Whole.Standing.Longest.Single().Source.Rule);
        Assert.Equal(1, report.Areas.Single().Figures.Standing.Count);
    }

    [Fact]
    public void A_standing_alarm_counts_in_each_week_in_which_it_stood()
    {
        var report = new SomeJournal().Raises("stuck", 0).Returns("stuck", 10 * 24 * 60).Report(-24 * 60, 20 * 24 * 60);
        Assert.Equal(["2026-W47", "2026-W48", "2026-W49", "2026-W50"], report.Weeks.Select(w => w.Week.ToString()));
        Assert.Equal([0, 1, 1, 0], report.Weeks.Select(w => w.Figures.Standing.Count));
    }

    [Fact]
    public void Time_to_acknowledge_runs_from_the_call_with_its_median_and_its_95th_percentile()
    {
        var journal = new SomeJournal();
        for (var i = 1; i <= 20; i++)
        {
            journal.Raises($"r{i}", i).Acknowledges($"r{i}", 2 * i);
        }

        journal.Raises("never", 30).Raises("withdrawn", 31).Returns("withdrawn", 32).Clears("withdrawn", 33);
        Assert.Equal(new AcknowledgementFigures(20, 10 * 60_000, 19 * 60_000, 2), journal.Figures().Acknowledged);
    }

    [Fact]
    public void An_alarm_that_was_announced_three_times_and_never_acknowledged_is_one_that_never_was()
    {
        var journal = new SomeJournal().Raises("hot", 1).CallsAgain(EdgeKind.ReAlarmed, "hot", 30).CallsAgain(EdgeKind.ReAlarmed, "hot", 60);
        Assert.Equal(1, journal.Figures().Acknowledged.Never);
        var acknowledged = journal.Acknowledges("hot", 65).Figures().Acknowledged;
        Assert.Equal(new AcknowledgementFigures(1, 5 * 60_000, 5 * 60_000, 0), acknowledged);
    }

    [Fact]
    public void An_acknowledgement_of_what_never_called_is_no_figure() =>
        Assert.Equal(0, new SomeJournal().Raises("hot", 1, silence: Silence(SilenceKind.Shelved, 0, 60)).Acknowledges("hot", 2).Figures().Acknowledged.Count);

    [Fact]
    public void Silences_are_counted_once_and_their_time_is_cut_to_the_range()
    {
        var shelf = Silence(SilenceKind.Shelved, -10, 50);
        var figures = new SomeJournal()
            .Raises("hot", -20).Silences("hot", EdgeKind.Shelved, -10, shelf).Returns("hot", -5).Raises("hot", 5, silence: shelf).Speaks("hot", EdgeKind.Unshelved, 20)
            .Raises("wet", 30, silence: Silence(SilenceKind.ShelvedOnce, 30, 40))
            .Raises("dry", 100).Silences("dry", EdgeKind.Shelved, 101, Silence(SilenceKind.Shelved, 101, 2000))
            .Figures(0, 1000);
        Assert.Equal(new Silenced(2, At(20) - At(0) + At(40) - At(30) + At(1000) - At(101)), figures.Silenced.Shelved);
    }

    [Fact]
    public void What_is_suppressed_by_design_counts_while_its_alarm_is_open()
    {
        var idle = Silence(SilenceKind.SuppressedByDesign, -600);
        var figures = new SomeJournal().Raises("hot", 10, silence: idle).Returns("hot", 15).Raises("hot", 60, silence: idle).Speaks("hot", EdgeKind.Unsuppressed, 62).Figures();
        Assert.Equal(new Silenced(1, At(7) - At(0)), figures.Silenced.SuppressedByDesign);
    }

    [Fact]
    public void An_equipment_out_of_service_is_one_silence_however_many_alarms_it_has()
    {
        var away = Silence(SilenceKind.OutOfService, 10);
        var figures = new SomeJournal()
            .Raises("hot", 1).Raises("wet", 2)
            .Notes("status", "out-of-service", EdgeKind.TakenOutOfService, 10, away)
            .Silences("hot", EdgeKind.TakenOutOfService, 10, away).Silences("wet", EdgeKind.TakenOutOfService, 10, away)
            .Raises("dry", 20, silence: away)
            .Notes("status", "out-of-service", EdgeKind.ReturnedToService, 70, null)
            .Speaks("hot", EdgeKind.ReturnedToService, 70).Speaks("wet", EdgeKind.ReturnedToService, 70).Speaks("dry", EdgeKind.ReturnedToService, 70)
            .Figures();
        Assert.Equal(new Silenced(1, At(60) - At(0)), figures.Silenced.OutOfService);
    }

    [Fact]
    public void A_shelf_that_maintenance_hides_for_a_while_goes_on_after_it()
    {
        var shelf = Silence(SilenceKind.Shelved, 10, 100);
        var figures = new SomeJournal()
            .Raises("hot", 1).Silences("hot", EdgeKind.Shelved, 10, shelf)
            .Silences("hot", EdgeKind.TakenOutOfService, 20, Silence(SilenceKind.OutOfService, 20))
            .Silences("hot", EdgeKind.ReturnedToService, 50, shelf)
            .Speaks("hot", EdgeKind.Unshelved, 100)
            .Figures();
        Assert.Equal((new Silenced(1, At(60) - At(0)), new Silenced(1, At(30) - At(0))), (figures.Silenced.Shelved, figures.Silenced.OutOfService));
    }

    [Fact]
    public void A_week_ends_at_midnight_of_the_facility()
    {
        // Sunday, 22 November, 15:59 UTC is 23:59 in Palu.
        var sunday = -(20 * 60) - 1;
        var report = new SomeJournal().Passes("hot", sunday).Passes("hot", sunday + 5).Report(-3 * 24 * 60, 24 * 60);
        Assert.Equal([("2026-W47", 1), ("2026-W48", 1)], report.Weeks.Select(w => (w.Week.ToString(), w.Figures.Announced)));
        Assert.Equal((At(-3 * 24 * 60), At(-20 * 60), At(-20 * 60), At(24 * 60)), (report.Weeks[0].Week.From, report.Weeks[0].Week.To, report.Weeks[1].Week.From, report.Weeks[1].Week.To));
    }

    [Fact]
    public void A_week_knows_that_clocks_are_put_forward_and_back()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var weeks = IsoWeek.Of(DateTimeOffset.Parse("2026-03-23T00:00:00+01:00", null).ToUnixTimeMilliseconds(), DateTimeOffset.Parse("2026-04-06T00:00:00+02:00", null).ToUnixTimeMilliseconds(), berlin);
        Assert.Equal([(13, (7 * Day) - Hour), (14, 7 * Day)], weeks.Select(w => (w.Number, w.To - w.From)));
    }
}
