using System.Buffers;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;

namespace Monitoring.History.Influx;

/// <summary>Where a series comes from. Whoever ships a reading gives it the same tags: shipping it twice changes nothing.</summary>
/// <param name="unit">Symbol; empty: no tag.</param>
internal sealed class SeriesTags(string facility, string area, string equipment, string signal, string unit)
{
    public const string ReadingMeasurement = "reading";
    public const string MinuteMeasurement = "rollup_1m";
    public const string HourMeasurement = "rollup_1h";

    private readonly byte[] reading = Prefix(ReadingMeasurement, facility, area, equipment, signal, unit);
    private readonly byte[] minute = Prefix(MinuteMeasurement, facility, area, equipment, signal, unit);
    private readonly byte[] hour = Prefix(HourMeasurement, facility, area, equipment, signal, unit);

    /// <summary>A line up to its first field.</summary>
    public ReadOnlySpan<byte> ReadingPrefix => reading;

    public ReadOnlySpan<byte> RollupPrefix(Resolution resolution) => resolution == Resolution.Hour ? hour : minute;

    public static SeriesTags Of(Signal signal) =>
        new(signal.Area.Facility, signal.Area.Area, signal.Equipment.Id, signal.Plan.Id, signal.Plan.Unit.Symbol());

    public static string Measurement(Resolution resolution) => resolution == Resolution.Hour ? HourMeasurement : MinuteMeasurement;

    private static byte[] Prefix(string measurement, string facility, string area, string equipment, string signal, string unit)
    {
        var output = new ArrayBufferWriter<byte>(128);
        LineProtocol.WriteKey(output, measurement);
        // Sorted by key: the server would do it for every line otherwise.
        foreach (var (key, value) in new[] { ("area", area), ("equipment", equipment), ("facility", facility), ("signal", signal), ("unit", unit) })
        {
            if (value.Length > 0)
            {
                output.Write(","u8);
                LineProtocol.WriteKey(output, key);
                output.Write("="u8);
                LineProtocol.WriteTag(output, value);
            }
        }

        output.Write(" "u8);
        return output.WrittenSpan.ToArray();
    }
}
