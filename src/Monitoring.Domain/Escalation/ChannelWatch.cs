using System.Collections.Immutable;
using Monitoring.Domain.People;

namespace Monitoring.Domain.Escalation;

/// <summary>Which of a facility's channels are alive: three failures in a row are death, one success is life. What isn't used for ten minutes is probed.</summary>
public sealed class ChannelWatch
{
    private const int DeadAfter = 3;
    private const long ProbeEvery = 600_000;
    private const long ProbeFailingEvery = 60_000;

    private readonly Dictionary<ChannelKind, Line> lines;

    /// <param name="channels">Those in use and set up.</param>
    /// <param name="firstProbeAt">When those of which nothing is known are probed first.</param>
    internal ChannelWatch(IEnumerable<ChannelKind> channels, ImmutableArray<ChannelState> states, long firstProbeAt)
    {
        lines = channels.ToDictionary(c => c, _ => new Line { ProbeAt = firstProbeAt });
        foreach (var state in states)
        {
            if (lines.TryGetValue(state.Channel, out var line))
            {
                (line.FailingSince, line.Failures, line.Answer) = (state.FailingSince, state.Failures, state.Answer);
            }
        }
    }

    public IEnumerable<ChannelKind> All => lines.Keys;

    /// <summary>Null: nobody has tried yet.</summary>
    public bool? IsAlive(ChannelKind channel) => !lines.TryGetValue(channel, out var line) ? null : line.Failures >= DeadAfter ? false : line.Proven ? true : null;

    /// <summary>What the channel answered last; null: nothing yet.</summary>
    public string? AnswerOf(ChannelKind channel) => lines.GetValueOrDefault(channel)?.Answer;

    /// <summary>Channels that are to be probed now; each until <see cref="EndProbe"/>.</summary>
    public ImmutableArray<ChannelKind> BeginProbes(long now)
    {
        ImmutableArray<ChannelKind> due = [.. lines.Where(l => !l.Value.Probing && l.Value.ProbeAt <= now).Select(l => l.Key)];
        foreach (var channel in due)
        {
            lines[channel].Probing = true;
        }

        return due;
    }

    public void EndProbe(ChannelKind channel, bool alive, string answer, long now)
    {
        if (lines.TryGetValue(channel, out var line))
        {
            line.Probing = false;
            line.ProbeAt = long.MaxValue;
            Note(channel, alive, answer, now);
        }
    }

    internal void Note(ChannelKind channel, bool alive, string answer, long now)
    {
        if (!lines.TryGetValue(channel, out var line))
        {
            return;
        }

        line.Answer = answer;
        if (alive)
        {
            (line.Proven, line.Failures, line.FailingSince, line.ProbeAt) = (true, 0, null, now + ProbeEvery);
        }
        else
        {
            line.Failures++;
            line.FailingSince ??= now;
            line.ProbeAt = Math.Min(line.ProbeAt, now + ProbeFailingEvery);
        }
    }

    internal void Shift(long by)
    {
        foreach (var line in lines.Values.Where(l => l.ProbeAt < long.MaxValue))
        {
            line.ProbeAt += by;
        }
    }

    internal ImmutableArray<ChannelState> Capture() =>
        [.. lines.Where(l => l.Value.Answer is not null).Select(l => new ChannelState(l.Key, l.Value.FailingSince, l.Value.Failures, l.Value.Answer))];

    private sealed class Line
    {
        public long? FailingSince { get; set; }

        public int Failures { get; set; }

        public string? Answer { get; set; }

        /// <summary>It has worked in this life of the facility.</summary>
        public bool Proven { get; set; }

        public long ProbeAt { get; set; }

        public bool Probing { get; set; }
    }
}
