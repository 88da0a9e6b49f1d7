using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Monitoring.Domain.Signals;
using Monitoring.History.Influx;
using Monitoring.History.Store;
using Monitoring.History.Store.Shipping;
using Monitoring.Tests.History.Influx.Servers;

namespace Monitoring.Benchmarks.History;

/// <summary><c>drain [minutes]</c>: 1,000 signals once a second while InfluxDB was away, sealed as they are; then it is back.</summary>
internal static class DrainBenchmark
{
    private const int Signals = 1_000;

    public static async Task RunAsync(string[] args)
    {
        var minutes = int.Parse(args.FirstOrDefault() ?? "60", CultureInfo.InvariantCulture);
        await using var server = await InfluxServer.StartAsync();
        var folder = Directory.CreateTempSubdirectory("drain-benchmark-");
        var secret = Path.GetTempFileName();
        await File.WriteAllTextAsync(secret, InfluxServer.Password);
        try
        {
            using var client = new InfluxClient(Options.Create(new InfluxOptions { Address = $"{server.Address}", Database = InfluxServer.Database, UserName = InfluxServer.User, PasswordFile = secret }), TimeProvider.System);
            using var store = StoreBenchmark.Open(folder.FullName, new BenchmarkClock(), Signals, ships: true);
            var sum = await FillAsync(store, minutes);
            await DrainAsync(store, client, minutes);
            var (count, found) = (await server.NumberAsync("SELECT count(v) FROM reading"), await server.NumberAsync("SELECT sum(v) FROM reading"));
            Console.WriteLine($"  at the server: {count:N0} of {minutes * 60L * Signals:N0}, sum {found:F1} of {sum:F1}");
        }
        finally
        {
            File.Delete(secret);
            folder.Delete(recursive: true);
        }
    }

    private static async Task<double> FillAsync(ReadingStore store, int minutes)
    {
        var sum = 0.0;
        var sealer = new Sealer(store);
        for (var minute = 0; minute < minutes; minute++)
        {
            Reading[] readings = StoreBenchmark.Readings(Signals, StoreBenchmark.Start + (minute * 60_000L), 60);
            sum += readings.Sum(r => r.Value);
            await StoreBenchmark.AppendAsync(store, readings);
            if (minute % 10 == 9)
            {
                await sealer.SealAsync(store.CommittedSequence, Slot.EndOfTime, default);
            }
        }

        using var connection = store.File.OpenReader();
        var (slots, withReadings) = ShipTable.Count(connection);
        Console.WriteLine($"{minutes} min away: {slots:N0} slots wait, {withReadings:N0} with readings; {store.Tail.Count:N0} rows; store {store.File.Length / 1e6:F0} MB; memory {Environment.WorkingSet / 1e6:F0} MB");
        return sum;
    }

    private static async Task DrainAsync(ReadingStore store, InfluxClient client, int minutes)
    {
        var health = new InfluxHealth(TimeProvider.System, NullLogger<InfluxHealth>.Instance);
        using var forwarder = new Forwarder(store, client.Options, InfluxModule.Delivery(store, client, health, TimeProvider.System, NullLogger<Delivery>.Instance), health, TimeProvider.System);
        var (started, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await forwarder.DrainAsync(() => { }, default);
        var wall = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine($"  drained in {wall:F1} s: {minutes * 60L * Signals / wall:N0} readings/s, {(Environment.CpuUsage.TotalTime - cpu).TotalSeconds:F1} s of our processor time; memory {Environment.WorkingSet / 1e6:F0} MB");
    }
}
