using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Reviews;
using Monitoring.Grains.Ports;

namespace Monitoring.Server.Reviews;

/// <summary>The alarms that an area's excursions have raised, and what was done about them, from the journal.</summary>
internal sealed class ExcursionAlarms(IAlarmRecords records)
{
    private const int Page = 1_000;

    /// <summary>Entries read for one answer: those of a chattering area could be without end.</summary>
    private const int MostEntries = 50_000;

    /// <summary>How long after the range acknowledgements, actions and verifications are still looked for.</summary>
    private const long Afterwards = 7 * 24 * 60 * 60 * 1000L;

    /// <returns>The alarms of an area as they stood last, by equipment and signal, with the beginning of their condition in order.</returns>
    public async Task<ILookup<(string Equipment, string Signal), Alarm>> ReadAsync(AreaId area, long from, long to, CancellationToken cancellation)
    {
        Dictionary<string, Alarm> newest = new(StringComparer.Ordinal);
        var read = 0;
        for (long? before = null; read < MostEntries;)
        {
            var page = await records.QueryAsync(new JournalQuery(area.Facility, area.Area, null, from, to + Afterwards, before, Page), cancellation);
            foreach (var entry in page.Entries)
            {
                // Newest first: what comes later in the list is older.
                newest.TryAdd(entry.Edge.Alarm.Id, entry.Edge.Alarm);
            }

            read += page.Entries.Length;
            if ((before = page.Next) is null)
            {
                break;
            }
        }

        return newest.Values.OrderBy(a => a.ConditionStart).ToLookup(a => (a.Equipment, a.Signal));
    }

    /// <summary>An alarm belongs to the excursion in which its condition began.</summary>
    public static IEnumerable<Alarm> Of(in Excursion excursion, IEnumerable<Alarm> ofSignal)
    {
        var (from, to) = (excursion.IsExact ? excursion.From : excursion.From - 60_000, excursion.To);
        return ofSignal.Where(a => a.Kind == AlarmKind.Limit && a.ConditionStart >= from && a.ConditionStart <= to);
    }
}
