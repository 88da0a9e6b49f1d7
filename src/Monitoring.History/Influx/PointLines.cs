using System.Buffers;
using Monitoring.Domain.Signals;

namespace Monitoring.History.Influx;

/// <summary>The points of the schema, as lines of a batch. Times are Unix milliseconds, UTC: <c>precision=ms</c>.</summary>
internal static class PointLines
{
    /// <summary>Nothing is allocated. A reading without a number has only its quality.</summary>
    public static void AddReading(this LineBatch batch, SeriesTags tags, long time, double value, Quality quality, Origin origin)
    {
        batch.Write(tags.ReadingPrefix);
        if (double.IsFinite(value))
        {
            batch.Write("v="u8);
            LineProtocol.WriteFloat(batch, value);
            batch.Write(","u8);
        }

        batch.Write("q="u8);
        LineProtocol.WriteInteger(batch, (long)quality);
        if (origin == Origin.History)
        {
            batch.Write(",o=1i"u8);
        }

        LineProtocol.WriteTime(batch, time);
        batch.EndLine();
    }

    public static void AddReading(this LineBatch batch, SeriesTags tags, in Reading reading) =>
        batch.AddReading(tags, reading.Time, reading.Value, reading.Quality, reading.Origin);

    /// <summary>Nothing is allocated. Every field is written, zeros too: a roll-up that is made again overwrites the one before.</summary>
    public static void AddRollup(this LineBatch batch, SeriesTags tags, Resolution resolution, in Rollup rollup)
    {
        batch.Write(tags.RollupPrefix(resolution));
        batch.Write("n="u8);
        LineProtocol.WriteInteger(batch, rollup.Count);
        batch.Write(",bad="u8);
        LineProtocol.WriteInteger(batch, rollup.Bad);
        if (rollup.Count > 0)
        {
            AddFloat(batch, ",s="u8, rollup.Sum);
            AddFloat(batch, ",mn="u8, rollup.Minimum);
            AddFloat(batch, ",mx="u8, rollup.Maximum);
        }

        AddFloat(batch, ",good="u8, Seconds(rollup.Good));
        AddFloat(batch, ",lolo="u8, Seconds(rollup.Outside.LoLo));
        AddFloat(batch, ",lo="u8, Seconds(rollup.Outside.Lo));
        AddFloat(batch, ",hi="u8, Seconds(rollup.Outside.Hi));
        AddFloat(batch, ",hihi="u8, Seconds(rollup.Outside.HiHi));
        LineProtocol.WriteTime(batch, rollup.Start);
        batch.EndLine();
    }

    private static double Seconds(long milliseconds) => milliseconds / 1000.0;

    private static void AddFloat(LineBatch batch, ReadOnlySpan<byte> key, double value)
    {
        batch.Write(key);
        LineProtocol.WriteFloat(batch, value);
    }
}
