using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Xml;
using Monitoring.Domain.Signals;
using Monitoring.Tests.History.Store;
using Parquet;
using static Monitoring.Tests.History.Store.StoreFolder;

namespace Monitoring.Tests.Server.Exports;

/// <summary>What others allocate meanwhile would be measured too.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneInTheProcess
{
    public const string Name = "alone in the process";
}

/// <summary><c>MONITORING_EXPORT_READINGS</c> says how many readings go through CSV; the other formats, which are slower, get two fifths of it.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class ExportMemoryTests(ITestOutputHelper output)
{
    private const int Megabyte = 1024 * 1024;
    private const int MostGrowth = 32 * Megabyte;
    private const int PerAppend = 100_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static int Readings => int.TryParse(Environment.GetEnvironmentVariable("MONITORING_EXPORT_READINGS"), CultureInfo.InvariantCulture, out var count) ? count : 250_000;

    [Theory]
    [InlineData("csv", 2)]
    [InlineData("xlsx", 2)]
    [InlineData("parquet", 2)]
    [InlineData("csv", 40)]
    [InlineData("parquet", 40)]
    public async Task A_file_of_any_size_takes_no_more_memory_than_a_piece_of_it(string format, int signals)
    {
        var count = format == "csv" ? Readings : Readings / 5 * 2;
        var plan = PlanOf([.. Enumerable.Range(0, signals).Select(i => $"s{i}")]);
        string[] addresses = [.. plan.Signals.Take(signals).Select(s => s.Address)];
        await using var server = await ExportServer.StartAsync(plan);
        await FillAsync(server, count, signals);
        await server.DownloadAsync(ExportServer.Question($"&from={Start}&to={Start + 60_000}&format={format}", addresses));

        var path = Path.GetTempFileName();
        try
        {
            var (before, live, heap, started) = (GC.GetTotalMemory(forceFullCollection: true), 0L, 0L, Stopwatch.GetTimestamp());
            await using (var file = File.Create(path))
            await using (var download = await server.Http.GetStreamAsync(ExportServer.All(format, addresses), Cancellation))
            {
                var buffer = new byte[64 * 1024];
                var nextLook = 0L;
                for (int read; (read = await download.ReadAsync(buffer, Cancellation)) > 0;)
                {
                    await file.WriteAsync(buffer.AsMemory(0, read), Cancellation);
                    heap = Math.Max(heap, GC.GetTotalMemory(forceFullCollection: false) - before);
                    if (file.Length >= nextLook)
                    {
                        live = Math.Max(live, GC.GetTotalMemory(forceFullCollection: true) - before);
                        nextLook += Megabyte * (count > 1_000_000 ? 8 : 1);
                    }
                }
            }

            var took = Stopwatch.GetElapsedTime(started);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{format}, {signals} signals: {count:N0} rows, {new FileInfo(path).Length / 1e6:F1} MB in {took.TotalSeconds:F1} s ({count / took.TotalSeconds:N0} rows/s); heap +{heap / 1e6:F1} MB at most, of it live +{live / 1e6:F1} MB"));
            Assert.Equal(count, await RowsAsync(format, path));
            Assert.InRange(live, 0, MostGrowth);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>The signals by turns, every half second: each reading is a row.</summary>
    private static async Task FillAsync(ExportServer server, int count, int signals)
    {
        for (var i = 0; i < count; i += PerAppend)
        {
            var start = i;
            await server.Store.KeepAsync([.. Enumerable.Range(start, Math.Min(PerAppend, count - start)).Select(n => new Reading(n % signals, Start + (n * 500L), Math.Round(20 + Math.Sin(n / 50.0), 1)))]);
            await server.SealAsync(Start + ((start + PerAppend) * 500L));
        }
    }

    private static async Task<long> RowsAsync(string format, string path)
    {
        if (format == "csv")
        {
            return File.ReadLines(path).LongCount() - 1;
        }

        if (format == "parquet")
        {
            await using var reader = await ParquetReader.CreateAsync(path, cancellationToken: Cancellation);
            return reader.Metadata!.RowGroups.Sum(g => g.NumRows);
        }

        using var zip = ZipFile.OpenRead(path);
        return zip.Entries.Where(e => e.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal)).Sum(RowsBelowHeader);
    }

    private static long RowsBelowHeader(ZipArchiveEntry sheet)
    {
        using var stream = sheet.Open();
        using var reader = XmlReader.Create(stream);
        var rows = -1L;
        while (reader.Read())
        {
            rows += reader is { NodeType: XmlNodeType.Element, LocalName: "row" } ? 1 : 0;
        }

        return rows;
    }
}
