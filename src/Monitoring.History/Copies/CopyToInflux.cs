using Microsoft.Extensions.Logging;
using Monitoring.History.Influx;
using Monitoring.History.Store;
using Monitoring.History.Store.Shipping;

namespace Monitoring.History.Copies;

/// <summary>Puts every block of the range on the list of what waits for InfluxDB, series by series, and lets the forwarder work the list off.</summary>
internal sealed class CopyToInflux(ReadingStore store, InfluxClient client, InfluxHealth health, TimeProvider time, ILoggerFactory loggers)
{
    public async Task<long> RunAsync(long from, long to, IProgress<CopyProgress> progress, CancellationToken cancellation)
    {
        var copy = $"copy_to_influx:{from}:{to}";
        await ListAsync(copy, from, to, cancellation);
        var total = Waiting();
        Tell(progress, total);
        var delivery = InfluxModule.Delivery(store, client, health, time, loggers.CreateLogger<Delivery>());
        using var forwarder = new Forwarder(store, client.Options, delivery, health, time);
        await forwarder.DrainAsync(() => Tell(progress, total), cancellation);
        Tell(progress, total);
        await store.Writer.WriteAsync(connection => CopyMark.Remove(connection, copy));
        return total;
    }

    private async Task ListAsync(string copy, long from, long to, CancellationToken cancellation)
    {
        long first;
        using (var connection = store.File.OpenReader())
        {
            first = CopyMark.Read(connection, copy) ?? 0;
        }

        for (var series = (int)first; series < store.Map.Count; series++)
        {
            cancellation.ThrowIfCancellationRequested();
            var one = series;
            await store.Writer.WriteAsync(connection =>
            {
                ShipTable.PutRange(connection, one, Slot.Of(from), Slot.Of(to - 1));
                CopyMark.Write(connection, copy, one + 1);
            });
        }
    }

    private void Tell(IProgress<CopyProgress> progress, long total)
    {
        var waiting = Waiting();
        progress.Report(new CopyProgress(total == 0 ? 1 : 1 - (Math.Min(waiting, total) / (double)total), total - waiting, health.Problem ?? client.Server));
    }

    private long Waiting()
    {
        using var connection = store.File.OpenReader();
        return ShipTable.Count(connection).Slots;
    }
}
