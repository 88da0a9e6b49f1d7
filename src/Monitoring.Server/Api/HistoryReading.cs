using System.Collections.Immutable;
using Monitoring.Domain.Areas;
using Monitoring.Grains.Ports;

namespace Monitoring.Server.Api;

/// <summary>Several signals' past over one window, side by side.</summary>
internal static class HistoryReading
{
    public static async Task<HistoryView> ReadAsync(IReadingHistory history, ImmutableArray<Signal> signals, HistoryWindow window, CancellationToken cancellation)
    {
        var series = await Task.WhenAll(signals.Select(s => ReadAsync(history, s, window, cancellation)));
        return new HistoryView(window.From, window.To, window.Width, series);
    }

    private static async Task<SeriesView> ReadAsync(IReadingHistory history, Signal signal, HistoryWindow window, CancellationToken cancellation)
    {
        var before = history.LastBeforeAsync(signal.Number, window.From, cancellation);
        var buckets = await history.RangeAsync(signal.Number, window.From, window.To, window.Count, cancellation);
        return SeriesView.Of(signal, await before, buckets);
    }
}
