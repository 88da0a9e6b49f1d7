using Monitoring.Domain.Alarms;
using Monitoring.Domain.Alarms.Health;
using static Monitoring.Tests.Alarms.Health.SomeJournal;

namespace Monitoring.Tests.Alarms.Health;

public sealed class LoadTests
{
    [Fact]
    public void An_alarm_that_comes_back_before_anybody_acknowledged_it_is_told_once()
    {
        var figures = new SomeJournal().Raises("hot", 1).Returns("hot", 2).Raises("hot", 3).Returns("hot", 4).Acknowledges("hot", 5).Raises("hot", 6).Figures();
        Assert.Equal((2, 3), (figures.Announced, figures.Top.Single().Raised));
    }

    [Fact]
    public void What_grows_worse_expires_or_is_announced_again_is_told_again_and_what_grows_milder_is_not()
    {
        var figures = new SomeJournal()
            .Raises("hot", 1)
            .Changes("hot", 2, Level.HiHi, Priority.High)
            .Changes("hot", 3, Level.Hi, Priority.Medium)
            .Acknowledges("hot", 4)
            .CallsAgain(EdgeKind.AcknowledgementExpired, "hot", 300)
            .CallsAgain(EdgeKind.ReAlarmed, "hot", 400)
            .Figures();
        Assert.Equal((4, new PriorityCounts(0, 3, 1)), (figures.Announced, figures.ByPriority));
    }

    [Fact]
    public void What_is_silent_is_not_told_until_it_speaks()
    {
        var shelf = Silence(SilenceKind.Shelved, 0, 60);
        var journal = new SomeJournal()
            .Raises("hot", 1, silence: shelf)
            .Changes("hot", 2, Level.HiHi, Priority.High)
            .Returns("hot", 3)
            .Raises("hot", 4, silence: shelf);
        Assert.Equal(0, journal.Figures().Announced);
        Assert.Equal(1, journal.Speaks("hot", EdgeKind.Unshelved, 60).Figures().Announced);
    }

    [Fact]
    public void What_speaks_again_after_it_was_acknowledged_or_over_is_not_told()
    {
        var shelf = Silence(SilenceKind.Shelved, 3, 60);
        var figures = new SomeJournal()
            .Raises("hot", 1).Acknowledges("hot", 2).Silences("hot", EdgeKind.Shelved, 3, shelf).Speaks("hot", EdgeKind.Unshelved, 60).Returns("hot", 61)
            .Notes("oil_temp", "hot", EdgeKind.Unshelved, 70, null)
            .Figures();
        Assert.Equal(1, figures.Announced);
    }

    [Fact]
    public void The_rate_is_a_days_and_the_busiest_day_is_the_facilitys()
    {
        // 20:00 in Palu is noon UTC: three before midnight there, one after.
        var figures = new SomeJournal().Passes("hot", 10).Passes("hot", 20).Passes("hot", 230).Passes("hot", 250).Figures(to: 2 * 24 * 60);
        Assert.Equal((4, 2.0), (figures.Announced, figures.PerDay));
        Assert.Equal(new BusiestDay(new DateOnly(2026, 11, 23), 3), figures.BusiestDay);
    }

    [Fact]
    public void Of_less_than_a_day_the_rate_is_the_count()
    {
        Assert.Equal(1.0, new SomeJournal().Passes("hot", 10).Figures(to: 60).PerDay);
        Assert.Equal((0, 0.0, null), (new SomeJournal().Figures() is var none ? none.Announced : 0, none.PerDay, none.BusiestDay));
    }

    [Fact]
    public void The_ten_that_load_people_most_come_first_with_their_share()
    {
        var journal = new SomeJournal();
        for (var rule = 1; rule <= 12; rule++)
        {
            for (var i = 0; i < rule; i++)
            {
                journal.Passes($"r{rule}", (rule * 20) + (i * 0.01) + (rule * i));
            }
        }

        var figures = journal.Figures();
        Assert.Equal(78, figures.Announced);
        Assert.Equal(Enumerable.Range(3, 10).Reverse().Select(r => $"r{r}"), figures.Top.Select(t => t.Source.Rule));
        Assert.Equal((12, 12.0 / 78), (figures.Top[0].Announced, figures.Top[0].Share));
    }

    [Fact]
    public void Bad_actors_are_who_chatters_and_who_has_more_than_a_twentieth_of_all()
    {
        var journal = new SomeJournal().Raises("flaps", 1).Returns("flaps", 1.1).Raises("flaps", 1.2).Returns("flaps", 1.3).Raises("flaps", 1.4);
        for (var i = 0; i < 30; i++)
        {
            journal.Passes("often", 10 + (i * 12)).Passes($"r{i}", 11 + (i * 12));
        }

        Assert.Equal([("often", false), ("flaps", true)], BadActor.Of(journal.Figures()).Select(a => (a.Figures.Source.Rule, a.Chatters)));
    }
}
