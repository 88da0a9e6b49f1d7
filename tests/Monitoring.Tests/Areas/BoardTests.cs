using Monitoring.Domain.Alarms;
using static Monitoring.Tests.Areas.SomeKitchen;

namespace Monitoring.Tests.Areas;

public sealed class BoardTests
{
    [Fact]
    public void A_delta_holds_what_has_changed_since_and_nothing_else()
    {
        var kitchen = new SomeKitchen().Reads(OilTemperature, 0, 140).Reads(Fridge, 0, 3);
        var full = kitchen.Board();
        Assert.True(full.IsFull);
        Assert.Equal(4, full.Signals.Length);

        kitchen.Reads(OilTemperature, 1, 141);
        var delta = kitchen.Area.Board.Since(full.Version, false, 0);
        Assert.False(delta.IsFull);
        Assert.Equal([OilTemperature], delta.Signals);
        Assert.Equal([141d], delta.Values);
        Assert.Empty(kitchen.Area.Board.Since(delta.Version, false, 0).Signals);
    }

    [Fact]
    public void An_alarm_that_is_over_is_told_once_in_a_delta_and_never_in_a_full_board()
    {
        var kitchen = new SomeKitchen().Holds(OilTemperature, 0, 6, 210);
        var version = kitchen.Board().Version;
        kitchen.Acknowledges("fire");
        kitchen.Holds(OilTemperature, 7, 130, 150);

        var delta = kitchen.Area.Board.Since(version, false, 0);
        Assert.Equal(AlarmState.Normal, Assert.Single(delta.Alarms).State);
        Assert.Empty(kitchen.Area.Board.Since(delta.Version, false, 0).Alarms);
        Assert.Empty(kitchen.Board().Alarms);
    }

    [Fact]
    public void An_alarm_that_ended_and_came_anew_between_two_pulls_stays_on_no_screen()
    {
        var quick = Rule("quick", 0, 0, null, Limit(Level.Hi, 160, 0));
        var kitchen = new SomeKitchen(plan: PlanWith(quick)).Reads(OilTemperature, 0, 170).Acknowledges("quick");
        var seen = kitchen.Board().Version;
        kitchen.Reads(OilTemperature, 1, 140).Reads(OilTemperature, 2, 170);

        // A delta can tell only the newest occurrence of a rule; who still shows an older one needs the whole board.
        var delta = kitchen.Area.Board.Since(seen, false, 0);
        Assert.True(delta.IsFull);
        Assert.Equal(Noon + 2_000, Assert.Single(delta.Alarms).ConditionStart);
        Assert.False(kitchen.Area.Board.Since(delta.Version, false, 0).IsFull);
    }

    [Fact]
    public void Only_a_delta_with_an_alarm_says_when_its_reading_was_received()
    {
        var kitchen = new SomeKitchen().Holds(OilTemperature, 0, 4, 210);
        var version = kitchen.Board().Version;
        kitchen.Reads(OilTemperature, 5, 210);
        var delta = kitchen.Area.Board.Since(version, false, 77);
        Assert.Equal(77, delta.EdgeReceivedAt);
        Assert.Equal(0, kitchen.Area.Board.Since(delta.Version, false, 77).EdgeReceivedAt);
    }

    [Fact]
    public void A_version_of_another_activation_gets_the_whole_board()
    {
        var before = new SomeKitchen().Reads(OilTemperature, 0, 140);
        var after = before.Restarts(5);
        Assert.True(after.Area.Board.Since(before.Board().Version, false, 0).IsFull);
    }

    [Fact]
    public void A_summary_counts_alarms_and_what_can_be_believed()
    {
        var kitchen = new SomeKitchen().Holds(OilTemperature, 0, 6, 210).Reads(Fridge, 6, 3);
        var summary = kitchen.Area.Summarise(kitchen.Now);
        Assert.Equal((1, 1, Priority.High, 2, 1), (summary.Active, summary.Unacknowledged, summary.Worst, summary.Trusted, summary.Doubtful));
    }
}
