using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;
using Monitoring.Grains.Ports;
using Monitoring.History;
using Monitoring.History.Store;

namespace Monitoring.Tests.History.Store;

/// <summary>A folder with a real store in it, which can be opened again and again, and a clock to turn.</summary>
internal sealed class StoreFolder : IDisposable
{
    /// <summary>The beginning of a slot.</summary>
    public const long Start = 1_795_000_200_000;

    private readonly bool isOurs;

    public StoreFolder(string? path = null)
    {
        isOurs = path is null;
        Path = path ?? Directory.CreateTempSubdirectory("monitoring-store-").FullName;
    }

    public string Path { get; }

    public string File => System.IO.Path.Combine(Path, StoreFile.Name);

    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.FromUnixTimeMilliseconds(Start));

    public ReadingStore Open(Action<HistoryOptions>? configure = null, Plan? plan = null, TimeProvider? clock = null)
    {
        var options = new HistoryOptions { Directory = Path };
        configure?.Invoke(options);
        return new ReadingStore(plan ?? PlanOf(["a", "b", "c"]), Options.Create(options), clock ?? Clock, NullLogger<ReadingStore>.Instance);
    }

    public static Plan PlanOf(string[] signals, Unit unit = Unit.Celsius)
    {
        var text = new Text("", "");
        var plans = signals.Select(id => new SignalPlan(id, text, unit, -50, 300, null, null, Priority.Low, TimeSpan.FromMinutes(1), [])).ToImmutableArray();
        var area = new AreaPlan("fry", text, AreaKind.Kitchen, [new EquipmentPlan("fryer", text, plans)]);
        return new Plan("test", [new FacilityPlan("palu", text, "Asia/Makassar", [area])]);
    }

    /// <summary>One reading a second; the value tells which.</summary>
    public static Reading[] Seconds(int signal, int count, long start = Start) =>
        [.. Enumerable.Range(0, count).Select(i => new Reading(signal, start + (i * 1000L), i / 10.0))];

    public void Dispose()
    {
        if (isOurs)
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}

internal static class StoreSteps
{
    /// <summary>Appends and waits until it is durable.</summary>
    public static async Task<long> KeepAsync(this ReadingStore store, params Reading[] readings)
    {
        var append = await store.AppendAsync(readings, TestContext.Current.CancellationToken);
        await append.Committed.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        return append.Last;
    }

    /// <summary>Turns the clock until everything is due, and seals it.</summary>
    public static async Task SealAllAsync(this ReadingStore store, StoreFolder folder, long until = StoreFolder.Start + 3_600_000)
    {
        folder.TurnTo(until + (2 * Slot.Milliseconds));
        await new Sealer(store).SealAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, store.Tail.Count);
    }

    /// <summary>At least three minutes on, so that what was durable has been for long enough.</summary>
    public static void TurnTo(this StoreFolder folder, long time)
    {
        var least = folder.Clock.GetUtcNow().AddMinutes(3);
        var wanted = DateTimeOffset.FromUnixTimeMilliseconds(time);
        folder.Clock.SetUtcNow(wanted > least ? wanted : least);
    }

    public static async Task<SequencedReading[]> AllAfterAsync(this ReadingStore store, long sequence)
    {
        List<SequencedReading> all = [];
        await foreach (var page in store.ReadAfterAsync(sequence, TestContext.Current.CancellationToken))
        {
            all.AddRange(page.Span);
        }

        return [.. all];
    }

    public static async Task<Reading[]> ReadAllAsync(this ReadingStore store, int signal) =>
        [.. await new ReadingHistory(store).ReadAsync(signal, 0, Slot.EndOfTime, 100_000, TestContext.Current.CancellationToken)];

    public static long HotRows(this ReadingStore store)
    {
        using var connection = store.File.OpenReader();
        return Statement.Scalar(connection, "SELECT count(*) FROM hot");
    }

    public static Task EventuallyAsync(Func<bool> condition) => EventuallyAsync(() => Task.FromResult(condition()));

    public static async Task EventuallyAsync(Func<Task<bool>> condition)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        while (!await condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, deadline.Token);
        }
    }
}
