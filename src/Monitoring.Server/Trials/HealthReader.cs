using Monitoring.Domain.Alarms;
using Monitoring.Domain.Alarms.Health;
using Monitoring.Domain.Areas;
using Monitoring.Grains.Ports;

namespace Monitoring.Server.Trials;

/// <summary>Reads the journal of a facility, or of one of its areas, into figures.</summary>
internal sealed class HealthReader(IAlarmRecords records, Plan plan)
{
    private const int Page = 1_000;

    /// <param name="area">Null: all of the facility.</param>
    public async Task<HealthReport> ReadAsync(FacilityPlan facility, string? area, long from, long to, CancellationToken cancellation)
    {
        var health = new AlarmHealth(from, to, TimeZoneInfo.FindSystemTimeZoneById(facility.TimeZone));
        for (var day = Math.Max(0, from - AlarmHealth.ReadBack); day < to; day += TimeSpan.MillisecondsPerDay)
        {
            foreach (var entry in await ReadDayAsync(facility.Id, area, day, Math.Min(to, day + TimeSpan.MillisecondsPerDay), cancellation))
            {
                health.Take(entry.Area, entry.Edge);
            }
        }

        return health.Close(await ReadOpenAsync(facility.Id, area, cancellation));
    }

    /// <summary>Oldest first.</summary>
    private async Task<IEnumerable<JournalEntry>> ReadDayAsync(string facility, string? area, long from, long to, CancellationToken cancellation)
    {
        List<JournalEntry> entries = [];
        for (long? before = null; ;)
        {
            var page = await records.QueryAsync(new JournalQuery(facility, area, null, from, to, before, Page), cancellation);
            entries.AddRange(page.Entries);
            if (page.Next is not { } next)
            {
                entries.Reverse();
                return entries;
            }

            before = next;
        }
    }

    private async Task<List<(AreaId Area, Alarm Alarm)>> ReadOpenAsync(string facility, string? area, CancellationToken cancellation)
    {
        List<(AreaId, Alarm)> open = [];
        foreach (var id in plan.AreaIds.Where(a => a.Facility == facility && (area is null || a.Area == area)))
        {
            var state = await records.LoadAsync(id, cancellation);
            open.AddRange(state?.Rules.Select(r => r.Alarm).OfType<Alarm>().Select(a => (id, a)) ?? []);
        }

        return open;
    }
}
