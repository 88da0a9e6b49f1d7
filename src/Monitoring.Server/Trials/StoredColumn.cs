using System.Collections.Immutable;
using Monitoring.Domain.Signals;
using Monitoring.Grains.Ports;

namespace Monitoring.Server.Trials;

/// <summary>The stored readings of one signal, a piece at a time.</summary>
/// <param name="number">In the plan in force; null: it has no such signal, and nothing is stored.</param>
internal sealed class StoredColumn(IReadingHistory history, int? number, long from, long to)
{
    private const int Piece = 20_000;

    private ImmutableArray<Reading> readings = [];
    private int next;
    private long fillFrom = from;

    public bool IsEmpty => next == readings.Length;

    /// <summary>Nothing comes after what is here.</summary>
    public bool HasEnded { get; private set; } = number is null;

    /// <summary>Of the next reading; the end of time if there is none.</summary>
    public long Time => IsEmpty ? long.MaxValue : readings[next].Time;

    public async ValueTask FillAsync(CancellationToken cancellation)
    {
        if (!IsEmpty || HasEnded)
        {
            return;
        }

        (readings, next) = (await history.ReadAsync(number!.Value, fillFrom, to, Piece, cancellation), 0);
        HasEnded = readings.Length < Piece || readings[^1].Time + 1 >= to;
        fillFrom = HasEnded ? to : readings[^1].Time + 1;
    }

    public Reading Take() => readings[next++];
}
