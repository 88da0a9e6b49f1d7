using System.Collections.Immutable;
using Monitoring.Domain.Signals;

namespace Monitoring.Grains.Ports;

/// <summary>Questions about the past. Signals are numbers of the plan in force; times are Unix milliseconds, UTC.</summary>
public interface IReadingHistory
{
    /// <summary>The newest reading of each signal, in the order asked; null: there is none.</summary>
    Task<ImmutableArray<Reading?>> LatestAsync(ImmutableArray<int> signals, CancellationToken cancellation);

    /// <summary>A range in equal buckets. A bucket without a good reading has count 0: a gap stays a gap.</summary>
    /// <param name="from">Inclusive.</param>
    /// <param name="to">Exclusive; after <paramref name="from"/>.</param>
    /// <param name="buckets">1 to 10,000.</param>
    Task<ImmutableArray<Bucket>> RangeAsync(int signal, long from, long to, int buckets, CancellationToken cancellation);

    /// <summary>Readings as they came, ordered by time, each (signal, time) once; at most <paramref name="limit"/> (1 to 100,000).</summary>
    Task<ImmutableArray<Reading>> ReadAsync(int signal, long from, long to, int limit, CancellationToken cancellation);
}

/// <param name="Start">Inclusive.</param>
/// <param name="Count">Good and uncertain readings; the figures beside it are theirs, NaN if 0.</param>
/// <param name="Bad">Readings of bad quality.</param>
public readonly record struct Bucket(long Start, double Minimum, double Mean, double Maximum, long Count, long Bad);
