using System.Collections.Immutable;
using Monitoring.Domain.Areas;

namespace Monitoring.Domain.Alarms.Health;

/// <summary>
/// The health of one place's alarms from its journal, edge by edge: it keeps what is going on and the counts, never the edges. What happened to people (told,
/// acknowledged) counts when it was recorded, what happened to the process (raised, returned) at its own time.
/// </summary>
internal sealed class PlaceHealth
{
    private const long StandsAfter = TimeSpan.MillisecondsPerDay;

    private readonly long from;
    private readonly long to;
    private readonly PeriodTally whole;
    private readonly ImmutableArray<(IsoWeek Week, PeriodTally Tally)> weeks;
    private readonly Dictionary<AlarmSource, SourceTrack> tracks = [];
    private readonly FloodWatch floods = new();
    private readonly SilenceWatch silences = new();
    private long clock = long.MinValue;

    public PlaceHealth(long from, long to, TimeZoneInfo zone)
    {
        (this.from, this.to) = (from, to);
        whole = new PeriodTally(from, to, zone);
        weeks = [.. IsoWeek.Of(from, to, zone).Select(w => (w, new PeriodTally(w.From, w.To, zone)))];
    }

    public void Take(AreaId area, AlarmEdge edge)
    {
        // A clock that was put back must not undo the order of the journal.
        clock = Math.Max(clock, edge.RecordedAt);
        if (clock >= to)
        {
            return;
        }

        var source = AlarmSource.Of(area, edge.Alarm);
        if (silences.Take(source, edge) is { } span)
        {
            ForAll(t => t.Silence(span, span.Until!.Value));
        }

        if (edge.Alarm.Kind == AlarmKind.Note)
        {
            return;
        }

        if (!tracks.TryGetValue(source, out var track))
        {
            tracks.Add(source, track = new SourceTrack());
        }

        Count(source, edge, track);
        track.Alarm = edge.Alarm;
    }

    /// <param name="open">Alarms that aren't over now, as far as the journal hasn't told of them: they have been standing for longer than it was read back.</param>
    public (HealthFigures Whole, ImmutableArray<(IsoWeek Week, HealthFigures Figures)> Weeks) Close(IEnumerable<(AreaId Area, Alarm Alarm)> open)
    {
        foreach (var (source, track) in tracks)
        {
            Abandon(track);
            if (track.Alarm is { IsActive: true } active)
            {
                Stand(source, active, null);
            }
        }

        foreach (var (area, alarm) in open.Where(o => o.Alarm.IsActive && o.Alarm.RaisedAt < to && !tracks.ContainsKey(AlarmSource.Of(o.Area, o.Alarm))))
        {
            Stand(AlarmSource.Of(area, alarm), alarm, null);
        }

        foreach (var span in silences.Until(to))
        {
            ForAll(t => t.Silence(span, span.Until ?? to));
        }

        var all = floods.Until(to);
        return (whole.Figures(all, to), [.. weeks.Select(w => (w.Week, w.Tally.Figures(all, to)))]);
    }

    private void Count(AlarmSource source, AlarmEdge edge, SourceTrack track)
    {
        var alarm = edge.Alarm;
        if (track.Alarm?.Id != alarm.Id)
        {
            Abandon(track);
        }

        if (edge.Kind == EdgeKind.Raised)
        {
            var inMinute = track.Chatter.Raise(edge.At, out var begins);
            At(clock, t => t.Raise(source, alarm, inMinute, begins));
        }

        if (Announcement.Is(edge, track.Alarm?.Id == alarm.Id ? track.Alarm : null))
        {
            floods.Announce(clock);
            At(clock, t => t.Announce(source, alarm, clock));
            track.CallingSince ??= clock;
        }

        switch (edge.Kind)
        {
            case EdgeKind.Acknowledged:
                track.CallingSince = null;
                if ((alarm.CallsSince ?? (alarm.Silence is null ? alarm.RaisedAt : null)) is { } calledAt)
                {
                    At(clock, t => t.Acknowledge(Math.Max(0, edge.At - calledAt)));
                }

                break;
            case EdgeKind.Returned:
                Stand(source, alarm, alarm.ReturnedAt);
                break;
            case EdgeKind.Cleared:
                Abandon(track);
                break;
        }
    }

    /// <summary>What still calls when the alarm is over, or the range, has never been acknowledged.</summary>
    private void Abandon(SourceTrack track)
    {
        if (track.CallingSince is { } since)
        {
            At(since, t => t.NeverAcknowledge());
            track.CallingSince = null;
        }
    }

    private void Stand(AlarmSource source, Alarm alarm, long? returned)
    {
        var stoodFrom = alarm.RaisedAt + StandsAfter;
        if (alarm.Silence is null && (returned ?? to) > stoodFrom)
        {
            ForAll(t => t.Stand(new StandingAlarm(source, alarm, alarm.RaisedAt, returned), stoodFrom));
        }
    }

    private void At(long time, Action<PeriodTally> count)
    {
        if (time < from)
        {
            return;
        }

        count(whole);
        foreach (var (week, tally) in weeks)
        {
            if (tally.Covers(time))
            {
                count(tally);
            }
        }
    }

    private void ForAll(Action<PeriodTally> count)
    {
        count(whole);
        foreach (var (_, tally) in weeks)
        {
            count(tally);
        }
    }

    private sealed class SourceTrack
    {
        public Alarm? Alarm { get; set; }

        /// <summary>When its present occurrence was first announced since it was last acknowledged; null: nobody is waited for.</summary>
        public long? CallingSince { get; set; }

        public ChatterWatch Chatter { get; } = new();
    }
}
