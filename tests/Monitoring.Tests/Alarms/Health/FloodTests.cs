using Monitoring.Domain.Alarms.Health;
using static Monitoring.Tests.Alarms.Health.SomeJournal;

namespace Monitoring.Tests.Alarms.Health;

public sealed class FloodTests
{
    [Fact]
    public void Ten_in_ten_minutes_are_no_flood_and_eleven_are()
    {
        Assert.Equal(0, Announcing(Every(0.9, 10)).Floods.Count);
        var flood = Announcing(Every(0.9, 11)).Floods.Worst.Single();
        // The eleventh came at minute 9; when the seventh of them is ten minutes old, four are left.
        Assert.Equal(new Flood(At(9), At(15.4), 11, 11), flood);
    }

    [Fact]
    public void Eleven_that_just_miss_ten_minutes_are_no_flood() => Assert.Equal(0, Announcing(Every(1, 11)).Floods.Count);

    [Fact]
    public void A_flood_goes_on_until_fewer_than_five_came_in_ten_minutes()
    {
        // Twelve at once, then one every two minutes (five in ten) for an hour, then none.
        var flood = Announcing([.. Every(0.01, 12), .. Every(2, 30).Select(m => m + 2)]).Floods.Worst.Single();
        Assert.Equal(At(0.1), flood.Start);
        Assert.Equal(At(2 + (25 * 2) + 10), flood.End);
        Assert.Equal((42, 16), (flood.Announced, flood.Peak));
    }

    [Fact]
    public void Two_floods_are_two_and_the_worse_comes_first()
    {
        var floods = Announcing([.. Every(0.1, 12), .. Every(0.1, 20).Select(m => m + 60)]).Floods;
        Assert.Equal((2, 20, 12), (floods.Count, floods.Worst[0].Announced, floods.Worst[1].Announced));
        Assert.Equal(floods.Worst.Sum(f => f.End!.Value - f.Start), floods.Duration);
    }

    [Fact]
    public void A_flood_that_is_still_on_has_no_end_and_lasts_until_the_end_of_the_range()
    {
        var floods = Announcing(Every(0.1, 12), to: 5).Floods;
        Assert.Equal((null, At(5) - At(1)), (floods.Worst.Single().End, floods.Duration));
    }

    [Fact]
    public void A_flood_that_began_before_the_range_is_not_counted_in_it() => Assert.Equal(0, Announcing(Every(0.1, 12), from: 3).Floods.Count);

    private static IEnumerable<double> Every(double minutes, int count) => Enumerable.Range(0, count).Select(i => i * minutes);

    private static HealthFigures Announcing(IEnumerable<double> minutes, double from = 0, double to = 24 * 60)
    {
        var journal = new SomeJournal();
        foreach (var (i, minute) in minutes.Index())
        {
            journal.Raises($"r{i}", minute);
        }

        return journal.Figures(from, to);
    }
}
