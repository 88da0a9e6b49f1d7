using System.Collections.Immutable;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.People;

namespace Monitoring.Domain.Escalation;

/// <summary>Notices that aren't delivered or given up yet, and the lines that the delivery log doesn't have yet.</summary>
internal sealed class Outbox
{
    /// <summary>What the log says of an attempt that a restart overtook.</summary>
    public const string Unknown = "the server was restarted while this was on its way; whether it arrived is unknown";

    /// <summary>What the log says of a notice that is no longer needed.</summary>
    public const string NotNeeded = "not sent: none of its alarms calls any more";

    private const string NotSetUp = "not sent: this channel isn't set up on this server (Notifications)";

    /// <summary>A channel that hangs holds up no other.</summary>
    private const int InFlightOnAChannel = 4;

    private const long LongestPause = 3_600_000;

    /// <summary>After the first, the second… failed attempt, and after the last of these again and again: an alarm that still calls when the Internet is back must be told.</summary>
    private static readonly ImmutableArray<long> Pauses = [5_000, 30_000, 120_000, 600_000];

    private readonly Dictionary<string, SendingState> sending;
    private readonly List<Delivery> lines = [];

    /// <summary>What was under way before a restart isn't sent again.</summary>
    public Outbox(ImmutableArray<SendingState> kept, long now)
    {
        sending = kept.Where(s => !s.UnderWay).ToDictionary(s => s.Notice.Id, StringComparer.Ordinal);
        lines.AddRange(kept.Where(s => s.UnderWay).Select(s => new Delivery(s.Notice, s.Attempts, DeliveryOutcome.GivenUp, now, Unknown)));
    }

    /// <summary>Oldest first.</summary>
    public List<Delivery> Lines => lines;

    public int Count => sending.Count;

    public void Add(Notice notice, long now) => sending.TryAdd(notice.Id, new SendingState(notice, 0, now, false));

    /// <summary>Begins the attempts that are due, the worst first.</summary>
    /// <param name="least">Milder ones wait.</param>
    /// <param name="isNeeded">Null: that can't be told yet, so it waits.</param>
    public ImmutableArray<Notice> Begin(Priority least, Func<Notice, bool?> isNeeded, Func<ChannelKind, bool> isSetUp, long now)
    {
        var due = sending.Values.Where(s => !s.UnderWay && s.NextAt <= now && s.Notice.Worst >= least).OrderByDescending(s => s.Notice.Worst).ThenBy(s => s.NextAt).ToList();
        var begun = ImmutableArray.CreateBuilder<Notice>();
        foreach (var one in due)
        {
            if (!isSetUp(one.Notice.Channel))
            {
                Drop(one, NotSetUp, now);
            }
            else if (isNeeded(one.Notice) is not { } needed)
            {
                continue;
            }
            else if (!needed)
            {
                Drop(one, NotNeeded, now);
            }
            else if (sending.Values.Count(s => s.UnderWay && s.Notice.Channel == one.Notice.Channel) < InFlightOnAChannel)
            {
                sending[one.Notice.Id] = one with { Attempts = one.Attempts + 1, UnderWay = true };
                lines.Add(new Delivery(one.Notice, one.Attempts + 1, DeliveryOutcome.Begun, now, null));
                begun.Add(one.Notice);
            }
        }

        return begun.ToImmutable();
    }

    /// <param name="outcome">Failed: it is tried again as long as one of its alarms calls.</param>
    /// <param name="retryAfter">What the other side asked for; null: nothing.</param>
    public void End(Notice notice, DeliveryOutcome outcome, string answer, TimeSpan? retryAfter, long now)
    {
        if (!sending.TryGetValue(notice.Id, out var state) || !state.UnderWay)
        {
            return;
        }

        lines.Add(new Delivery(notice, state.Attempts, outcome, now, answer));
        if (outcome == DeliveryOutcome.Failed)
        {
            var asked = (long)Math.Min(retryAfter?.TotalMilliseconds ?? 0, LongestPause);
            sending[notice.Id] = state with { UnderWay = false, NextAt = now + Math.Max(asked, Pauses[Math.Min(state.Attempts, Pauses.Length) - 1]) };
        }
        else
        {
            sending.Remove(notice.Id);
        }
    }

    public void Shift(long by)
    {
        foreach (var state in sending.Values.ToList())
        {
            sending[state.Notice.Id] = state with { NextAt = state.NextAt + by };
        }
    }

    public ImmutableArray<SendingState> Capture() => [.. sending.Values];

    private void Drop(SendingState state, string why, long now)
    {
        sending.Remove(state.Notice.Id);
        lines.Add(new Delivery(state.Notice, Math.Max(1, state.Attempts), DeliveryOutcome.GivenUp, now, why));
    }
}
