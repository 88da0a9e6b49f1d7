using Monitoring.Grains.Ports;

namespace Monitoring.Server.Api;

internal sealed record HistoryView(string Signal, string Unit, long From, long To, BucketView[] Buckets);

/// <param name="Start">Inclusive, Unix milliseconds, UTC.</param>
/// <param name="Count">Readings that can be believed; 0: a gap, and the figures are null.</param>
/// <param name="Bad">Readings of bad quality.</param>
internal sealed record BucketView(long Start, double? Minimum, double? Mean, double? Maximum, long Count, long Bad)
{
    public static BucketView Of(Bucket bucket) =>
        new(bucket.Start, Number.OrNull(bucket.Minimum), Number.OrNull(bucket.Mean), Number.OrNull(bucket.Maximum), bucket.Count, bucket.Bad);
}
