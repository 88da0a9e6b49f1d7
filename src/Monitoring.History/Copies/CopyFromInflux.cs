using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;
using Monitoring.History.Influx;
using Monitoring.History.Store;
using Monitoring.History.Store.Rollups;

namespace Monitoring.History.Copies;

/// <summary>
/// Reads signal after signal, piece by piece, into the store, and seals what it has read. Where InfluxDB has roll-ups but no readings any more, the roll-ups are taken over.
/// </summary>
internal sealed class CopyFromInflux(ReadingStore store, InfluxHistory influx, Plan plan)
{
    private const int Piece = 20_000;
    private const int SealAfter = 500_000;

    private readonly Sealer sealer = new(store);
    private long copied;
    private long unsealed;

    public async Task<long> RunAsync(long from, long to, IProgress<CopyProgress> progress, CancellationToken cancellation)
    {
        for (var signal = 0; signal < plan.Signals.Length; signal++)
        {
            var copy = $"copy_from_influx:{store.Map.SeriesOf(signal)}:{from}:{to}";
            var one = plan.Signals[signal];
            for (var next = Reached(copy) ?? await BeginAsync(signal, copy, from, to, cancellation); next < to;)
            {
                var readings = await influx.ReadAsync(signal, next, to, Piece, cancellation);
                if (readings.Length > 0)
                {
                    var append = await store.AppendAsync(readings.AsMemory(), cancellation);
                    await append.Committed.WaitAsync(cancellation);
                }

                next = readings.Length < Piece ? to : readings[^1].Time + 1;
                var reached = next;
                await store.Writer.WriteAsync(connection => CopyMark.Write(connection, copy, reached));
                (copied, unsealed) = (copied + readings.Length, unsealed + readings.Length);
                await SealAsync(SealAfter, cancellation);
                progress.Report(new CopyProgress((signal + ((next - from) / (double)(to - from))) / plan.Signals.Length, copied, one.Address));
            }
        }

        await SealAsync(1, cancellation);
        return copied;
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
        var minute = Resolution.Minute.Milliseconds();
        var firstMinute = to;
        for (var next = from; next < to;)
        {
            var minutes = await influx.RollupsAsync(signal, Resolution.Minute, next, to, Piece, cancellation);
            if (minutes.Length > 0)
            {
                firstMinute = Math.Min(firstMinute, minutes[0].Start);
                await store.Writer.WriteAsync(connection => RollupWrite.Put(connection, [.. minutes.GroupBy(m => Slot.Of(m.Start)).Select(g => new SlotMinutes(series, g.Key, [.. g], Adds: g.Key == Slot.Of(next)))]));
            }

            next = minutes.Length < Piece ? to : minutes[^1].Start + minute;
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

    private async Task SealAsync(long atLeast, CancellationToken cancellation)
    {
        if (unsealed >= atLeast)
        {
            await sealer.SealAsync(store.CommittedSequence, Slot.EndOfTime, cancellation);
            unsealed = 0;
        }
    }
}
