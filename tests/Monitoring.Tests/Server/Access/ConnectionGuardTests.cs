using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.EntityFrameworkCore;
using Monitoring.Domain.People;
using Monitoring.Records.Access;

namespace Monitoring.Tests.Server.Access;

/// <summary>What somebody watches ends when they may watch it no longer.</summary>
public sealed class ConnectionGuardTests(SomeServer server) : IClassFixture<SomeServer>
{
    private const long Past = 1;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private SomeCallers Callers => server.Callers;

    public static TheoryData<string> Ends => ["session revoked", "session expired", "account disabled", "role taken away", "role added", "moved to another area"];

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task A_persons_streams_end_with_what_they_were_opened_by(string what)
    {
        var person = await Callers.PersonAsync($"somebody-{what.Replace(' ', '-')}", [new Grant(Role.Operator, "palu", "kitchen")]);
        await EndsAsync(person, context => what switch
        {
            "session revoked" => Sessions(context).ExecuteUpdateAsync(s => s.SetProperty(x => x.RevokedAt, Past), Cancellation),
            "session expired" => Sessions(context).ExecuteUpdateAsync(s => s.SetProperty(x => x.ExpiresAt, Past), Cancellation),
            "account disabled" => context.Users.Where(a => a.Id == person.Id).ExecuteUpdateAsync(s => s.SetProperty(x => x.DisabledAt, Past), Cancellation),
            "role taken away" => Grants(context).ExecuteDeleteAsync(Cancellation),
            "role added" => AddAsync(context),
            _ => Grants(context).ExecuteUpdateAsync(s => s.SetProperty(x => x.Area, "workshop"), Cancellation),
        });

        IQueryable<Session> Sessions(AccessContext context) => context.Sessions.Where(s => s.Id == person.SessionId);

        IQueryable<AccountGrant> Grants(AccessContext context) => context.Grants.Where(g => g.AccountId == person.Id);

        Task<int> AddAsync(AccessContext context)
        {
            context.Grants.Add(new AccountGrant { AccountId = person.Id, Role = Role.Supervisor, Facility = "palu", Area = "kitchen" });
            return Task.FromResult(1);
        }
    }

    [Fact]
    public async Task A_programs_streams_end_when_its_key_is_revoked()
    {
        var program = await Callers.ProgramAsync(Right.See, "palu");
        await EndsAsync(program, context => context.ApiKeys.Where(k => k.Id == program.Id).ExecuteUpdateAsync(s => s.SetProperty(x => x.RevokedAt, Past), Cancellation));
    }

    [Fact]
    public async Task A_kiosks_streams_end_when_it_is_revoked_or_registered_anew_elsewhere()
    {
        var kiosk = await Callers.KioskAsync("palu", "kitchen");
        await EndsAsync(kiosk, context => context.Kiosks.Where(k => k.Id == kiosk.Id).ExecuteUpdateAsync(s => s.SetProperty(x => x.RevokedAt, Past), Cancellation));
        var moved = await Callers.KioskAsync("palu", "kitchen");
        await EndsAsync(moved, context => context.Kiosks.Where(k => k.Id == moved.Id).ExecuteUpdateAsync(s => s.SetProperty(x => x.SecretDigest, "another"), Cancellation));
    }

    /// <summary>And nobody else's.</summary>
    private async Task EndsAsync(SomeCaller caller, Func<AccessContext, Task> change)
    {
        await using var others = await WatchAsync(server.Everybody);
        await using var watching = await WatchAsync(caller);
        await Callers.ChangeAsync(change);
        await watching.Ended.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, Cancellation);
        Assert.True(await others.Frames.MoveNextAsync());
        Assert.False(others.Ended.IsCompleted);
    }

    private async Task<Watching> WatchAsync(SomeCaller caller)
    {
        var watching = new Watching(server.Connect(caller));
        await watching.StartAsync();
        return watching;
    }

    private sealed class Watching : IAsyncDisposable
    {
        private readonly HubConnection connection;
        private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Watching(HubConnection connection)
        {
            this.connection = connection;
            connection.Closed += _ =>
            {
                ended.TrySetResult();
                return Task.CompletedTask;
            };
            Frames = connection.StreamAsyncCore<System.Text.Json.JsonElement>("WatchArea", ["palu", "kitchen"], Cancellation).GetAsyncEnumerator(Cancellation);
        }

        public IAsyncEnumerator<System.Text.Json.JsonElement> Frames { get; }

        public Task Ended => ended.Task;

        public async Task StartAsync()
        {
            await connection.StartAsync(Cancellation);
            Assert.True(await Frames.MoveNextAsync());
        }

        public ValueTask DisposeAsync() => connection.DisposeAsync();
    }
}
