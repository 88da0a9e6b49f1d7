using System.Net;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Monitoring.Domain.People;
using Monitoring.Server.Access;
using Monitoring.Tests.Areas;

namespace Monitoring.Tests.Server.Access;

public sealed class HubRightsTests(TwoSites server) : IClassFixture<TwoSites>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_connects_who_is_not_signed_in()
    {
        await using var nobody = server.Callers.Connect(null);
        var refusal = await Assert.ThrowsAsync<HttpRequestException>(() => nobody.StartAsync(Cancellation));
        Assert.Equal(HttpStatusCode.Unauthorized, refusal.StatusCode);
    }

    [Theory]
    [InlineData("WatchArea", "palu", "workshop")]
    [InlineData("WatchArea", "poso", "kitchen")]
    [InlineData("WatchArea", "atlantis", "kitchen")]
    [InlineData("WatchAlarms", "poso")]
    public async Task A_stream_of_another_place_is_refused_in_a_sentence(string stream, params string[] place)
    {
        await using var connection = await ConnectAsync(server.SignedInAsync(Role.Operator, "palu", "kitchen"));
        await using var frames = Stream(connection, stream, place);
        var refusal = await Assert.ThrowsAsync<HubException>(async () => await frames.MoveNextAsync());
        Assert.Contains("This needs the right 'see' over the", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_past_of_another_place_is_refused_also_beside_ones_own()
    {
        await using var connection = await ConnectAsync(server.SignedInAsync(Role.Operator, "palu", "kitchen"));
        string[] own = ["palu/kitchen/fridge/temp"];
        await connection.InvokeAsync<JsonElement>("ReadHistory", own, 1000L, 2000L, 3, Cancellation);
        foreach (var signals in new[] { ["palu/workshop/store/humidity"], (string[])[.. own, "poso/kitchen/fridge/temp"] })
        {
            var refusal = await Assert.ThrowsAsync<HubException>(() => connection.InvokeAsync<JsonElement>("ReadHistory", signals, 1000L, 2000L, 3, Cancellation));
            Assert.Contains("This needs the right 'see'", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_overview_holds_what_the_caller_may_see()
    {
        await using var connection = await ConnectAsync(server.SignedInAsync(Role.Operator, "palu", "kitchen"));
        await using var frames = Stream(connection, "WatchOverview");
        Assert.True(await frames.MoveNextAsync());
        var facility = Assert.Single(frames.Current.GetProperty("facilities").EnumerateArray());
        Assert.Equal(["kitchen"], facility.GetProperty("areas").EnumerateArray().Select(a => a.GetProperty("area").GetString()));
    }

    [Fact]
    public async Task Alarms_reach_those_who_may_see_their_area()
    {
        await using var there = await ConnectAsync(server.SignedInAsync(Role.Operator, "palu", "kitchen"));
        await using var elsewhere = await ConnectAsync(server.SignedInAsync(Role.FacilityHead, "poso"));
        await using var seen = Stream(there, "WatchAlarms", [null]);
        await using var notSeen = Stream(elsewhere, "WatchAlarms", [null]);
        Assert.True(await seen.MoveNextAsync() && await notSeen.MoveNextAsync());
        await server.ReadAsync(SomeKitchen.Sanitiser, 100);
        await server.ReadAsync(SomeKitchen.Sanitiser, 12);
        while (seen.Current.GetProperty("alarms").GetArrayLength() == 0)
        {
            Assert.True(await seen.MoveNextAsync());
        }

        // Two heartbeats later the other would have it long since.
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(0, notSeen.Current.GetProperty("alarms").GetArrayLength());
            Assert.True(await notSeen.MoveNextAsync());
        }

        await server.ReadAsync(SomeKitchen.Sanitiser, 100);
    }

    [Fact]
    public async Task A_kiosk_shows_its_area_and_no_other()
    {
        await using var connection = server.Connect(await server.Callers.KioskAsync("palu", "kitchen"));
        await connection.StartAsync(Cancellation);
        await using var own = Stream(connection, "WatchArea", "palu", "kitchen");
        Assert.True(await own.MoveNextAsync());
        await using var other = Stream(connection, "WatchArea", "palu", "workshop");
        await Assert.ThrowsAsync<HubException>(async () => await other.MoveNextAsync());
    }

    [Fact]
    public async Task A_method_that_says_nothing_of_rights_can_not_be_called()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSignalR();
        builder.Services.AddHubRights().AddSingleton(TimeProvider.System).AddSingleton(new CallerQuestion((caller, _) => new(caller), _ => new MemoryStream()));
        await using var app = builder.Build();
        var caller = new Caller(CallerKind.Person, "1", "ani", "Bu Ani", Permissions.Of([.. Enum.GetValues<Role>().Select(r => new Grant(r))]), "", "1");
        app.Use((context, next) =>
        {
            context.User = new ClaimsPrincipal(new CallerIdentity(caller, "test"));
            return next(context);
        });
        app.MapHub<ForgetfulHub>("/hub");
        await app.StartAsync(Cancellation);
        await using var connection = new HubConnectionBuilder().WithUrl(new Uri(new Uri(app.Urls.First()), "/hub")).Build();
        await connection.StartAsync(Cancellation);

        Assert.Equal("said", await connection.InvokeAsync<string>("Say", Cancellation));
        var refusal = await Assert.ThrowsAsync<HubException>(() => connection.InvokeAsync<string>("Forget", Cancellation));
        Assert.Contains("Nothing says who may do this", refusal.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<HubException>(() => connection.InvokeAsync<string>("Misname", "palu", Cancellation));
    }

    private static IAsyncEnumerator<JsonElement> Stream(HubConnection connection, string stream, params object?[] arguments) =>
        connection.StreamAsyncCore<JsonElement>(stream, arguments, Cancellation).GetAsyncEnumerator(Cancellation);

    private async Task<HubConnection> ConnectAsync(Task<SomeCaller> who)
    {
        var connection = server.Connect(await who);
        await connection.StartAsync(Cancellation);
        return connection;
    }

    private sealed class ForgetfulHub : Hub
    {
        private readonly string word = "said";

        [NeedsRight(Right.See, Where.Anywhere)]
        public string Say() => word;

        public string Forget() => word;

        /// <summary>Its area has another name than the right looks for.</summary>
        [NeedsRight(Right.See, Where.Area)]
        public string Misname(string facility) => word + facility;
    }
}
