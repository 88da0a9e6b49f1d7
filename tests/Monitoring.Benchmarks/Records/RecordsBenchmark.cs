using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Audit;
using Monitoring.Records;
using Monitoring.Records.Alarms;
using Monitoring.Records.Audit;
using Monitoring.Records.Book;
using Monitoring.Records.Plans;

namespace Monitoring.Benchmarks.Records;

/// <summary>How fast transitions of alarms become durable: commits a second and their latency, for one area and for many at once.</summary>
internal static class RecordsBenchmark
{
    public static async Task RunAsync()
    {
        foreach (var (areas, each) in new[] { (1, 1_000), (64, 500), (512, 100) })
        {
            await MeasureAsync(areas, each);
        }
    }

    private static async Task MeasureAsync(int areas, int each)
    {
        var folder = Directory.CreateTempSubdirectory("records-");
        var time = TimeProvider.System;
        using (var file = new RecordsFile(Options.Create(new RecordsOptions { Directory = folder.FullName }), PlanFile.Load(Path.Combine(AppContext.BaseDirectory, "plan.yaml")), new RecordsHealth(time), time, NullLogger<RecordsFile>.Instance))
        {
            var records = new AlarmRecords(file);
            await CommitAsync(records, new AreaId("palu", "warm-up"), 0);
            var start = time.GetTimestamp();
            var latencies = (await Task.WhenAll(Enumerable.Range(0, areas).Select(area => Task.Run(() => WriteAsync(records, new AreaId("palu", $"area-{area}"), each))))).SelectMany(l => l).Order().ToList();
            var rate = latencies.Count / time.GetElapsedTime(start).TotalSeconds;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{areas} areas at once: {rate:F0} commits/s, p50 {latencies[latencies.Count / 2]:F2} ms, p99 {latencies[latencies.Count * 99 / 100]:F2} ms, max {latencies[^1]:F2} ms"));
            await VerifyAsync(file.Reader, latencies.Count);
        }

        folder.Delete(recursive: true);
    }

    private static async Task VerifyAsync(RecordsReader reader, int entries)
    {
        using var keys = new PublicKeys([]);
        var (journal, check, start) = (new ChainedJournal(reader), new ChainCheck(Chain.Journal, keys, ChainHead.None), TimeProvider.System.GetTimestamp());
        while (await journal.ReadAfterAsync(check.Head.Number, CancellationToken.None) is { Count: > 0 } page && check.Walk(page, []) is null)
        {
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  {check.Entries} of {entries + 1} entries verified, {check.Entries / TimeProvider.System.GetElapsedTime(start).TotalSeconds:F0} a second"));
    }

    private static async Task<List<double>> WriteAsync(AlarmRecords records, AreaId area, int each)
    {
        List<double> took = [];
        for (var i = 0; i < each; i++)
        {
            var begin = TimeProvider.System.GetTimestamp();
            await CommitAsync(records, area, i);
            took.Add(TimeProvider.System.GetElapsedTime(begin).TotalMilliseconds);
        }

        return took;
    }

    private static Task CommitAsync(AlarmRecords records, AreaId area, long at)
    {
        var alarm = new Alarm(
            AlarmId.Create(area, "fryer-1", "oil_temp", "fire", at), "fryer-1", "oil_temp", "fire", AlarmKind.Limit, AlarmState.ActiveUnacknowledged, Level.HiHi,
            Priority.High, at, at, null, null, null, null, 203.4, 200, "v1");
        var state = new AreaState("v1", at, ImmutableDictionary<string, long>.Empty.Add("store", at), [], []);
        return records.CommitAsync(area, [new AlarmEdge(EdgeKind.Raised, alarm, at, at)], state, CancellationToken.None);
    }
}
