using System.Collections.Immutable;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Reviews;
using Monitoring.Domain.Signals;
using Monitoring.Grains.Ports;

namespace Monitoring.Server.Reviews;

/// <summary>
/// Sums up hours, looks into the minutes of those that have time outside, and into the readings of those minutes: a year costs little, and what is told of an
/// excursion is exact as long as its readings are kept.
/// </summary>
internal sealed class ComplianceReader(IReadingHistory history)
{
    /// <summary>Excursions told of one signal.</summary>
    public const int Most = 200;

    private const int Piece = 20_000;

    /// <summary>Readings looked at for one signal; past it, excursions are told to the minute.</summary>
    private const int MostReadings = 2_000_000;

    private static readonly long Minute = Resolution.Minute.Milliseconds();
    private static readonly long Hour = Resolution.Hour.Milliseconds();

    /// <param name="from">Unix milliseconds, UTC; whole minutes.</param>
    /// <param name="to">Exclusive; whole minutes.</param>
    public async Task<Compliance> ReadAsync(Signal signal, long from, long to, CancellationToken cancellation)
    {
        var (firstHour, lastHour) = ((from + Hour - 1) / Hour * Hour, to / Hour * Hour);
        var hours = firstHour < lastHour ? await AllAsync(signal, Resolution.Hour, firstHour, lastHour, cancellation) : [];
        var edges = firstHour < lastHour
            ? [.. await MinutesAsync(signal, from, firstHour, cancellation), .. await MinutesAsync(signal, lastHour, to, cancellation)]
            : await MinutesAsync(signal, from, to, cancellation);
        var total = hours.Concat(edges).Aggregate(Rollup.Empty(from), (sum, next) => sum.Plus(next));
        if (total.Outside.Total == 0)
        {
            return new Compliance(signal, total, [], IsCut: false);
        }

        List<Rollup> minutes = [.. edges];
        foreach (var (start, end) in Runs(hours))
        {
            minutes.AddRange(await MinutesAsync(signal, start, end, cancellation));
        }

        // Hours without time outside aren't looked into: what they have is time inside, or nothing.
        minutes.AddRange(hours.Where(h => h.Outside.Total == 0));
        minutes.Sort((one, other) => one.Start.CompareTo(other.Start));
        var excursions = await FindAsync(signal, minutes, cancellation);
        var told = excursions.OrderByDescending(e => e.Outside).Take(Most).OrderBy(e => e.From);
        return new Compliance(signal, total, [.. told], excursions.Count > Most);
    }

    private async Task<List<Excursion>> FindAsync(Signal signal, List<Rollup> minutes, CancellationToken cancellation)
    {
        List<Excursion> excursions = [];
        var budget = (long)MostReadings;
        foreach (var (first, last) in Stretches.Of(minutes))
        {
            var stretch = minutes.GetRange(first, last - first + 1);
            budget -= stretch.Sum(m => m.Count + m.Bad);
            if (budget < 0 || !await ScanAsync(signal, stretch[0].Start, stretch[^1].Start + Minute, excursions, cancellation))
            {
                excursions.AddRange(Stretches.Estimate(stretch));
            }
        }

        return excursions;
    }

    /// <returns>False: the readings are gone.</returns>
    private async Task<bool> ScanAsync(Signal signal, long from, long to, List<Excursion> excursions, CancellationToken cancellation)
    {
        var isAny = false;
        var scan = new ExcursionScan(SignalLimits.Of(signal.Plan), Coverage.GapAfter(signal.Plan), from, excursions.Add);
        if (await history.LastBeforeAsync(signal.Number, from, cancellation) is { } before)
        {
            scan.Add(before.Time, before.Value, before.Quality);
        }

        for (var next = from; next < to;)
        {
            var readings = await history.ReadAsync(signal.Number, next, to, Piece, cancellation);
            foreach (var reading in readings)
            {
                scan.Add(reading.Time, reading.Value, reading.Quality);
            }

            isAny |= readings.Length > 0;
            next = readings.Length < Piece ? to : readings[^1].Time + 1;
        }

        if (isAny)
        {
            scan.End(to);
        }

        return isAny;
    }

    /// <summary>Neighbouring hours with time outside, with nothing asked for twice.</summary>
    private static List<(long From, long To)> Runs(ImmutableArray<Rollup> hours)
    {
        List<(long From, long To)> runs = [];
        foreach (var hour in hours.Where(h => h.Outside.Total > 0))
        {
            if (runs.Count > 0 && runs[^1].To == hour.Start)
            {
                runs[^1] = (runs[^1].From, hour.Start + Hour);
            }
            else
            {
                runs.Add((hour.Start, hour.Start + Hour));
            }
        }

        return runs;
    }

    private async Task<ImmutableArray<Rollup>> MinutesAsync(Signal signal, long from, long to, CancellationToken cancellation) =>
        from < to ? await AllAsync(signal, Resolution.Minute, from, to, cancellation) : [];

    private async Task<ImmutableArray<Rollup>> AllAsync(Signal signal, Resolution resolution, long from, long to, CancellationToken cancellation)
    {
        var all = ImmutableArray.CreateBuilder<Rollup>();
        for (var next = from; next < to;)
        {
            var piece = await history.RollupsAsync(signal.Number, resolution, next, to, Piece, cancellation);
            all.AddRange(piece);
            next = piece.Length < Piece ? to : piece[^1].Start + resolution.Milliseconds();
        }

        return all.ToImmutable();
    }
}
