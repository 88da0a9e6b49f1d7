using System.Collections.Immutable;
using Monitoring.Domain.Alarms;

namespace Monitoring.Domain.Escalation;

/// <summary>The alarms of a facility that call, from what its areas report. Every report is whole, so that a lost one costs nothing.</summary>
internal sealed class CallBook
{
    /// <summary>A report that is older than another of its area, by no more than this, was overtaken on its way; by more, the clock was set back. Milliseconds.</summary>
    private const long Overtaken = 10_000;

    /// <summary>What has stopped calling is remembered for this long, so that nobody is told again if it was a mistake. Milliseconds.</summary>
    private const long Remembered = 600_000;

    private readonly Dictionary<string, AreaCalls> areas;
    private readonly Dictionary<string, CallState> kept;

    /// <param name="areaIds">The areas of the facility.</param>
    public CallBook(IEnumerable<string> areaIds, ImmutableArray<CallState> kept)
    {
        areas = areaIds.ToDictionary(a => a, _ => new AreaCalls(), StringComparer.Ordinal);
        this.kept = kept.ToDictionary(c => c.AlarmId, StringComparer.Ordinal);
    }

    public IEnumerable<Call> Standing => areas.Values.SelectMany(a => a.Calls.Values).Where(c => c.Stands);

    public int Count => areas.Values.Sum(a => a.Standing.Sum());

    /// <summary>What an area says, whole. An area that the plan doesn't have, and a report that was overtaken by a newer one, change nothing.</summary>
    /// <param name="at">When the area said so.</param>
    public void Report(string area, long at, ImmutableArray<Alarm> open, long now)
    {
        if (!areas.TryGetValue(area, out var book) || (at < book.At && book.At - at < Overtaken))
        {
            return;
        }

        (book.At, book.Number) = (at, book.Number + 1);
        Array.Clear(book.Standing);
        foreach (var alarm in open)
        {
            if (alarm.Calls)
            {
                book.Standing[(int)alarm.Priority]++;
                Take(book, area, alarm, now);
            }
        }

        foreach (var (id, call) in book.Calls)
        {
            if (call.Report == book.Number)
            {
                continue;
            }

            call.EndedAt ??= now;
            if (call.EndedAt < now - Remembered)
            {
                book.Calls.Remove(id);
            }
        }

        Forget(area);
    }

    /// <summary>Null: its area hasn't reported yet.</summary>
    public bool? IsCalling(string alarmId) =>
        !AlarmId.TryGetArea(alarmId, out var id) || !areas.TryGetValue(id.Area, out var book) ? false
        : book.Number == 0 ? null
        : book.Calls.TryGetValue(alarmId, out var call) && call.Stands;

    /// <summary>Does an alarm of at least this priority call in one of these areas (none: any)? Null: not every one of them has reported yet.</summary>
    public bool? AnyCalls(Priority atLeast, ImmutableArray<string> among)
    {
        var all = true;
        foreach (var (area, book) in areas)
        {
            if (among.IsEmpty || among.Contains(area))
            {
                all &= book.Number > 0;
                if (book.Standing.AsSpan((int)atLeast).ContainsAnyExcept(0))
                {
                    return true;
                }
            }
        }

        return all ? false : null;
    }

    public void Shift(long by)
    {
        foreach (var area in areas.Values)
        {
            area.At += by;
            foreach (var call in area.Calls.Values)
            {
                (call.From, call.EndedAt, call.LookAt) = (call.From + by, call.EndedAt + by, 0);
            }
        }
    }

    public ImmutableArray<CallState> Capture() =>
    [
        .. Standing.Where(c => c.Told.Count > 0 || c.From != c.Since)
            .Select(c => new CallState(c.Alarm.Id, c.Since, [.. c.Told]) { From = c.From == c.Since ? null : c.From }),
        .. kept.Values,
    ];

    private void Take(AreaCalls book, string area, Alarm alarm, long now)
    {
        var since = alarm.CallsSince ?? alarm.RaisedAt;
        if (book.Calls.TryGetValue(alarm.Id, out var call) && call.Since == since)
        {
            call.Follow(alarm);
        }
        else
        {
            call?.EndedAt ??= now;
            book.Calls[alarm.Id] = call = Restore(new Call(area, alarm, since, Math.Min(since, now)), now);
        }

        call.Report = book.Number;
    }

    private Call Restore(Call call, long now)
    {
        if (kept.TryGetValue(call.Alarm.Id, out var state) && state.Since == call.Since)
        {
            call.From = Math.Min(now, state.From ?? call.From);
            call.Told.AddRange(state.Told);
        }

        return call;
    }

    /// <summary>The area has spoken: what it hasn't named no longer calls.</summary>
    private void Forget(string area)
    {
        if (kept.Count > 0)
        {
            foreach (var id in kept.Keys.Where(k => !AlarmId.TryGetArea(k, out var of) || of.Area == area || !areas.ContainsKey(of.Area)).ToList())
            {
                kept.Remove(id);
            }
        }
    }

    private sealed class AreaCalls
    {
        /// <summary>By alarm id; also some that no longer call.</summary>
        public Dictionary<string, Call> Calls { get; } = new(StringComparer.Ordinal);

        /// <summary>How many call, by priority.</summary>
        public int[] Standing { get; } = new int[3];

        public long At { get; set; }

        /// <summary>Of its last report; 0: none yet.</summary>
        public long Number { get; set; }
    }
}
