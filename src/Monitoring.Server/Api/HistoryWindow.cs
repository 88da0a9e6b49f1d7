using Monitoring.Domain.Signals;
using Monitoring.Grains.Ports;

namespace Monitoring.Server.Api;

/// <summary>A range and its buckets, as they are answered: from a minute a bucket on, on whole minutes or hours, so that roll-ups have the answer and panning moves no boundary.</summary>
internal readonly record struct HistoryWindow(long From, long To, long Width)
{
    private const int Usual = 600;

    public int Count => (int)((To - From + Width - 1) / Width);

    public static HistoryWindow Of(long from, long to, int? buckets)
    {
        var grid = BucketGrid.Of(from, to, buckets ?? Usual);
        if (grid.Width < Resolution.Minute.Milliseconds())
        {
            return new HistoryWindow(from, to, grid.Width);
        }

        var unit = grid.Width >= Resolution.Hour.Milliseconds() ? Resolution.Hour.Milliseconds() : Resolution.Minute.Milliseconds();
        var width = (grid.Width + unit - 1) / unit * unit;
        var window = Widened(from, to, width);
        return window.Count > HistoryQuestion.MostBuckets ? Widened(from, to, width + unit) : window;
    }

    private static HistoryWindow Widened(long from, long to, long width)
    {
        var end = (to + width - 1) / width * width;
        return new(from / width * width, end <= HistoryQuestion.EndOfTime ? end : end - width, width);
    }
}
