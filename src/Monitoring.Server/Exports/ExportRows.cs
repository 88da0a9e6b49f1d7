using System.Collections.Immutable;
using Monitoring.Domain.Signals;
using Monitoring.Grains.Ports;
using Monitoring.Server.Stored;

namespace Monitoring.Server.Exports;

/// <summary>The rows of an export, one at a time: one for each time at which something is stored of any of its signals, in order.</summary>
internal abstract class ExportRows(ImmutableArray<ExportColumn> columns)
{
    // Of all signals together, so that forty take no more memory than ten.
    private const int MostItems = 200_000;
    private const int MostItemsOfOne = 20_000;

    private readonly double[] cells = new double[columns.Length];

    public ImmutableArray<ExportColumn> Columns => columns;

    /// <summary>Of this row: Unix milliseconds, UTC.</summary>
    public long Time { get; protected set; }

    /// <summary>Of this row, one for each column; NaN: empty. The next row overwrites them.</summary>
    public ReadOnlySpan<double> Cells => cells;

    protected Span<double> Row => cells;

    public static ExportRows Of(ExportQuestion question, IReadingHistory history)
    {
        var (signals, from, to) = (question.Signals, question.From, question.To);
        var piece = Math.Min(MostItemsOfOne, MostItems / signals.Length);
        if (question.Resolution == ExportResolution.Raw)
        {
            return new ExportRows<Reading>(ExportColumn.OfReadings(signals), [.. signals.Select(s => StoredColumns.OfReadings(history, s.Number, from, to, piece))], Write);
        }

        var resolution = question.Resolution == ExportResolution.Hour ? Resolution.Hour : Resolution.Minute;
        // Widened to whole ones, at the end by themselves: a range that begins within an hour asks for that hour too.
        from -= from % resolution.Milliseconds();
        return new ExportRows<Rollup>(ExportColumn.OfRollups(signals), [.. signals.Select(s => StoredColumns.OfRollups(history, s.Number, resolution, from, to, piece))], Write);
    }

    /// <summary>Goes on to the next row.</summary>
    /// <returns>False: there is none.</returns>
    public abstract ValueTask<bool> NextAsync(CancellationToken cancellation);

    private static void Write(Reading reading, Span<double> cells) => (cells[0], cells[1]) = (reading.Value, (double)reading.Quality);

    private static void Write(Rollup rollup, Span<double> cells)
    {
        (cells[0], cells[1], cells[2]) = (rollup.Count == 0 ? double.NaN : rollup.Sum / rollup.Count, rollup.Minimum, rollup.Maximum);
        (cells[3], cells[4]) = (rollup.Count, rollup.Bad);
        (cells[5], cells[6]) = (rollup.Good / 1000.0, rollup.Outside.Total / 1000.0);
    }
}

/// <param name="signals">What is stored of each; its cells are neighbours.</param>
/// <param name="write">Writes an item into the cells of its signal.</param>
internal sealed class ExportRows<T>(ImmutableArray<ExportColumn> columns, StoredColumn<T>[] signals, Action<T, Span<double>> write) : ExportRows(columns)
{
    private readonly int width = columns.Length / signals.Length;
    private bool isFilled;

    public override ValueTask<bool> NextAsync(CancellationToken cancellation) => isFilled ? new ValueTask<bool>(Merge()) : FillAsync(cancellation);

    private async ValueTask<bool> FillAsync(CancellationToken cancellation)
    {
        foreach (var signal in signals)
        {
            await signal.FillAsync(cancellation);
        }

        isFilled = true;
        return Merge();
    }

    /// <summary>No signal is hollow, so that nothing earlier can come than what is here.</summary>
    private bool Merge()
    {
        var time = long.MaxValue;
        foreach (var signal in signals)
        {
            time = Math.Min(time, signal.Time);
        }

        if (time == long.MaxValue)
        {
            return false;
        }

        Row.Fill(double.NaN);
        Time = time;
        for (var i = 0; i < signals.Length; i++)
        {
            if (signals[i].Time == time)
            {
                write(signals[i].Take(), Row.Slice(i * width, width));
                isFilled &= !signals[i].IsHollow;
            }
        }

        return true;
    }
}
