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
    private const int MostEntries = 200_000;

    /// <summary>How long after the range acknowledgements, actions and verifications are still looked for.</summary>
    private const long Afterwards = 7 * 24 * 60 * 60 * 1000L;

    /// <returns>The limit alarms of an area as they stood last, by equipment and signal, each with the times at which it was raised.</returns>
    public async Task<ILookup<(string Equipment, string Signal), RaisedAlarm>> ReadAsync(AreaId area, long from, long to, CancellationToken cancellation)
    {
        Dictionary<string, RaisedAlarm> newest = new(StringComparer.Ordinal);
        var read = 0;
        for (long? before = null; read < MostEntries;)
        {
            var page = await records.QueryAsync(new JournalQuery(area.Facility, area.Area, null, from, to + Afterwards, before, Page), cancellation);
            foreach (var edge in page.Entries.Select(e => e.Edge).Where(e => e.Alarm.Kind == AlarmKind.Limit))
            {
                // Newest first: what comes later in the list is older.
                newest.TryAdd(edge.Alarm.Id, new RaisedAlarm(edge.Alarm, []));
                if (edge.Kind == EdgeKind.Raised)
                {
                    newest[edge.Alarm.Id].Raised.Add(edge.At);
                }
            }

            read += page.Entries.Length;
            if ((before = page.Next) is null)
            {
                break;
            }
        }

        return newest.Values.OrderBy(a => a.Alarm.ConditionStart).ToLookup(a => (a.Alarm.Equipment, a.Alarm.Signal));
    }

    /// <summary>
    /// An alarm belongs to the excursion in which its condition began, or in which it was raised again: one that nobody has acknowledged or reset goes on through several.
    /// </summary>
    /// <param name="rangeFrom">An excursion that begins here may have begun earlier, and its alarm too.</param>
    public static IEnumerable<Alarm> Of(in Excursion excursion, long rangeFrom, IEnumerable<RaisedAlarm> ofSignal)
    {
        var isCut = excursion.From <= rangeFrom;
        var (from, to) = (excursion.IsExact ? excursion.From : excursion.From - 60_000, excursion.To);
        return ofSignal.Where(a => IsIn(a.Alarm.ConditionStart) || a.Raised.Exists(IsIn) || (isCut && a.Alarm.ConditionStart < from && !(a.Alarm.ReturnedAt < from))).Select(a => a.Alarm);

        bool IsIn(long time) => time >= from && time <= to;
    }
}

/// <param name="Raised">When: Unix milliseconds, UTC; newest first.</param>
internal sealed record RaisedAlarm(Alarm Alarm, List<long> Raised);
