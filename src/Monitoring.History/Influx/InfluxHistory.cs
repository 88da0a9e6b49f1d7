using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;
using Monitoring.Grains.Ports;

namespace Monitoring.History.Influx;

/// <summary>Answers from InfluxDB. Nothing that a caller says stands in a query but numbers; names come from the plan.</summary>
internal sealed class InfluxHistory(Plan plan, InfluxClient client, InfluxHealth health, TimeProvider time) : IReadingHistory
{
    private const int MostBuckets = 10_000;
    private const int MostRows = 100_000;

    /// <summary>Statements in one request: an address of some 6 KB.</summary>
    private const int MostStatements = 20;

    private readonly InfluxQuestion question = new(client, health, time);

    public async Task<ImmutableArray<Reading?>> LatestAsync(ImmutableArray<int> signals, CancellationToken cancellation)
    {
        var latest = new Reading?[signals.Length];
        for (var first = 0; first < signals.Length; first += MostStatements)
        {
            var start = first;
            var statements = signals.Skip(first).Take(MostStatements).Select(s => NewestOf(s, ""));
            await question.AskAsync(string.Join(';', statements), SeriesTags.ReadingMeasurement,
                (statement, row) => latest[start + statement] = ReadingOf(signals[start + statement], row), cancellation);
        }

        return ImmutableArray.Create(latest);
    }

    public async Task<Reading?> LastBeforeAsync(int signal, long time, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(time);
        Reading? last = null;
        await question.AskAsync(
            NewestOf(signal, $" AND time < {InfluxQl.Time(time)}"), SeriesTags.ReadingMeasurement, (_, row) => last = ReadingOf(signal, row), cancellation);
        return last;
    }

    public async Task<ImmutableArray<Reading>> ReadAsync(int signal, long from, long to, int limit, CancellationToken cancellation)
    {
        CheckRange(from, to);
        CheckCount(limit, MostRows);
        var readings = ImmutableArray.CreateBuilder<Reading>();
        await question.AskAsync(
            string.Create(CultureInfo.InvariantCulture, $"""SELECT "v", "q", "o" FROM "reading" WHERE {Within(signal, from, to)} ORDER BY time LIMIT {limit}"""),
            SeriesTags.ReadingMeasurement, (_, row) => readings.Add(ReadingOf(signal, row)), cancellation);
        return readings.ToImmutable();
    }

    public async Task<ImmutableArray<Rollup>> RollupsAsync(int signal, Resolution resolution, long from, long to, int limit, CancellationToken cancellation)
    {
        CheckRange(from, to);
        CheckCount(limit, MostRows);
        var rollups = ImmutableArray.CreateBuilder<Rollup>();
        await question.AskAsync(
            string.Create(CultureInfo.InvariantCulture,
                $"""SELECT "n", "bad", "s", "mn", "mx", "good", "lolo", "lo", "hi", "hihi" FROM {InfluxQl.Identifier(SeriesTags.Measurement(resolution))} WHERE {Within(signal, from, to)} ORDER BY time LIMIT {limit}"""),
            SeriesTags.Measurement(resolution), (_, row) => rollups.Add(RollupOf(row)), cancellation);
        rollups.RemoveAll(r => r.IsEmpty);
        return rollups.ToImmutable();
    }

    public async Task<ImmutableArray<Bucket>> RangeAsync(int signal, long from, long to, int buckets, CancellationToken cancellation)
    {
        CheckRange(from, to);
        CheckCount(buckets, MostBuckets);
        var range = new InfluxRange(from, to, buckets);
        var seam = range.Seam(time.GetUtcNow().ToUnixTimeMilliseconds());
        if (seam > from)
        {
            var measurement = SeriesTags.Measurement(range.Resolution!.Value);
            await question.AskAsync(range.OfRollups(Within(signal, from, seam)), measurement, range.AddRollups, cancellation);
        }

        if (seam < to)
        {
            await question.AskAsync(range.OfReadings(Within(signal, seam, to)), SeriesTags.ReadingMeasurement, range.AddReadings, cancellation);
        }

        return range.ToBuckets();
    }

    private string NewestOf(int signal, string before) => $"""SELECT "v", "q", "o" FROM "reading" WHERE {Of(signal)}{before} ORDER BY time DESC LIMIT 1""";

    private string Within(int signal, long from, long to) => $"{Of(signal)} AND time >= {InfluxQl.Time(from)} AND time < {InfluxQl.Time(to)}";

    private string Of(int number)
    {
        var signal = plan.Signals[number];
        return $"\"area\" = {InfluxQl.Literal(signal.Area.Area)} AND \"equipment\" = {InfluxQl.Literal(signal.Equipment.Id)} AND \"facility\" = {InfluxQl.Literal(signal.Area.Facility)}"
            + $" AND \"signal\" = {InfluxQl.Literal(signal.Plan.Id)} AND \"unit\" = {InfluxQl.Literal(signal.Plan.Unit.Symbol())}";
    }

    private static Reading ReadingOf(int signal, JsonElement row) => new(
        signal,
        row[0].GetInt64(),
        Number(row[1]),
        row[2].ValueKind == JsonValueKind.Null ? Quality.Uncertain : (Quality)row[2].GetInt64(),
        row[3].ValueKind == JsonValueKind.Null ? Origin.Live : Origin.History);

    private static Rollup RollupOf(JsonElement row)
    {
        var count = row[1].GetInt64();
        return new Rollup(
            row[0].GetInt64(), count, row[2].GetInt64(), count == 0 ? 0 : Number(row[3]), count == 0 ? double.NaN : Number(row[4]), count == 0 ? double.NaN : Number(row[5]), Milliseconds(row[6]),
            new TimeOutside(Milliseconds(row[7]), Milliseconds(row[8]), Milliseconds(row[9]), Milliseconds(row[10])));
    }

    private static double Number(JsonElement value) => value.ValueKind == JsonValueKind.Null ? double.NaN : value.GetDouble();

    private static long Milliseconds(JsonElement seconds) => (long)Math.Round(seconds.GetDouble() * 1000);

    private static void CheckRange(long from, long to)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(to, from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(to, Store.Slot.EndOfTime);
    }

    private static void CheckCount(int count, int most)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, most);
    }
}
