using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Server.Live;
using Monitoring.Tests.Areas;

namespace Monitoring.Tests.Server.Live;

public sealed class AreaRelayTests : IAsyncDisposable
{
    private static readonly TimeSpan OnePulse = TimeSpan.FromMilliseconds(250);

    private readonly SomeRelay relay = new();

    public ValueTask DisposeAsync() => relay.DisposeAsync();

    [Fact]
    public async Task The_first_frame_is_the_whole_board()
    {
        relay[0].Read(SomeKitchen.OilTemperature, 140);
        var frame = await relay.Open().NextAsync();
        Assert.True(frame.Full);
        Assert.Equal(["palu/kitchen/fryer-1/oil_temp", "palu/kitchen/fryer-1/basket", "palu/kitchen/fridge/temp", "palu/kitchen/hand-wash/sanitiser"], frame.Board!.Signals.Select(s => s.Address));
        Assert.Equal((140, Trust.Good), (frame.Board.Signals[0].Value, frame.Board.Signals[0].Trust));
        Assert.Equal((null, null, Trust.NoData), (frame.Board.Signals[1].Value, frame.Board.Signals[1].Time, frame.Board.Signals[1].Trust));
    }

    [Fact]
    public async Task Later_frames_carry_only_what_has_changed()
    {
        var screen = relay.Open();
        await screen.NextAsync();
        relay[0].Read(SomeKitchen.Fridge, 4);
        await relay.PassAsync(OnePulse);
        var frame = await screen.NextAsync();
        Assert.False(frame.Full);
        Assert.Equal("2: 4 Good", Columns(frame));
        Assert.Empty(frame.Alarms!);
    }

    [Fact]
    public async Task An_alarm_hint_pulls_at_once()
    {
        var screen = relay.Open();
        await screen.NextAsync();
        relay[0].Alarm(on: true);
        relay.Hint();
        var alarm = Assert.Single((await screen.NextAsync()).Alarms!);
        Assert.Equal(("strength", AlarmState.ActiveUnacknowledged, 10d, 50d), (alarm.Rule, alarm.State, alarm.Value, alarm.Limit));
    }

    [Fact]
    public async Task A_new_activation_sends_the_whole_board_and_is_watched_anew()
    {
        var screen = relay.Open();
        await screen.NextAsync();
        relay[0].StartAnew();
        await relay.PassAsync(OnePulse);
        Assert.True((await screen.NextAsync()).Full);
        await SomeRelay.Until("the new activation knows its watcher", () => relay[0].Watches == 2);
    }

    [Fact]
    public async Task A_gap_between_versions_sends_the_whole_board()
    {
        var screen = relay.Open();
        await screen.NextAsync();
        relay[0].LosesItsPlace = true;
        relay[0].Read(SomeKitchen.Fridge, 4);
        await relay.PassAsync(OnePulse);
        Assert.True((await screen.NextAsync()).Full);
    }

    [Fact]
    public async Task A_line_without_news_has_a_heartbeat_within_two_seconds()
    {
        var screen = relay.Open();
        await screen.NextAsync();
        await relay.PassAsync(TimeSpan.FromSeconds(1));
        Assert.False(screen.HasNews);
        await relay.PassAsync(TimeSpan.FromSeconds(0.75));
        var frame = await screen.NextAsync();
        Assert.False(frame.Full);
        Assert.Empty(frame.Signals!);
    }

    [Fact]
    public async Task When_the_area_does_not_answer_the_frames_stop_until_it_does()
    {
        var screen = relay.Open();
        await screen.NextAsync();
        relay[0].Fails = true;
        await relay.PassAsync(TimeSpan.FromSeconds(8));
        Assert.False(screen.HasNews);
        Assert.False(relay.Open().HasNews);

        // In this order: a pull that is under way just now brings the reading, or fails.
        relay[0].Read(SomeKitchen.Fridge, 4);
        relay[0].Fails = false;
        await relay.PassAsync(OnePulse);
        Assert.Equal("2: 4 Good", Columns(await screen.NextAsync()));
    }

    [Fact]
    public async Task A_slow_reader_harms_nobody_and_loses_no_alarm()
    {
        var (fast, slow) = (relay.Open(), relay.Open());
        await fast.NextAsync();
        await slow.NextAsync();
        for (var round = 0; round < 20; round++)
        {
            // The alarm first: whoever has the fridge's value has the alarm too, though a pull may come between the two.
            relay[0].Alarm(on: round % 2 == 0);
            relay[0].Read(SomeKitchen.Fridge, round);
            relay.Hint();
            while (!Columns(await fast.NextAsync()).Contains($"2: {round} Good", StringComparison.Ordinal))
            {
            }
        }

        var merged = await slow.NextAsync();
        Assert.Equal("2: 19 Good, 3: 100 Good", Columns(merged));
        Assert.Equal(AlarmState.ReturnedUnacknowledged, Assert.Single(merged.Alarms!).State);
        Assert.False(slow.HasNews);
    }

    [Fact]
    public async Task A_screen_that_comes_later_starts_with_the_whole_board_too()
    {
        await relay.Open().NextAsync();
        relay[0].Read(SomeKitchen.Fridge, 4);
        await relay.PassAsync(OnePulse);
        var late = await relay.Open().NextAsync();
        Assert.True(late.Full);
        Assert.Equal(4, late.Board!.Signals[SomeKitchen.Fridge].Value);
    }

    [Fact]
    public async Task The_watch_is_renewed_every_ten_seconds_and_forgotten_at_the_end()
    {
        var screen = relay.Open();
        await screen.NextAsync();
        Assert.Equal(1, relay[0].Watches);
        await relay.PassAsync(TimeSpan.FromSeconds(10.5));
        await SomeRelay.Until("the watch is renewed", () => relay[0].Watches == 2);
        await relay.DisposeAsync();
        Assert.True(relay.Forgotten);
    }

    [Fact]
    public async Task Areas_that_hang_hold_up_no_other()
    {
        await using var many = new SomeRelay(kitchens: 41);
        for (var i = 1; i <= 40; i++)
        {
            many[i].Hang();
            Assert.False(many.Open(i).HasNews);
        }

        var screen = many.Open();
        Assert.False(screen.HasNews);
        await SomeRelay.Until("the area that answers is shown", () =>
        {
            many.Time.Advance(TimeSpan.FromSeconds(0.1));
            return screen.HasNews;
        });
        Assert.True((await screen.NextAsync()).Full);
        for (var i = 1; i <= 40; i++)
        {
            many[i].GoOn();
        }
    }

    private static string Columns(AreaFrame frame) => string.Join(", ", frame.Signals!.Zip(frame.Values!, frame.Trust!).Select(c => $"{c.First}: {c.Second} {c.Third}"));
}
