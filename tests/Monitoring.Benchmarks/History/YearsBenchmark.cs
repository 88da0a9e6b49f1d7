using System.Diagnostics;
using System.Globalization;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;
using Monitoring.History.Store;
using Monitoring.Server.Reviews;

namespace Monitoring.Benchmarks.History;

/// <summary>
/// <c>years [share]</c>: what a reviewer asks of a store of 100 million readings (or a share of it): one signal once a second for a year, and 26 of them for the last
/// month of it.
/// </summary>
internal static class YearsBenchmark
{
    private const int Signals = 27;
    private const int Month = 30;

    /// <summary>Of the first signal's wave: it goes beyond twice an hour.</summary>
    private const double Limit = 148;

    private const long Hour = 3_600_000;
    private const long Start = StoreBenchmark.Start - (StoreBenchmark.Start % Hour);

    public static async Task RunAsync(string[] args)
    {
        var share = double.Parse(args.FirstOrDefault() ?? "1", CultureInfo.InvariantCulture);
        var days = (int)(365 * share);
        var folder = Directory.CreateTempSubdirectory("years-benchmark-");
        try
        {
            using var store = StoreBenchmark.Open(folder.FullName, new BenchmarkClock(), Signals, hi: Limit);
            var started = Stopwatch.GetTimestamp();
            var written = await FillAsync(store, days, Math.Max(1, (int)(Month * share)));
            Console.WriteLine($"{written:N0} readings written and sealed in {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s; {store.File.Length / 1e6:F0} MB; {Environment.WorkingSet / 1e6:F0} MB of memory");
            await AskAsync(store, days, Math.Max(1, (int)(Month * share)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<long> FillAsync(ReadingStore store, int days, int month)
    {
        var sealer = new Sealer(store);
        var written = 0L;
        for (var day = 0; day < days; day++)
        {
            for (var hour = 0; hour < 24; hour++)
            {
                var readings = StoreBenchmark.Readings(day < days - month ? 1 : Signals, Start + (((day * 24) + hour) * Hour), 3600);
                await StoreBenchmark.AppendAsync(store, readings);
                written += readings.Length;
            }

            await sealer.SealAsync(store.CommittedSequence, Slot.EndOfTime, default);
        }

        await store.Writer.CheckpointAsync();
        return written;
    }

    private static async Task AskAsync(ReadingStore store, int days, int month)
    {
        var history = new ReadingHistory(store);
        var end = Start + (days * 24 * Hour);
        var monthAgo = end - (month * 24 * Hour);
        await StoreBenchmark.TimeAsync($"one signal over {days} days to 600 buckets", () => history.RangeAsync(0, Start, end, 600, default), 50);
        await StoreBenchmark.TimeAsync($"one signal over {days} days to 600 buckets that begin anywhere", () => history.RangeAsync(0, Start + 1_234_567, end, 600, default), 50);
        await StoreBenchmark.TimeAsync($"ten signals over {month} days to 600 buckets, side by side", () => Task.WhenAll(Enumerable.Range(1, 10).Select(s => history.RangeAsync(s, monthAgo, end, 600, default))), 50);
        await StoreBenchmark.TimeAsync("a day of one signal to 600 buckets", () => history.RangeAsync(1, end - (24 * Hour), end, 600, default), 50);
        await StoreBenchmark.TimeAsync($"hours of one signal over {days} days", () => history.RollupsAsync(0, Resolution.Hour, Start, end, 100_000, default), 50);
        var signal = new Plan("benchmark", [StoreBenchmark.FacilityWithLimit(Signals, Limit)]).Signals[0];
        await StoreBenchmark.TimeAsync($"time inside limits of one signal over {days} days", () => new ComplianceReader(history).ReadAsync(signal, Start, end, default), 20);
    }
}
