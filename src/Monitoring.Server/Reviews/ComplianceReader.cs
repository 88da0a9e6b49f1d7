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

    /// <summary>Share of the time outside that readings must show for what they tell to be believed: limits may have changed a little, readings may not have gone.</summary>
    private const double StillThere = 0.9;

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
        List<Excursion> ofHours = [];
        foreach (var (start, end) in Runs(hours))
        {
            var run = await MinutesAsync(signal, start, end, cancellation);
            minutes.AddRange(run);
            // Hours outlive their minutes: then they are all that can be told.
            var known = run.Select(m => m.Start / Hour).ToHashSet();
            ofHours.AddRange(hours.Where(h => h.Start >= start && h.Start < end && h.Outside.Total > 0 && !known.Contains(h.Start / Hour)).SelectMany(h => Stretches.Estimate([h])));
        }

        // Hours without time outside aren't looked into: what they have is time inside, or nothing.
        minutes.AddRange(hours.Where(h => h.Outside.Total == 0));
        minutes.Sort((one, other) => one.Start.CompareTo(other.Start));
        List<Excursion> excursions = [.. await FindAsync(signal, minutes, cancellation), .. ofHours];
        var told = excursions.OrderByDescending(e => e.Outside).Take(Most).OrderBy(e => e.From);
        return new Compliance(signal, total, [.. told], excursions.Count > Most);
    }

    private async Task<List<Excursion>> FindAsync(Signal signal, List<Rollup> minutes, CancellationToken cancellation)
    {
        List<Excursion> excursions = [];
        // Of many, only the longest are told: the others needn't be known better than to the minute.
        var stretches = Stretches.Of(minutes).Select(s => minutes.GetRange(s.First, s.Last - s.First + 1)).OrderByDescending(s => s.Sum(m => m.Outside.Total)).ToList();
        var budget = (long)MostReadings;
        for (var i = 0; i < stretches.Count; i++)
        {
            budget -= stretches[i].Sum(m => m.Count + m.Bad);
            excursions.AddRange((i < Most && budget >= 0 ? await ScanAsync(signal, stretches[i], cancellation) : null) ?? Stretches.Estimate(stretches[i]));
        }

        return excursions;
    }

    /// <returns>Null: the readings, or many of them, are gone.</returns>
    private async Task<List<Excursion>?> ScanAsync(Signal signal, List<Rollup> stretch, CancellationToken cancellation)
    {
        List<Excursion> excursions = [];
        var (from, to) = (stretch[0].Start, stretch[^1].Start + Minute);
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

            next = readings.Length < Piece ? to : readings[^1].Time + 1;
        }

        scan.End(to);
        return excursions.Sum(e => e.Outside) >= stretch.Sum(m => m.Outside.Total) * StillThere ? excursions : null;
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
