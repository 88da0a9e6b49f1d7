using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Monitoring.Domain.Areas;
using Monitoring.Grains.Contracts;
using Monitoring.Server;
using Monitoring.Server.Live;
using Monitoring.Tests.Areas;

namespace Monitoring.Tests.Server.Live;

/// <summary>A relay over areas that a test holds in its hand (one kitchen's plan under several names), and a clock that the test turns.</summary>
internal sealed class SomeRelay : IAsyncDisposable
{
    private readonly Dictionary<AreaId, SomeArea> areas;
    private readonly CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public SomeRelay(int kitchens = 1)
    {
        var facility = SomeKitchen.Plan.Facilities[0];
        Plan = new Plan("plan-relay", [facility with { Areas = [.. Enumerable.Range(0, kitchens).Select(i => facility.Areas[0] with { Id = i == 0 ? "kitchen" : $"kitchen-{i}" })] }]);
        areas = Plan.AreaIds.ToDictionary(a => a, _ => new SomeArea());
        Access = new GrainAccess(a => areas[a], _ => throw new NotSupportedException("Not the relay's."), w => w, _ => Forgotten = true);
        Relay = new AreaRelay(Access, Plan, Time, NullLogger<AreaRelay>.Instance);
    }

    public Plan Plan { get; }

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.FromUnixTimeMilliseconds(SomeKitchen.Noon));

    public GrainAccess Access { get; }

    public AreaRelay Relay { get; }

    public bool Forgotten { get; private set; }

    public SomeArea this[int kitchen] => areas[Id(kitchen)];

    public static AreaId Id(int kitchen) => new("palu", kitchen == 0 ? "kitchen" : $"kitchen-{kitchen}");

    public Screen<AreaFrame> Open(int kitchen = 0) => new(Relay.WatchAreaAsync(Id(kitchen), end.Token));

    public Screen<AlarmsFrame> OpenAlarms() => new(Relay.WatchAlarmsAsync([.. Plan.AreaIds], end.Token));

    public void Hint(int kitchen = 0) => ((IAreaWatcher)Relay).AlarmsChanged(Id(kitchen));

    /// <summary>Lets time pass in the steps of the relay's pulse, each pull coming to its end.</summary>
    public async Task PassAsync(TimeSpan span, int kitchen = 0)
    {
        for (var passed = TimeSpan.Zero; passed < span; passed += TimeSpan.FromMilliseconds(250))
        {
            var before = this[kitchen].Pulls + this[kitchen].Watches;
            Time.Advance(TimeSpan.FromMilliseconds(250));
            await Until("the area is pulled", () => this[kitchen].Pulls + this[kitchen].Watches > before);
        }
    }

    public static Task Until(string what, Func<bool> condition) => Until(what, () => Task.FromResult(condition()));

    public static async Task Until(string what, Func<Task<bool>> condition)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(deadline) > TimeSpan.FromSeconds(10))
            {
                throw new TimeoutException($"Not within 10 s: {what}.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (end.IsCancellationRequested)
        {
            return;
        }

        await end.CancelAsync();
        await ((IHostedService)Relay).StopAsync(CancellationToken.None);
        Relay.Dispose();
    }
}

/// <summary>Somebody who reads frames when the test says so.</summary>
internal sealed class Screen<TFrame>(IAsyncEnumerable<TFrame> frames)
{
    private readonly IAsyncEnumerator<TFrame> reader = frames.GetAsyncEnumerator(TestContext.Current.CancellationToken);
    private Task<bool>? pending;

    /// <summary>Is a frame there? Asking is reading on: the connection waits for its next frame.</summary>
    public bool HasNews => (pending ??= reader.MoveNextAsync().AsTask()).IsCompleted;

    public async Task<TFrame> NextAsync()
    {
        var next = pending ?? reader.MoveNextAsync().AsTask();
        pending = null;
        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System));
        return reader.Current;
    }
}
