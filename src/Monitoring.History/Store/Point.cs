using Monitoring.Domain.Signals;

namespace Monitoring.History.Store;

/// <summary>A reading of a known series.</summary>
/// <param name="Time">Unix milliseconds, UTC.</param>
/// <param name="Value">NaN: no number came.</param>
/// <param name="Code">Quality, with the origin in bit 8.</param>
internal readonly record struct Point(long Time, double Value, ushort Code)
{
    public Point(in Reading reading)
        : this(reading.Time, reading.Value, CodeOf(reading))
    {
    }

    public Quality Quality => (Quality)(byte)Code;

    public Origin Origin => (Origin)(Code >> 8);

    public bool IsBad => (byte)Code == (byte)Quality.Bad;

    public static ushort CodeOf(in Reading reading) => (ushort)((byte)reading.Quality | ((byte)reading.Origin << 8));

    public Reading ToReading(int signal) => new(signal, Time, Value, Quality, Origin);
}
