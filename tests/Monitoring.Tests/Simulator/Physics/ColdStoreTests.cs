using Monitoring.Simulator.Physics;

namespace Monitoring.Tests.Simulator.Physics;

public sealed class ColdStoreTests
{
    private static readonly Moment Working = new(9, Shift: true, Working: true, Rush: false);
    private static readonly Moment Night = new(2, Shift: false, Working: false, Rush: false);

    [Fact]
    public void A_fridge_that_nobody_opens_cycles_between_its_two_points()
    {
        var fridge = new ColdStore(1, ColdStoreDesign.Fridge);
        var starts = 0;
        for (var second = 0; second < 4 * 3600; second++)
        {
            var was = fridge.Compressor;
            fridge.Step(1, Night);
            starts += fridge.Compressor && !was ? 1 : 0;
            Assert.False(fridge.DoorOpen);
            Assert.InRange(fridge.Probe, 1.7, 4.1);
        }

        Assert.InRange(starts, 6, 30);
    }

    [Fact]
    public void An_open_door_warms_a_freezer_past_its_limit_and_a_shut_one_lets_it_recover()
    {
        var freezer = new ColdStore(1, ColdStoreDesign.Freezer) { DoorHeldOpen = true };
        for (var second = 0; second < 600; second++)
        {
            freezer.Step(1, Working);
        }

        Assert.True(freezer.DoorOpen);
        Assert.True(freezer.Probe > -15);

        freezer.DoorHeldOpen = false;
        for (var second = 0; second < 2 * 3600; second++)
        {
            freezer.Step(1, Night);
        }

        Assert.InRange(freezer.Probe, -22.5, -19);
    }

    [Fact]
    public void People_open_the_door_for_less_than_a_minute_and_only_while_they_work()
    {
        var fridge = new ColdStore(7, ColdStoreDesign.Fridge);
        var openFor = 0;
        var openings = 0;
        for (var second = 0; second < 8 * 3600; second++)
        {
            fridge.Step(1, Working);
            openings += fridge.DoorOpen && openFor == 0 ? 1 : 0;
            openFor = fridge.DoorOpen ? openFor + 1 : 0;
            Assert.InRange(openFor, 0, 45);
        }

        Assert.InRange(openings, 30, 90);
    }
}
