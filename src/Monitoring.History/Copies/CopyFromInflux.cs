using System.Collections.Immutable;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;
using Monitoring.History.Influx;
using Monitoring.History.Store;
using Monitoring.History.Store.Blocks;
using Monitoring.History.Store.Rollups;

namespace Monitoring.History.Copies;

/// <summary>
/// Reads signal after signal, piece by piece, straight into blocks: what is unsealed here is left to the server. Where a reading is here already, it stays. Where InfluxDB has
/// roll-ups but no readings any more, the roll-ups are taken over.
/// </summary>
internal sealed class CopyFromInflux(ReadingStore store, InfluxHistory influx, Plan plan)
{
    private const int Piece = 20_000;

    private readonly SeriesReader reader = new(store);
    private readonly SlotRollups rollups = new(store, new SeriesReader(store));

    /// <param name="from">The beginning of a slot.</param>
    public async Task<long> RunAsync(long from, long to, IProgress<CopyProgress> progress, CancellationToken cancellation)
    {
        var copied = 0L;
        for (var signal = 0; signal < plan.Signals.Length; signal++)
        {
            var copy = $"{CopyMark.FromInflux}{store.Map.SeriesOf(signal)}:{from}:{to}";
            for (var next = Reached(copy) ?? await BeginAsync(signal, copy, from, to, cancellation); next < to;)
            {
                var readings = await influx.ReadAsync(signal, next, to, Piece, cancellation);
                next = readings.Length < Piece ? to : readings[^1].Time + 1;
                await PutAsync(store.Map.SeriesOf(signal), readings, copy, next);
                copied += readings.Length;
                progress.Report(new CopyProgress((signal + ((next - from) / (double)(to - from))) / plan.Signals.Length, copied, plan.Signals[signal].Address));
            }
        }

        await store.Writer.WriteAsync(CopyMark.RemoveFromInflux);
        return copied;
    }

    /// <summary>Blocks, roll-ups and the mark in one transaction.</summary>
    private Task PutAsync(int series, ImmutableArray<Reading> readings, string copy, long reached)
    {
        List<SealedBlock> blocks = [];
        List<(long Slot, Point[] Points)> slots = [];
        List<SlotMinutes> minutes = [];
        using (var connection = store.File.OpenReader())
        {
            foreach (var slot in readings.Select(r => new Point(r)).GroupBy(p => Slot.Of(p.Time)))
            {
                Point[] merged = [.. SeriesReader.Merge(new ArraySegment<Point>([.. slot]), reader.PointsOf(connection, series, slot.Key))];
                blocks.Add(SealedBlock.Of(series, slot.Key, merged));
                slots.Add((slot.Key, merged));
            }

            minutes.AddRange(rollups.Of(connection, series, slots, whole: true));
        }

        return store.Writer.WriteAsync(connection =>
        {
            BlockTable.Put(connection, blocks);
            RollupWrite.Put(connection, minutes);
            CopyMark.Write(connection, copy, reached);
        });
    }

    private long? Reached(string copy)
    {
        using var connection = store.File.OpenReader();
        return CopyMark.Read(connection, copy);
    }

    /// <returns>Where its readings begin.</returns>
    private async Task<long> BeginAsync(int signal, string copy, long from, long to, CancellationToken cancellation)
    {
        var first = await influx.ReadAsync(signal, from, to, 1, cancellation) is [var reading] ? reading.Time : to;
        var seam = Slot.Start(Slot.Of(first));
        await CopyRollupsAsync(signal, from, seam, cancellation);
        await store.Writer.WriteAsync(connection => CopyMark.Write(connection, copy, first));
        return first;
    }

    /// <param name="to">The slot in which the readings begin: from there on roll-ups are made anew.</param>
    private async Task CopyRollupsAsync(int signal, long from, long to, CancellationToken cancellation)
    {
        var series = store.Map.SeriesOf(signal);
        var firstMinute = to;
        for (var next = from; next < to;)
        {
            var minutes = await influx.RollupsAsync(signal, Resolution.Minute, next, to, Piece, cancellation);
            if (minutes.IsEmpty)
            {
                break;
            }

            // A full page may end within a slot, which then begins the next page: a slot is only ever written whole.
            var end = minutes.Length < Piece ? to : Slot.Start(Slot.Of(minutes[^1].Start));
            firstMinute = Math.Min(firstMinute, minutes[0].Start);
            await store.Writer.WriteAsync(connection => RollupWrite.Put(
                connection, [.. minutes.Where(m => m.Start < end).GroupBy(m => Slot.Of(m.Start)).Select(g => new SlotMinutes(series, g.Key, [.. g], Adds: false))]));
            next = end;
        }

        var hour = Resolution.Hour.Milliseconds();
        for (var next = from; next < firstMinute / hour * hour;)
        {
            var hours = await influx.RollupsAsync(signal, Resolution.Hour, next, firstMinute / hour * hour, Piece, cancellation);
            await store.Writer.WriteAsync(connection =>
            {
                foreach (var one in hours)
                {
                    HourTable.Put(connection, series, one);
                }
            });
            next = hours.Length < Piece ? firstMinute : hours[^1].Start + hour;
        }
    }
}
