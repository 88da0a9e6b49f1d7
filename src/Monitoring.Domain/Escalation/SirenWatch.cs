using System.Collections.Immutable;

namespace Monitoring.Domain.Escalation;

/// <summary>What each siren of a facility should do, and what it was last told: on change, again every few minutes, and again soon when that failed.</summary>
public sealed class SirenWatch
{
    private const int DeadAfter = 3;
    private const long RepeatEvery = 300_000;
    private const long FirstPause = 5_000;
    private const long LongestPause = 60_000;

    private readonly ImmutableArray<Line> lines;

    internal SirenWatch(ImmutableArray<Siren> sirens) => lines = [.. sirens.Select(s => new Line(s))];

    /// <summary>One that can't be switched speaks for all. Null: none was switched yet.</summary>
    public bool? IsAlive => lines.Any(l => l.Failures >= DeadAfter) ? false : lines.Any(l => l.Shown is not null) ? true : null;

    /// <summary>What is to be switched now; each until <see cref="EndSwitch"/>.</summary>
    public ImmutableArray<SirenSwitch> BeginSwitches(long now)
    {
        var due = ImmutableArray.CreateBuilder<SirenSwitch>();
        foreach (var line in lines)
        {
            if (line.Wanted is { } on && !line.UnderWay && now >= (on == line.Shown ? line.RepeatAt : line.ChangeAt))
            {
                line.UnderWay = true;
                due.Add(new SirenSwitch(line.Siren, on));
            }
        }

        return due.ToImmutable();
    }

    public void EndSwitch(SirenSwitch ended, bool done, long now)
    {
        var line = lines.First(l => l.Siren == ended.Siren);
        line.UnderWay = false;
        if (done)
        {
            (line.Shown, line.Failures, line.RepeatAt, line.ChangeAt) = (ended.On, 0, now + RepeatEvery, 0);
        }
        else
        {
            var pause = Math.Min(LongestPause, FirstPause << Math.Min(line.Failures, 4));
            line.Failures++;
            (line.RepeatAt, line.ChangeAt) = (now + pause, now + pause);
        }
    }

    /// <param name="shouldBeOn">Null: that can't be told yet, and everything stays as it is.</param>
    internal void Want(Func<Siren, bool?> shouldBeOn)
    {
        foreach (var line in lines)
        {
            if (shouldBeOn(line.Siren) is { } on && on != line.Wanted)
            {
                (line.Wanted, line.ChangeAt) = (on, 0);
            }
        }
    }

    internal void Shift(long by)
    {
        foreach (var line in lines)
        {
            (line.RepeatAt, line.ChangeAt) = (line.RepeatAt + by, line.ChangeAt + by);
        }
    }

    private sealed class Line(Siren siren)
    {
        public Siren Siren => siren;

        public bool? Wanted { get; set; }

        /// <summary>What it was last told with success.</summary>
        public bool? Shown { get; set; }

        public bool UnderWay { get; set; }

        public int Failures { get; set; }

        public long RepeatAt { get; set; }

        public long ChangeAt { get; set; }
    }
}

public readonly record struct SirenSwitch(Siren Siren, bool On);
