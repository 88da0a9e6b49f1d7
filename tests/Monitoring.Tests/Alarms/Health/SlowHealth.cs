using Monitoring.Domain.Alarms;
using Monitoring.Domain.Alarms.Health;

namespace Monitoring.Tests.Alarms.Health;

/// <summary>The figures as their definitions read, from the whole journal at once: slow and obvious.</summary>
internal sealed class SlowHealth(IReadOnlyList<AlarmEdge> journal, long end)
{
    private const long Minute = 60_000;

    private readonly AlarmEdge[] edges = [.. journal.Where(e => e.RecordedAt < end)];

    public int Announced(long from, long to) => Told().Count(t => t.At >= from && t.At < to);

    public int Announced(long from, long to, Priority priority) => Told().Count(t => t.At >= from && t.At < to && t.Alarm.Priority == priority);

    public (string Rule, int Count)[] Top(long from, long to) =>
        [.. Told().Where(t => t.At >= from && t.At < to).GroupBy(t => t.Alarm.Rule).Select(g => (g.Key, g.Count())).OrderByDescending(g => g.Item2).Take(10)];

    public long[] Acknowledgements(long from, long to) =>
    [
        .. edges.Where(e => e.Kind == EdgeKind.Acknowledged && e.At >= from && e.At < to && e.Alarm.CallsSince is not null).Select(e => e.At - e.Alarm.CallsSince!.Value).Order(),
    ];

    /// <summary>First announcements of an alarm, or first ones since it was acknowledged, after which nobody acknowledged it.</summary>
    public int Never(long from, long to)
    {
        var told = Told();
        return told.Count(t => t.At >= from && t.At < to
            && !Acknowledged(t.Alarm.Id, t.At, end)
            && !told.Any(b => b.Alarm.Id == t.Alarm.Id && b.At < t.At && !Acknowledged(t.Alarm.Id, b.At, t.At)));
    }

    public Flood[] Floods(long from, long to)
    {
        var times = Told().Select(t => t.At).ToArray();
        List<Flood> floods = [];
        long? start = null;
        foreach (var now in times.Concat(times.Select(t => t + (10 * Minute))).Where(t => t <= end).Distinct().Order())
        {
            if (start is null && InWindow(now) > 10)
            {
                start = now;
            }
            else if (start is { } begun && InWindow(now) < 5)
            {
                floods.Add(Make(begun, now));
                start = null;
            }
        }

        if (start is { } open)
        {
            floods.Add(Make(open, null));
        }

        return [.. floods.Where(f => f.Start >= from && f.Start < to)];

        int InWindow(long now) => times.Count(t => t > now - (10 * Minute) && t <= now);

        Flood Make(long begun, long? over) => new(
            begun,
            over,
            times.Count(t => t > begun - (10 * Minute) && t < (over ?? long.MaxValue)),
            times.Where(t => t >= begun && t < (over ?? long.MaxValue)).Max(InWindow));
    }

    public int Standing(long from, long to) => edges.Where(e => e.Kind == EdgeKind.Raised).Count(e =>
    {
        var own = edges.Where(o => o.Alarm.Rule == e.Alarm.Rule && o.At >= e.At).ToArray();
        var returned = own.FirstOrDefault(o => o.Kind == EdgeKind.Returned);
        var silent = (returned ?? own[^1]).Alarm.Silence is not null;
        var until = returned?.At ?? end;
        return !silent && until - e.At > SomeJournal.Day && e.At + SomeJournal.Day < to && (returned?.At ?? to) > from;
    });

    /// <summary>How often a third raise within a minute came that wasn't preceded by one.</summary>
    public int ChatterEpisodes(string rule, long from)
    {
        var raises = edges.Where(e => e.Kind == EdgeKind.Raised && e.Alarm.Rule == rule).Select(e => e.At).ToArray();
        bool Chatters(int i) => raises.Take(i + 1).Count(r => r >= raises[i] - Minute) >= 3;
        return Enumerable.Range(0, raises.Length).Count(i => raises[i] >= from && Chatters(i) && !(i > 0 && Chatters(i - 1)));
    }

    /// <summary>What each rule's last entry says of its silence, until its next.</summary>
    public long Silent(SilenceKind kind, long from) => edges.GroupBy(e => e.Alarm.Rule).Sum(g => g.Zip(g.Skip(1).Append(null)).Sum(pair =>
    {
        var silence = pair.First.Alarm.Silence;
        var until = Math.Min(pair.Second?.At ?? end, silence?.Until ?? end);
        return silence?.Kind == kind ? Math.Max(0, until - Math.Max(from, pair.First.At)) : 0;
    }));

    private bool Acknowledged(string id, long after, long before) => edges.Any(e => e.Kind == EdgeKind.Acknowledged && e.Alarm.Id == id && e.At >= after && e.At < before);

    private (long At, Alarm Alarm)[] Told() =>
    [
        .. edges.Where((e, i) => e.Alarm.Silence is null && e.Kind switch
        {
            EdgeKind.Raised => Before(i) is not { CallsSince: not null, State: AlarmState.ReturnedUnacknowledged },
            EdgeKind.LevelChanged => Before(i)!.Level != e.Alarm.Level && (Math.Sign((int)Before(i)!.Level) != Math.Sign((int)e.Alarm.Level) || Math.Abs((int)e.Alarm.Level) > Math.Abs((int)Before(i)!.Level)),
            EdgeKind.ReAlarmed => true,
            EdgeKind.Unshelved => e.Alarm.NeedsAcknowledgement,
            _ => false,
        }).Select(e => (e.At, e.Alarm)),
    ];

    private Alarm? Before(int index) => edges.Take(index).LastOrDefault(b => b.Alarm.Id == edges[index].Alarm.Id)?.Alarm;
}
