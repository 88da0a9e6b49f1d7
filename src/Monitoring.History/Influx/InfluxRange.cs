using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Monitoring.Domain.Signals;
using Monitoring.Grains.Ports;

namespace Monitoring.History.Influx;

/// <summary>A range in buckets, gathered from readings, and from roll-ups where it is long and its buckets are whole minutes or hours.</summary>
internal sealed class InfluxRange
{
    /// <summary>Up to here readings are fast enough.</summary>
    private const long Short = 3 * 24 * 3_600_000L;

    /// <summary>Roll-ups are made when a slot is sealed, and forwarded then: what is younger is asked of the readings.</summary>
    private const long Young = 2 * 3_600_000L;

    private readonly long from;
    private readonly long to;
    private readonly BucketGrid grid;
    private readonly Bucket[] buckets;

    public InfluxRange(long from, long to, int most)
    {
        (this.from, this.to, grid) = (from, to, BucketGrid.Of(from, to, most));
        buckets = [.. Enumerable.Range(0, grid.Count).Select(i => new Bucket(from + (i * grid.Width), double.NaN, double.NaN, double.NaN, 0, 0))];
        Resolution = to - from <= Short ? null : Fits(Domain.Signals.Resolution.Hour) ?? Fits(Domain.Signals.Resolution.Minute);
    }

    /// <summary>The roll-ups that its buckets are made of; null: of none.</summary>
    public Resolution? Resolution { get; }

    /// <summary>Roll-ups before, readings after. The start of a bucket, or the range's end.</summary>
    /// <param name="now">Unix milliseconds, UTC.</param>
    public long Seam(long now)
    {
        if (Resolution is not { } resolution)
        {
            return from;
        }

        // A bucket that the end cuts short has no roll-ups of its own, unless it is cut between two.
        var whole = to % resolution.Milliseconds() == 0 ? to : to - ((to - from) % grid.Width);
        return now - Young >= whole ? whole : now - Young <= from ? from : now - Young - ((now - Young - from) % grid.Width);
    }

    public string OfReadings(string where) =>
        $"""SELECT min("v"), mean("v"), max("v"), count("v") FROM "reading" WHERE {where} AND "q" >= 64 {Grouped};SELECT count("q") FROM "reading" WHERE {where} AND "q" < 64 {Grouped}""";

    public string OfRollups(string where) =>
        $"""SELECT min("mn"), sum("s"), max("mx"), sum("n"), sum("bad") FROM {InfluxQl.Identifier(SeriesTags.Measurement(Resolution!.Value))} WHERE {where} {Grouped}""";

    public void AddReadings(int statement, JsonElement row)
    {
        ref var bucket = ref At(row[0].GetInt64());
        bucket = statement == 0
            ? bucket with { Minimum = row[1].GetDouble(), Mean = row[2].GetDouble(), Maximum = row[3].GetDouble(), Count = row[4].GetInt64() }
            : bucket with { Bad = row[1].GetInt64() };
    }

    public void AddRollups(int statement, JsonElement row)
    {
        ref var bucket = ref At(row[0].GetInt64());
        var count = row[4].GetInt64();
        bucket = bucket with { Bad = row[5].GetInt64() };
        if (count > 0)
        {
            bucket = bucket with { Minimum = row[1].GetDouble(), Mean = row[2].GetDouble() / count, Maximum = row[3].GetDouble(), Count = count };
        }
    }

    public ImmutableArray<Bucket> ToBuckets() => [.. buckets];

    // InfluxDB's buckets begin at multiples of the width; the offset moves them to ours. fill(none): a gap stays a gap.
    private string Grouped => string.Create(CultureInfo.InvariantCulture, $"GROUP BY time({grid.Width}ms, {from % grid.Width}ms) fill(none)");

    private ref Bucket At(long time)
    {
        var index = (time - from) / grid.Width;
        if (time < from || index >= buckets.Length)
        {
            throw new FormatException($"a bucket at {time}, which nobody asked for");
        }

        return ref buckets[index];
    }

    private Resolution? Fits(Resolution resolution) => from % resolution.Milliseconds() == 0 && grid.Width % resolution.Milliseconds() == 0 ? resolution : null;
}
