using System.Collections.Immutable;

namespace Monitoring.Server.Stored;

/// <summary>A piece of what is stored of one signal: from a time on (inclusive, Unix milliseconds, UTC), in order of time, at most so many.</summary>
internal delegate Task<ImmutableArray<T>> StoredPiece<T>(long from, int limit, CancellationToken cancellation);

/// <summary>What is stored of one signal between two times, a piece at a time; <see cref="StoredColumns"/> makes them.</summary>
internal sealed class StoredColumn<T>(StoredPiece<T> read, Func<T, long> timeOf, long from, long to, int piece)
{
    private ImmutableArray<T> items = [];
    private int next;
    private long fillFrom = from;

    public bool IsEmpty => next == items.Length;

    /// <summary>Nothing comes after what is here.</summary>
    public bool HasEnded { get; private set; } = from >= to;

    /// <summary>Nothing is here, but more may come.</summary>
    public bool IsHollow => IsEmpty && !HasEnded;

    /// <summary>Of the next item; the end of time if there is none.</summary>
    public long Time { get; private set; } = long.MaxValue;

    public async ValueTask FillAsync(CancellationToken cancellation)
    {
        if (!IsHollow)
        {
            return;
        }

        (items, next) = (await read(fillFrom, piece, cancellation), 0);
        HasEnded = items.Length < piece || timeOf(items[^1]) + 1 >= to;
        fillFrom = HasEnded ? to : timeOf(items[^1]) + 1;
        Time = TimeOfNext();
    }

    public T Take()
    {
        var taken = items[next++];
        Time = TimeOfNext();
        return taken;
    }

    private long TimeOfNext() => IsEmpty ? long.MaxValue : timeOf(items[next]);
}
