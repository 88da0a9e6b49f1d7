using System.Security.Claims;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Monitoring.Domain.People;
using Monitoring.Server.Access;
using Monitoring.Tests.Server.Live;

namespace Monitoring.Tests.Server.Access;

/// <summary>What time alone ends, and what nobody can say: by a clock that the test turns.</summary>
public sealed class ConnectionGuardTimeTests : IAsyncDisposable
{
    private static readonly Caller Ani = new(CallerKind.Person, "1", "ani", "Bu Ani", Permissions.Of([new Grant(Role.Operator, "palu")]), "10.0.0.7", "session-1");

    private readonly FakeTimeProvider time = new();
    private readonly ConnectionGuard guard;
    private Func<Caller?> answer = () => Ani;
    private int asked;

    public ConnectionGuardTimeTests()
    {
        var question = new CallerQuestion(
            (_, _) =>
            {
                Interlocked.Increment(ref asked);
                return new(answer());
            },
            _ => new MemoryStream());
        guard = new ConnectionGuard(question, time, NullLogger<ConnectionGuard>.Instance);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_that_has_expired_without_any_change_is_noticed_within_five_seconds()
    {
        var connection = await WatchAsync("one");
        answer = () => null;
        time.Advance(ConnectionGuard.Period);
        await SomeRelay.Until("the connection is ended", () => connection.IsAborted);
        Assert.Equal(0, guard.Count);
    }

    [Fact]
    public async Task Several_connections_of_one_session_are_asked_about_once()
    {
        HeldConnection[] connections = [await WatchAsync("one"), await WatchAsync("two"), await WatchAsync("three")];
        await TurnAsync();
        var before = asked;
        await TurnAsync();
        Assert.Equal(before + 1, asked);
        Assert.All(connections, c => Assert.False(c.IsAborted));
    }

    [Fact]
    public async Task The_same_rights_in_another_order_are_the_same_rights()
    {
        Grant[] grants = [new(Role.Operator, "palu"), new(Role.QualityReviewer, "poso")];
        answer = () => Ani with { Permissions = Permissions.Of([grants[1], grants[0]]) };
        var connection = await WatchAsync("one", Ani with { Permissions = Permissions.Of(grants) });
        await TurnAsync();
        await TurnAsync();
        Assert.False(connection.IsAborted);
    }

    [Fact]
    public async Task While_nobody_can_be_asked_streams_go_on_for_five_minutes()
    {
        var connection = await WatchAsync("one");
        await TurnAsync();
        answer = () => throw new IOException("The database is away.");
        for (var passed = TimeSpan.Zero; passed < ConnectionGuard.Patience - ConnectionGuard.Period; passed += ConnectionGuard.Period)
        {
            await TurnAsync();
            Assert.False(connection.IsAborted);
        }

        time.Advance(ConnectionGuard.Period);
        time.Advance(ConnectionGuard.Period);
        await SomeRelay.Until("the connection is ended", () => connection.IsAborted);
    }

    [Fact]
    public async Task A_connection_that_nobody_holds_is_ended_at_once_and_one_that_has_gone_is_forgotten()
    {
        var nobody = new HeldConnection("nobody", new ClaimsPrincipal());
        guard.Watch(nobody);
        Assert.True(nobody.IsAborted);
        var gone = await WatchAsync("gone");
        guard.Forget(gone);
        Assert.Equal(0, guard.Count);
    }

    public async ValueTask DisposeAsync()
    {
        await ((IHostedService)guard).StopAsync(Cancellation);
        guard.Dispose();
    }

    private async Task<HeldConnection> WatchAsync(string id, Caller? caller = null)
    {
        if (guard.Count == 0)
        {
            await ((IHostedService)guard).StartAsync(Cancellation);
        }

        var connection = new HeldConnection(id, new ClaimsPrincipal(new CallerIdentity(caller ?? Ani, "test")));
        var before = asked;
        guard.Watch(connection);
        await SomeRelay.Until("it is asked about", () => asked > before);
        return connection;
    }

    /// <summary>One period, with the asking that it brings.</summary>
    private async Task TurnAsync()
    {
        var before = asked;
        time.Advance(ConnectionGuard.Period);
        await SomeRelay.Until("it is asked about", () => asked > before);
    }

    private sealed class HeldConnection(string id, ClaimsPrincipal user) : HubCallerContext
    {
        private volatile bool isAborted;

        public bool IsAborted => isAborted;

        public override string ConnectionId => id;

        public override string? UserIdentifier => null;

        public override ClaimsPrincipal? User => user;

        public override IDictionary<object, object?> Items { get; } = new Dictionary<object, object?>();

        public override IFeatureCollection Features { get; } = new FeatureCollection();

        public override CancellationToken ConnectionAborted => CancellationToken.None;

        public override void Abort() => isAborted = true;
    }
}
