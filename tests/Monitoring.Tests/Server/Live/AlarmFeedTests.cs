using Monitoring.Domain.Alarms;

namespace Monitoring.Tests.Server.Live;

public sealed class AlarmFeedTests : IAsyncDisposable
{
    private readonly SomeRelay relay = new(kitchens: 2);

    public ValueTask DisposeAsync() => relay.DisposeAsync();

    [Fact]
    public async Task The_first_frame_lists_the_alarms_of_all_areas()
    {
        relay[0].Alarm(on: true);
        relay[1].Alarm(on: true);
        var frame = await relay.OpenAlarms().NextAsync();
        Assert.True(frame.Full);
        Assert.Equal(["kitchen", "kitchen-1"], frame.Alarms.Select(a => a.Area).Order());
    }

    [Fact]
    public async Task Each_edge_follows_at_once_until_the_alarm_is_over()
    {
        var screen = relay.OpenAlarms();
        await screen.NextAsync();
        List<AlarmState> states = [];
        foreach (var step in new Action[] { () => relay[1].Alarm(on: true), () => relay[1].Alarm(on: false), relay[1].Acknowledge })
        {
            step();
            relay.Hint(1);
            var frame = await screen.NextAsync();
            Assert.False(frame.Full);
            states.Add(Assert.Single(frame.Alarms).State);
        }

        Assert.Equal([AlarmState.ActiveUnacknowledged, AlarmState.ReturnedUnacknowledged, AlarmState.Normal], states);
    }

    [Fact]
    public async Task An_area_that_is_down_hides_no_alarm_of_the_others_and_stops_the_heartbeat()
    {
        relay[1].Fails = true;
        relay[0].Alarm(on: true);
        var screen = relay.OpenAlarms();
        Assert.False(screen.HasNews);
        await SomeRelay.Until("both have been asked", () => relay[0].Pulls > 0 && relay[1].Watches > 0);
        relay.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("kitchen", Assert.Single((await screen.NextAsync()).Alarms).Area);

        for (var second = 0; second < 4; second++)
        {
            var before = relay[0].Pulls;
            relay.Time.Advance(TimeSpan.FromSeconds(1));
            await SomeRelay.Until("the area that answers is pulled", () => relay[0].Pulls > before);
        }

        Assert.False(screen.HasNews);

        relay[1].Fails = false;
        relay[1].Alarm(on: true);
        relay.Hint(1);
        var frame = await screen.NextAsync();
        Assert.Equal((true, 2), (frame.Full, frame.Alarms.Length));
    }

    [Fact]
    public async Task A_quiet_list_has_a_heartbeat()
    {
        var screen = relay.OpenAlarms();
        await screen.NextAsync();
        for (var i = 0; i < 2; i++)
        {
            relay.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var frame = await screen.NextAsync();
        Assert.False(frame.Full);
        Assert.Empty(frame.Alarms);
    }
}
