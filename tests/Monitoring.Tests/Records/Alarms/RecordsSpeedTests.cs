using System.Globalization;

namespace Monitoring.Tests.Records.Alarms;

/// <summary>Not part of the run: run with <c>-explicit only</c> on a quiet machine and read the output.</summary>
public sealed class RecordsSpeedTests : IDisposable
{
    private readonly RecordsFolder folder = new();

    [Theory(Explicit = true)]
    [InlineData(1, 1_000)]
    [InlineData(64, 500)]
    [InlineData(512, 100)]
    public async Task Commits_per_second_and_their_latency(int writers, int each)
    {
        var stop = TestContext.Current.CancellationToken;
        using var records = folder.Open();
        await records.CommitAsync(RecordsFolder.Kitchen, [], RecordsFolder.State(0), stop);
        var start = TimeProvider.System.GetTimestamp();

        var latencies = (await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(
            async () =>
            {
                var area = RecordsFolder.Kitchen with { Area = $"area-{writer}" };
                List<double> took = [];
                for (var i = 0; i < each; i++)
                {
                    var begin = TimeProvider.System.GetTimestamp();
                    await records.CommitAsync(area, [RecordsFolder.Edge(i, area: area)], RecordsFolder.State(i), stop);
                    took.Add(TimeProvider.System.GetElapsedTime(begin).TotalMilliseconds);
                }

                return took;
            },
            stop)))).SelectMany(l => l).Order().ToList();

        var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{writers} writers: {latencies.Count / seconds:F0} commits/s, p50 {latencies[latencies.Count / 2]:F2} ms, p99 {latencies[latencies.Count * 99 / 100]:F2} ms, max {latencies[^1]:F2} ms"));
    }

    public void Dispose() => folder.Dispose();
}
