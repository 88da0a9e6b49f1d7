using System.Collections.Immutable;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Signals;

namespace Monitoring.Tests.Alarms.Model;

/// <summary>From <paramref name="At"/> on, <paramref name="Level"/> is the worst level that holds; null: none does.</summary>
/// <param name="Since">When the condition of that level began.</param>
internal sealed record Verdict(long At, Limit? Level, long Since);

/// <summary>
/// The limits of one rule over every reading that it has ever seen. After each reading and each tick the levels are told by looking back over the
/// readings: for how long, counting only covered time, has each of them been beyond, or back inside, the limit?
/// </summary>
internal sealed class LimitModel(AlarmRule rule, long gapAfter)
{
    private readonly List<Seen> readings = [];
    private readonly HashSet<Level> on = [];
    private bool badSince;

    private sealed record Seen(long Time, double Value, Quality Quality, bool AfterBad);

    private sealed record Change(long At, Limit Limit, bool TurnsOn, long Since);

    public IEnumerable<Verdict> Read(Reading reading)
    {
        if (reading.Quality == Quality.Bad)
        {
            badSince = true;
            return [];
        }

        readings.Add(new Seen(reading.Time, reading.Value, reading.Quality, badSince));
        badSince = false;
        var changes = new List<Change>();
        foreach (var limit in rule.Limits)
        {
            if (!on.Contains(limit.Level))
            {
                if (Elapsed(r => IsBeyond(limit, r), Milliseconds(limit.OnDelay)) is { At: { } at } run)
                {
                    changes.Add(new Change(at, limit, true, run.Since));
                }
            }
            else if (Elapsed(r => IsBack(limit, r), Milliseconds(rule.OffDelay)) is { At: { } at })
            {
                changes.Add(new Change(at, limit, false, 0));
            }
        }

        return Apply(changes);
    }

    /// <summary>While nothing newer comes the last reading speaks on, up to a gap's length; two seconds are left to readings on their way. It can only raise.</summary>
    public IEnumerable<Verdict> Tick(long now)
    {
        if (readings.Count == 0 || badSince)
        {
            return [];
        }

        var last = readings[^1].Time;
        var speaksUntil = Math.Min(last > long.MaxValue - gapAfter ? long.MaxValue : last + gapAfter, now - 2_000);
        var changes = new List<Change>();
        foreach (var limit in rule.Limits.Where(l => !on.Contains(l.Level) && IsBeyond(l, readings[^1])))
        {
            var (covered, since, _) = Elapsed(r => IsBeyond(limit, r), long.MaxValue)!.Value;
            var due = last + Milliseconds(limit.OnDelay) - covered;
            if (due <= speaksUntil)
            {
                changes.Add(new Change(due, limit, true, since));
            }
        }

        return Apply(changes);
    }

    /// <summary>The rule ceases to hold: it forgets.</summary>
    public void Forget()
    {
        readings.Clear();
        on.Clear();
        badSince = false;
    }

    /// <summary>How long the newest readings have all been so, in covered time; when that began; and when <paramref name="delay"/> of it was over, if it is.</summary>
    private (long Covered, long Since, long? At)? Elapsed(Func<Seen, bool> isSo, long delay)
    {
        var first = readings.Count;
        while (first > 0 && isSo(readings[first - 1]))
        {
            first--;
        }

        if (first == readings.Count)
        {
            return null;
        }

        var covered = 0L;
        long? at = delay == 0 ? readings[first].Time : null;
        for (var i = first + 1; i < readings.Count; i++)
        {
            var more = Covered(readings[i - 1], readings[i]);
            at ??= covered + more >= delay ? readings[i - 1].Time + delay - covered : null;
            covered += more;
        }

        return (covered, readings[first].Time, at);
    }

    private long Covered(Seen from, Seen to) => to.AfterBad || to.Time - from.Time > gapAfter ? 0 : to.Time - from.Time;

    private ImmutableArray<Verdict> Apply(List<Change> changes)
    {
        var verdicts = ImmutableArray.CreateBuilder<Verdict>();
        foreach (var together in changes.GroupBy(c => c.At).OrderBy(g => g.Key))
        {
            foreach (var change in together.OrderBy(c => c.TurnsOn))
            {
                if (!change.TurnsOn)
                {
                    on.Remove(change.Limit.Level);
                    continue;
                }

                var side = Math.Sign((int)change.Limit.Level);
                on.RemoveWhere(l => Math.Sign((int)l) != side);
                on.UnionWith(rule.Limits.Select(l => l.Level).Where(l => Math.Sign((int)l) == side && Math.Abs((int)l) <= Math.Abs((int)change.Limit.Level)));
            }

            var worst = rule.Limits.Where(l => on.Contains(l.Level)).OrderByDescending(l => Math.Abs((int)l.Level)).FirstOrDefault();
            verdicts.Add(new Verdict(together.Key, worst, together.Where(c => c.TurnsOn).Select(c => c.Since).DefaultIfEmpty().Min()));
        }

        return verdicts.ToImmutable();
    }

    private static bool IsBeyond(Limit limit, Seen reading) => limit.Level > 0 ? reading.Value >= limit.Value : reading.Value <= limit.Value;

    private bool IsBack(Limit limit, Seen reading) =>
        reading.Quality == Quality.Good && (limit.Level > 0 ? reading.Value < limit.Value - rule.Deadband : reading.Value > limit.Value + rule.Deadband);

    private static long Milliseconds(TimeSpan span) => (long)span.TotalMilliseconds;
}
