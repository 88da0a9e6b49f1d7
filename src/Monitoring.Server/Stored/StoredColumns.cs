using Monitoring.Domain.Signals;
using Monitoring.Grains.Ports;

namespace Monitoring.Server.Stored;

internal static class StoredColumns
{
    private const int Piece = 20_000;

    /// <param name="signal">Its number in the plan in force; null: it has no such signal, and nothing is stored.</param>
    public static StoredColumn<Reading> OfReadings(IReadingHistory history, int? signal, long from, long to, int piece = Piece) => new(
        (start, limit, cancellation) => history.ReadAsync(signal!.Value, start, to, limit, cancellation), r => r.Time, signal is null ? to : from, to, piece);

    /// <summary>Those that begin in the range.</summary>
    public static StoredColumn<Rollup> OfRollups(IReadingHistory history, int signal, Resolution resolution, long from, long to, int piece) => new(
        (start, limit, cancellation) => history.RollupsAsync(signal, resolution, start, to, limit, cancellation), r => r.Start, from, to, piece);
}
