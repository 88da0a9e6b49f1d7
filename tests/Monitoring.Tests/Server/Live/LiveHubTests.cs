using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Monitoring.Tests.Areas;

namespace Monitoring.Tests.Server.Live;

public sealed class LiveHubTests(SomeServer server) : IClassFixture<SomeServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_browser_gets_the_board_and_then_what_changes_in_the_agreed_words()
    {
        await server.ReadAsync(SomeKitchen.OilTemperature, 141.5);
        await using var connection = await ConnectAsync();
        await using var frames = Stream(connection, "WatchArea", "palu", "kitchen");

        var board = (await NextAsync(frames, f => f.GetProperty("full").GetBoolean())).GetProperty("board");
        Assert.Equal(("palu", "kitchen", "kitchen", "Asia/Makassar"), (Word(board, "facility"), Word(board, "area"), Word(board, "kind"), Word(board, "timeZone")));
        Assert.True(board.GetProperty("activation").TryGetGuid(out _));
        var oil = board.GetProperty("signals")[0];
        Assert.Equal((141.5, "good", "°C", "fryer-1"), (oil.GetProperty("value").GetDouble(), Word(oil, "trust"), Word(oil, "unit"), Word(oil, "equipment")));
        Assert.Equal(["hiHi", "lo", "hi", "hiHi"], oil.GetProperty("limits").EnumerateArray().Select(l => Word(l, "level")));
        Assert.Equal([false, true, true, true], oil.GetProperty("limits").EnumerateArray().Select(l => l.GetProperty("gated").GetBoolean()));

        await server.ReadAsync(SomeKitchen.Fridge, 3.5);
        var delta = await NextAsync(frames, f => !f.GetProperty("full").GetBoolean() && f.GetProperty("signals").GetArrayLength() > 0);
        Assert.False(delta.TryGetProperty("board", out _));
        Assert.Equal((SomeKitchen.Fridge, 3.5, "good"), (delta.GetProperty("signals")[0].GetInt32(), delta.GetProperty("values")[0].GetDouble(), delta.GetProperty("trust")[0].GetString()));
    }

    [Fact]
    public async Task An_alarm_reaches_a_browser_with_what_to_do_in_both_languages()
    {
        await using var connection = await ConnectAsync();
        await using var frames = Stream(connection, "WatchAlarms", "palu");
        await NextAsync(frames, f => f.GetProperty("full").GetBoolean());
        await server.ReadAsync(SomeServer.Sanitiser, 12);
        var alarm = (await NextAsync(frames, f => f.GetProperty("alarms").GetArrayLength() > 0)).GetProperty("alarms")[0];
        Assert.Equal(("strength", "limit", "activeUnacknowledged", "lo", "medium"), (Word(alarm, "rule"), Word(alarm, "kind"), Word(alarm, "state"), Word(alarm, "level"), Word(alarm, "priority")));
        Assert.Equal((12d, 50d, 60d), (alarm.GetProperty("value").GetDouble(), alarm.GetProperty("limit").GetDouble(), alarm.GetProperty("respondWithinSeconds").GetDouble()));
        Assert.Equal(("action", "action"), (Word(alarm.GetProperty("action"), "id"), Word(alarm.GetProperty("action"), "en")));
        Assert.Equal(JsonValueKind.Null, alarm.GetProperty("acknowledgedAt").ValueKind);
        await server.ReadAsync(SomeServer.Sanitiser, 100);
    }

    [Fact]
    public async Task The_overview_follows_an_alarm()
    {
        await using var connection = await ConnectAsync();
        await using var frames = Stream(connection, "WatchOverview");
        await NextAsync(frames, f => Kitchen(f).GetProperty("reporting").GetBoolean());
        await server.ReadAsync(SomeServer.Sanitiser, 12);
        var area = Kitchen(await NextAsync(frames, f => Kitchen(f).GetProperty("active").GetInt32() == 1));
        Assert.Equal(("medium", "palu", "kitchen"), (Word(area, "worst"), Word(area, "facility"), Word(area, "kind")));
        await server.ReadAsync(SomeServer.Sanitiser, 100);
        await NextAsync(frames, f => Kitchen(f).GetProperty("active").GetInt32() == 0);

        static JsonElement Kitchen(JsonElement frame) => frame.GetProperty("facilities")[0].GetProperty("areas")[0];
    }

    [Theory]
    [InlineData("WatchArea", "palu", "dungeon")]
    [InlineData("WatchAlarms", "atlantis")]
    public async Task What_the_plan_does_not_have_is_refused_in_a_sentence(string stream, params string[] place)
    {
        await using var connection = await ConnectAsync();
        await using var frames = Stream(connection, stream, place);
        var refusal = await Assert.ThrowsAsync<HubException>(async () => await frames.MoveNextAsync());
        Assert.Contains("The plan has no such", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_may_open_thirty_two_streams()
    {
        await using var connection = await ConnectAsync();
        using var close = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        for (var i = 0; i < 32; i++)
        {
            await NextAsync(connection.StreamAsyncCore<JsonElement>("WatchArea", ["palu", "kitchen"], i == 0 ? close.Token : Cancellation).GetAsyncEnumerator(Cancellation), _ => true);
        }

        await using (var another = Stream(connection, "WatchOverview"))
        {
            var refusal = await Assert.ThrowsAsync<HubException>(async () => await another.MoveNextAsync());
            Assert.Contains("32 streams", refusal.Message, StringComparison.Ordinal);
        }

        await close.CancelAsync();
        await SomeRelay.Until("the place of the closed stream is free", IsAcceptedAsync);

        async Task<bool> IsAcceptedAsync()
        {
            await using var instead = Stream(connection, "WatchOverview");
            try
            {
                return await instead.MoveNextAsync();
            }
            catch (HubException)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task Pages_of_other_sites_may_not_follow_anything()
    {
        await using var foreign = server.Connect(origin: "http://evil.example");
        await Assert.ThrowsAsync<HttpRequestException>(() => foreign.StartAsync(Cancellation));
        await using var own = server.Connect(origin: server.Http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        await own.StartAsync(Cancellation);
    }

    [Fact]
    public async Task Every_edge_of_an_alarm_reaches_a_browser()
    {
        await using var connection = await ConnectAsync();
        await using var frames = Stream(connection, "WatchArea", "palu", "kitchen");
        await NextAsync(frames, f => f.GetProperty("full").GetBoolean());
        for (var i = 0; i < 100; i++)
        {
            var state = i % 2 == 0 ? "activeUnacknowledged" : "returnedUnacknowledged";
            await server.ReadAsync(SomeServer.Sanitiser, i % 2 == 0 ? 12 : 100);
            await NextAsync(frames, f => !f.GetProperty("full").GetBoolean() && f.GetProperty("alarms").EnumerateArray().Any(a => Word(a, "state") == state));
        }
    }

    [Fact]
    public async Task The_past_is_answered_as_the_API_answers_it_and_a_wrong_question_is_refused()
    {
        await using var connection = await ConnectAsync();
        string[] signals = ["palu/kitchen/fridge/temp"];
        var answer = await connection.InvokeAsync<JsonElement>("ReadHistory", signals, 1000L, 2000L, 3, Cancellation);
        var expected = await server.Http.GetFromJsonAsync<JsonElement>(new Uri("/api/v1/history?signal=palu/kitchen/fridge/temp&from=1000&to=2000&buckets=3", UriKind.Relative), Cancellation);
        Assert.Equal(expected.GetRawText(), answer.GetRawText());
        await Assert.ThrowsAsync<HubException>(() => connection.InvokeAsync<JsonElement>("ReadHistory", signals, 2000L, 1000L, 3, Cancellation));
        await Assert.ThrowsAsync<HubException>(() => connection.InvokeAsync<JsonElement>("ReadHistory", new[] { "palu/kitchen/fridge/temp", "palu/kitchen/toaster/temp" }, 1000L, 2000L, 3, Cancellation));
    }

    private static string? Word(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static IAsyncEnumerator<JsonElement> Stream(HubConnection connection, string stream, params object?[] arguments) =>
        connection.StreamAsyncCore<JsonElement>(stream, arguments, Cancellation).GetAsyncEnumerator(Cancellation);

    private static async Task<JsonElement> NextAsync(IAsyncEnumerator<JsonElement> frames, Func<JsonElement, bool> wanted)
    {
        do
        {
            Assert.True(await frames.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, Cancellation));
        }
        while (!wanted(frames.Current));
        return frames.Current;
    }

    private async Task<HubConnection> ConnectAsync()
    {
        var connection = server.Connect();
        await connection.StartAsync(Cancellation);
        return connection;
    }
}
