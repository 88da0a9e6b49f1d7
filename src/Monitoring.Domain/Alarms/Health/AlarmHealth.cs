using System.Collections.Immutable;
using Monitoring.Domain.Areas;

namespace Monitoring.Domain.Alarms.Health;

/// <summary>
/// The health of a facility's alarms, as a whole and for each of its areas, week by week. Give it the journal of the range, oldest first, and some time
/// before it (<see cref="ReadBack"/>), so that what had begun before is known.
/// </summary>
public sealed class AlarmHealth
{
    /// <summary>How far before the range the journal is worth reading, in milliseconds: longer than any shelf, flood or acknowledgement lasts.</summary>
    public const long ReadBack = 7 * TimeSpan.MillisecondsPerDay;

    private readonly long from;
    private readonly long to;
    private readonly TimeZoneInfo zone;
    private readonly PlaceHealth whole;
    private readonly Dictionary<AreaId, PlaceHealth> areas = [];

    /// <param name="from">Inclusive: Unix milliseconds, UTC.</param>
    /// <param name="to">Exclusive; after <paramref name="from"/>.</param>
    /// <param name="zone">The facility's: its weeks and days count.</param>
    public AlarmHealth(long from, long to, TimeZoneInfo zone)
    {
        (this.from, this.to, this.zone) = (from, to, zone);
        whole = new PlaceHealth(from, to, zone);
    }

    /// <param name="edge">Recorded not before the one before.</param>
    public void Take(AreaId area, AlarmEdge edge)
    {
        whole.Take(area, edge);
        Of(area).Take(area, edge);
    }

    /// <param name="open">Alarms that aren't over now: those that stand for so long that the journal which was read says nothing of them count too.</param>
    public HealthReport Close(IReadOnlyCollection<(AreaId Area, Alarm Alarm)> open)
    {
        foreach (var area in open.Select(o => o.Area).Distinct())
        {
            Of(area);
        }

        var (figures, weeks) = whole.Close(open);
        return new HealthReport(figures, weeks, [.. areas.Select(a => (a.Key, a.Value.Close(open.Where(o => o.Area == a.Key)).Whole))]);
    }

    private PlaceHealth Of(AreaId area)
    {
        if (!areas.TryGetValue(area, out var place))
        {
            areas.Add(area, place = new PlaceHealth(from, to, zone));
        }

        return place;
    }
}

/// <param name="Weeks">Oldest first; weeks without an alarm too.</param>
/// <param name="Areas">Those of which the journal tells anything.</param>
public sealed record HealthReport(
    HealthFigures Whole, ImmutableArray<(IsoWeek Week, HealthFigures Figures)> Weeks, ImmutableArray<(AreaId Area, HealthFigures Figures)> Areas);
