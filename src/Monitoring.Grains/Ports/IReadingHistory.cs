using System.Collections.Immutable;
using Monitoring.Domain.Signals;

namespace Monitoring.Grains.Ports;

/// <summary>
/// Questions about the past. Signals are numbers of the plan in force; times are Unix milliseconds, UTC. What can't be answered now because a server is away throws
/// <see cref="HistoryUnavailableException"/>.
/// </summary>
public interface IReadingHistory
{
    /// <summary>The newest reading of each signal, in the order asked; null: there is none.</summary>
    Task<ImmutableArray<Reading?>> LatestAsync(ImmutableArray<int> signals, CancellationToken cancellation);

    /// <summary>A range in the buckets of <see cref="BucketGrid"/>. A bucket without a good reading has count 0: a gap stays a gap.</summary>
    /// <param name="from">Inclusive.</param>
    /// <param name="to">Exclusive; after <paramref name="from"/>.</param>
    /// <param name="buckets">1 to 10,000: at most so many.</param>
    Task<ImmutableArray<Bucket>> RangeAsync(int signal, long from, long to, int buckets, CancellationToken cancellation);

    /// <summary>Readings as they came, ordered by time, each (signal, time) once; at most <paramref name="limit"/> (1 to 100,000).</summary>
    Task<ImmutableArray<Reading>> ReadAsync(int signal, long from, long to, int limit, CancellationToken cancellation);

    /// <summary>The newest reading before a time; null: there is none.</summary>
    Task<Reading?> LastBeforeAsync(int signal, long time, CancellationToken cancellation);

    /// <summary>Roll-ups that begin in a range, in order, none of them empty; at most <paramref name="limit"/> (1 to 100,000).</summary>
    Task<ImmutableArray<Rollup>> RollupsAsync(int signal, Resolution resolution, long from, long to, int limit, CancellationToken cancellation);
}

/// <param name="Start">Inclusive.</param>
/// <param name="Count">Good and uncertain readings; the figures beside it are theirs, NaN if 0.</param>
/// <param name="Bad">Readings of bad quality.</param>
public readonly record struct Bucket(long Start, double Minimum, double Mean, double Maximum, long Count, long Bad);

/// <summary>A range cut into buckets of equal width, whole milliseconds; the range's end may cut the last one short.</summary>
public readonly record struct BucketGrid(long Width, int Count)
{
    /// <param name="most">At most so many buckets.</param>
    public static BucketGrid Of(long from, long to, int most)
    {
        var width = (to - from + most - 1) / most;
        return new BucketGrid(width, (int)((to - from + width - 1) / width));
    }
}

/// <summary>The store that has the answer is away; others aren't touched by it.</summary>
public sealed class HistoryUnavailableException : Exception
{
    /// <param name="message">Says what is away and why, never a secret.</param>
    public HistoryUnavailableException(string message, Exception? reason = null)
        : base(message, reason)
    {
    }

    public HistoryUnavailableException()
        : this("The history is away.")
    {
    }

    public HistoryUnavailableException(string message)
        : this(message, null)
    {
    }
}
