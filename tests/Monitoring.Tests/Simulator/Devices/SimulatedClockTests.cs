using Microsoft.Extensions.Time.Testing;
using Monitoring.Simulator.Devices;

namespace Monitoring.Tests.Simulator.Devices;

public sealed class SimulatedClockTests
{
    [Fact]
    public void A_simulation_of_the_past_races_to_now_and_never_passes_it()
    {
        var wall = new FakeTimeProvider();
        var clock = new SimulatedClock(wall, TimeSpan.FromHours(1), 61);
        Assert.Equal(wall.GetUtcNow().AddHours(-1).ToUnixTimeMilliseconds(), clock.Now);

        wall.Advance(TimeSpan.FromSeconds(30));
        Assert.True(clock.CatchesUp);
        Assert.Equal(TimeSpan.FromSeconds(30 * 61).TotalMilliseconds, clock.Now - clock.Origin);

        for (var second = 0; second < 90; second++)
        {
            wall.Advance(TimeSpan.FromSeconds(1));
            Assert.True(clock.Now <= wall.GetUtcNow().ToUnixTimeMilliseconds());
        }

        Assert.False(clock.CatchesUp);
        Assert.Equal(wall.GetUtcNow().ToUnixTimeMilliseconds(), clock.Now);
    }

    [Fact]
    public void Reconnects_back_off_to_half_a_minute_and_differ_by_chance()
    {
        Assert.Equal(TimeSpan.FromSeconds(0.5), ReconnectSchedule.Delay(1, 0));
        Assert.Equal(TimeSpan.FromSeconds(0.25), ReconnectSchedule.Delay(1, 1));
        Assert.Equal(TimeSpan.FromSeconds(4), ReconnectSchedule.Delay(4, 0));
        Assert.Equal(TimeSpan.FromSeconds(30), ReconnectSchedule.Delay(1000, 0));
    }
}
