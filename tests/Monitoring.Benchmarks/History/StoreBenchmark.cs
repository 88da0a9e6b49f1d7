using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;
using Monitoring.History;
using Monitoring.History.Store;

namespace Monitoring.Benchmarks.History;

/// <summary>
/// <c>store [millions]</c>: 1,000 signals once a second, in time order, in commits of 5,000; then sealing; then queries, idle and while being written.
/// Values are as a simulated sensor's: steps of 0.1 with noise.
/// </summary>
internal static class StoreBenchmark
{
    private const int Signals = 1_000;
    private const int Batch = 5_000;
    internal const long Start = 1_795_000_200_000;

    public static async Task RunAsync(string[] args)
    {
        var seconds = (int)(double.Parse(args.FirstOrDefault() ?? "2", CultureInfo.InvariantCulture) * 1_000_000 / Signals);
        var folder = Directory.CreateTempSubdirectory("store-benchmark-");
        try
        {
            await InsertAsync(Path.Combine(folder.FullName, "insert"), seconds);
            await OpenAsync(Path.Combine(folder.FullName, "open"));
            await QueryAsync(Path.Combine(folder.FullName, "query"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task InsertAsync(string folder, int seconds)
    {
        var clock = new BenchmarkClock();
        using var store = Open(folder, clock, signals: Signals);
        var batches = Readings(Signals, Start, seconds);
        await AppendAsync(store, batches.AsMemory(0, Batch * 20));
        batches = batches[(Batch * 20)..];

        var (wall, cpu) = await MeasureAsync(() => AppendAsync(store, batches));
        Print("insert", batches.Length, wall, cpu);
        var latencies = await LatenciesAsync(store, Readings(Signals, Start + (seconds * 1000L), 200));
        Console.WriteLine($"  append of 5,000 to durable, one at a time: p50 {latencies[latencies.Length / 2]:F1} ms, p99 {latencies[latencies.Length * 99 / 100]:F1} ms");

        clock.Now = DateTimeOffset.FromUnixTimeMilliseconds(Start + (seconds * 1000L) + 3_600_000);
        clock.Elapse(TimeSpan.FromHours(1));
        var hot = store.Tail.Count;
        (wall, cpu) = await MeasureAsync(async () => await new Sealer(store).SealAsync(default));
        Print("seal", hot, wall, cpu);
        await store.Writer.CheckpointAsync();
        var blocks = UsedBytes(store);
        Console.WriteLine($"  {blocks / 1e6 / (hot / 1e6):F2} MB per million readings ({blocks / 1e6:F1} MB used, {store.File.Length / 1e6:F1} MB file); working set {Environment.WorkingSet / 1e6:F0} MB");
    }

    /// <summary>What a restart after a crash waits for: the scan of everything unsealed.</summary>
    private static async Task OpenAsync(string folder)
    {
        using (var store = Open(folder, new BenchmarkClock(), Signals))
        {
            await AppendAsync(store, Readings(Signals, Start, 720));
        }

        var started = Stopwatch.GetTimestamp();
        using var again = Open(folder, new BenchmarkClock(), Signals);
        Console.WriteLine($"open with {again.Tail.Count:N0} unsealed readings: {Stopwatch.GetElapsedTime(started).TotalMilliseconds:F0} ms");
    }

    private static async Task QueryAsync(string folder)
    {
        const int watched = 2, days = 30, day = 86_400;
        var clock = new BenchmarkClock();
        using var store = Open(folder, clock, Signals);
        var sealer = new Sealer(store);
        for (var hour = 0; hour < 24 * days; hour++)
        {
            await AppendAsync(store, Readings(watched, Start + (hour * 3_600_000L), 3600));
            clock.Now = DateTimeOffset.FromUnixTimeMilliseconds(Start + (hour * 3_600_000L) + 3_600_000);
            clock.Elapse(TimeSpan.FromHours(1));
            await sealer.SealAsync(default);
        }

        var history = new ReadingHistory(store);
        var end = Start + ((long)days * day * 1000);
        await TimeAsync("24 h of 1 Hz to 600 buckets", () => history.RangeAsync(1, end - (day * 1000L), end, 600, default));
        await TimeAsync("30 d of 1 Hz to 600 buckets", () => history.RangeAsync(1, Start, end, 600, default));
        await TimeAsync("1 h of 1 Hz to 600 buckets", () => history.RangeAsync(1, end - 3_600_000, end, 600, default));
        await TimeAsync("latest of 1,000 signals", () => history.LatestAsync([.. Enumerable.Range(0, Signals)], default));

        using var stop = new CancellationTokenSource();
        var writing = WriteAsync(store, end, stop.Token);
        await TimeAsync("24 h to 600 buckets while 10,000/s are written", () => history.RangeAsync(1, end - (day * 1000L), end, 600, default));
        await stop.CancelAsync();
        Console.WriteLine($"  ({await writing:N0} readings written meanwhile)");
    }

    private static async Task<long> WriteAsync(ReadingStore store, long from, CancellationToken stop)
    {
        var written = 0L;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        for (var second = 0L; !stop.IsCancellationRequested; second++)
        {
            await timer.WaitForNextTickAsync(default);
            await (await store.AppendAsync(Readings(Signals, from + (second * 1000), 1), default)).Committed;
            written += Signals;
        }

        return written;
    }

    internal static async Task AppendAsync(ReadingStore store, ReadOnlyMemory<Reading> readings)
    {
        var last = Task.CompletedTask;
        for (; readings.Length > 0; readings = readings[Math.Min(Batch, readings.Length)..])
        {
            last = (await store.AppendAsync(readings[..Math.Min(Batch, readings.Length)], default)).Committed;
        }

        await last;
    }

    private static async Task<double[]> LatenciesAsync(ReadingStore store, ReadOnlyMemory<Reading> readings)
    {
        List<double> latencies = [];
        for (; readings.Length > 0; readings = readings[Batch..])
        {
            var started = Stopwatch.GetTimestamp();
            await (await store.AppendAsync(readings[..Batch], default)).Committed;
            latencies.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return [.. latencies.Order()];
    }

    internal static Reading[] Readings(int signals, long start, int seconds)
    {
        var random = new Random(7);
        var readings = new Reading[signals * seconds];
        for (var i = 0; i < readings.Length; i++)
        {
            var (second, signal) = Math.DivRem(i, signals);
            var value = 140 + (signal % 40) + (8 * Math.Sin(second / 300.0 + signal)) + (0.3 * (random.NextDouble() + random.NextDouble() - 1));
            readings[i] = new Reading(signal, start + (second * 1000L), Math.Round(value, 1));
        }

        return readings;
    }

    internal static async Task<(double Wall, double Cpu)> MeasureAsync(Func<Task> work)
    {
        GC.Collect();
        var cpu = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        await work();
        return (Stopwatch.GetElapsedTime(started).TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
    }

    internal static async Task TimeAsync(string name, Func<Task> query, int rounds = 200)
    {
        List<double> times = [];
        for (var i = 0; i < rounds + 20; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await query();
            if (i >= 20)
            {
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        }

        times.Sort();
        Console.WriteLine($"{name}: p50 {times[times.Count / 2]:F1} ms, p95 {times[times.Count * 95 / 100]:F1} ms");
    }

    private static void Print(string name, long readings, double wall, double cpu) =>
        Console.WriteLine($"{name}: {readings:N0} readings, {readings / wall:N0}/s, {readings / cpu:N0} per CPU-second");

    private static long UsedBytes(ReadingStore store)
    {
        using var connection = store.File.OpenReader();
        return (Statement.Scalar(connection, "PRAGMA page_count") - Statement.Scalar(connection, "PRAGMA freelist_count")) * 8192;
    }

    /// <param name="hi">In °C; NaN: there is no rule.</param>
    internal static FacilityPlan FacilityWithLimit(int signals, double hi)
    {
        var text = new Text("", "");
        var rule = new AlarmRule("hot", text, text, text, TimeSpan.FromMinutes(1), [new Limit(Level.Hi, hi, TimeSpan.Zero, Priority.High)], 1, TimeSpan.Zero, null);
        var plans = Enumerable.Range(0, signals).Select(i =>
            new SignalPlan($"s{i}", text, Unit.Celsius, -50, 300, null, null, Priority.Low, TimeSpan.FromMinutes(1), double.IsNaN(hi) ? [] : [rule]));
        return new FacilityPlan("facility", text, "UTC", [new AreaPlan("area", text, AreaKind.Kitchen, [new EquipmentPlan("equipment", text, plans.ToImmutableArray())])]);
    }

    internal static ReadingStore Open(string folder, TimeProvider clock, int signals, bool ships = false, double hi = double.NaN)
    {
        return new ReadingStore(
            new Plan("benchmark", [FacilityWithLimit(signals, hi)]),
            Options.Create(new HistoryOptions { Directory = folder, TailBound = 100_000_000 }),
            clock,
            NullLogger<ReadingStore>.Instance,
            ships);
    }
}
