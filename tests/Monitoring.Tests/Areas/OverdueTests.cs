using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;
using static Monitoring.Tests.Areas.SomeKitchen;

namespace Monitoring.Tests.Areas;

/// <summary>A value that a person has to enter every four hours while the kitchen is open, by its clock from 06:00 to 22:00; these tests begin at 20:00.</summary>
public sealed class OverdueTests
{
    private const int Closing = 2 * 3600;
    private const int Opening = 10 * 3600;

    [Fact]
    public void What_nobody_has_entered_in_time_is_overdue_until_somebody_does()
    {
        var kitchen = Kitchen().Reads(Sanitiser, Opening + 60, 90).Ticks(Opening + 60 + (4 * 3600) - 1);
        Assert.Empty(kitchen.Edges);

        kitchen.Ticks(Opening + 60 + (4 * 3600)).Reads(Sanitiser, Opening + (5 * 3600), 90);

        Assert.Equal([$"overdue Raised {Opening + 60 + (4 * 3600)}", $"overdue Returned {Opening + (5 * 3600)}"], kitchen.Story);
        Assert.Equal((AlarmKind.Overdue, Priority.Medium), (kitchen.Edges[0].Alarm.Kind, kitchen.Edges[0].Alarm.Priority));
    }

    [Fact]
    public void What_ran_out_while_the_kitchen_was_closed_is_due_when_it_opens_and_calls_from_then()
    {
        var kitchen = Kitchen().Reads(Sanitiser, 0, 90).Ticks(Closing).Ticks(5 * 3600).Ticks(Opening - 1);
        Assert.Empty(kitchen.Edges);

        kitchen.Ticks(Opening);

        Assert.Equal([$"overdue Raised {Opening}"], kitchen.Story);
        Assert.Equal((Noon, Noon + (Opening * 1000L)), (kitchen.Edges[0].Alarm.ConditionStart, kitchen.Edges[0].Alarm.CallsSince));
    }

    [Fact]
    public void What_is_overdue_when_the_kitchen_closes_waits_for_nobody_any_more()
    {
        var kitchen = Kitchen().Reads(Sanitiser, -3 * 3600, 90).Ticks(3600).Ticks(Closing);

        Assert.Equal(["overdue Raised 3600", $"overdue Returned {Closing}"], kitchen.Story);
    }

    [Fact]
    public void A_restart_after_the_opening_dates_nothing_back_into_the_night()
    {
        var kitchen = Kitchen().Reads(Sanitiser, 0, 90).Ticks(Closing).Restarts(Opening + 1800, Due());
        kitchen.Ticks(Opening + 1810);

        Assert.Equal([$"overdue Raised {Opening + 1800}"], kitchen.Story);
    }

    private static SomeKitchen Kitchen() => new(null, Noon - (4 * 3_600_000), Due());

    private static Plan Due()
    {
        var palu = SomeKitchen.Plan.Facilities[0];
        var kitchen = palu.Areas[0];
        var wash = kitchen.Equipment[2];
        var due = wash.Signals[0] with { Rules = [], Due = new DueTask(TimeSpan.FromHours(4), new PhaseGate("", [Phase.Open]), Priority.Medium) };
        var quiet = kitchen.Equipment.Take(2).Select(e => e with { Signals = [.. e.Signals.Select(s => s with { ExpectedInterval = null, StaleAfter = null })] });
        var hours = new DailyHours("", new Text("", ""), new TimeOnly(6, 0), new TimeOnly(22, 0), []);
        return new Plan("due", [palu with { Areas = [kitchen with { Hours = [hours], Equipment = [.. quiet, wash with { Signals = [due] }] }] }]);
    }
}
