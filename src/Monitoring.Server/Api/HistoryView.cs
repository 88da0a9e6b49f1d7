using System.Collections.Immutable;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;
using Monitoring.Grains.Ports;

namespace Monitoring.Server.Api;

/// <param name="From">Inclusive, Unix milliseconds, UTC: as asked, or earlier to lie on a whole bucket.</param>
/// <param name="To">Exclusive.</param>
/// <param name="Width">Of a bucket, in milliseconds; bucket i begins at from + i * width.</param>
internal sealed record HistoryView(long From, long To, long Width, SeriesView[] Series);

/// <param name="GapAfter">Milliseconds for which a reading stands if no other follows; null: until the next.</param>
/// <param name="Before">The newest reading before the range; null: there is none.</param>
internal sealed record SeriesView(string Signal, string Unit, long? GapAfter, ReadingView? Before, SeriesLimitView[] Limits, BucketsView Buckets)
{
    public static SeriesView Of(Signal signal, Reading? before, ImmutableArray<Bucket> buckets) => new(
        signal.Address,
        signal.Plan.Unit.Symbol(),
        Coverage.GapAfter(signal.Plan) is < long.MaxValue and var gap ? gap : null,
        before is { } reading ? ReadingView.Of(reading) : null,
        SeriesLimitView.Of(signal),
        BucketsView.Of(buckets));
}

/// <param name="Always">False: the rule holds only in a phase, or while another signal says so.</param>
internal sealed record SeriesLimitView(string Rule, Level Level, double Value, Priority Priority, bool Always)
{
    /// <summary>The limits of the value itself: those of a rate, a difference or a duration have another scale.</summary>
    public static SeriesLimitView[] Of(Signal signal) =>
        [.. signal.Plan.Rules.Where(r => r.Of is null).SelectMany(r => r.Limits.Select(l => new SeriesLimitView(r.Id, l.Level, l.Value, l.Priority, r.While is null)))];
}

/// <summary>Buckets column by column.</summary>
/// <param name="Count">Readings that can be believed; 0: a gap, and the figures are null.</param>
/// <param name="Bad">Readings of bad quality.</param>
internal sealed record BucketsView(double?[] Minimum, double?[] Mean, double?[] Maximum, long[] Count, long[] Bad)
{
    public static BucketsView Of(ImmutableArray<Bucket> buckets) => new(
        [.. buckets.Select(b => Number.OrNull(b.Minimum))],
        [.. buckets.Select(b => Number.OrNull(b.Mean))],
        [.. buckets.Select(b => Number.OrNull(b.Maximum))],
        [.. buckets.Select(b => b.Count)],
        [.. buckets.Select(b => b.Bad)]);
}
