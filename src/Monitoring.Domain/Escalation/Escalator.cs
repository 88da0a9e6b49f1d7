using System.Collections.Immutable;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;

namespace Monitoring.Domain.Escalation;

/// <summary>
/// Who of a facility is told of what, and when: reports of its areas, the clock and the outcomes of attempts go in; attempts to make, lines for the delivery log and
/// what the sirens should do come out. Decides, and does nothing: who calls it writes <see cref="Lines"/> and <see cref="Capture"/> before an attempt begins.
/// Not thread-safe. Times are Unix milliseconds, UTC; <c>now</c> is the clock's.
/// </summary>
public sealed class Escalator
{
    /// <summary>How long a notice from before a restart waits for the areas to say whether its alarm still calls; milliseconds.</summary>
    private const long AreasAnswerWithin = 30_000;

    private readonly FacilityPlan facility;
    private readonly FacilityClock clock;
    private readonly NoticeText text;
    private readonly Func<ChannelKind, bool> isSetUp;
    private readonly Roster roster;
    private readonly CallBook calls;
    private readonly Outbox outbox;
    private bool quiet;
    private bool quietEnds;
    private long startedAt;

    /// <param name="facility">As it stands in a <see cref="Plan"/>.</param>
    /// <param name="dashboard">What links begin with; ends with a slash.</param>
    /// <param name="state">What was kept; null: nobody was ever told anything.</param>
    /// <param name="isSetUp">Which channels this server has.</param>
    /// <param name="firstProbeAt">When channels of which nothing is known are probed first.</param>
    public Escalator(FacilityPlan facility, Uri dashboard, EscalationState? state, Func<ChannelKind, bool> isSetUp, long firstProbeAt, long now)
    {
        state ??= EscalationState.Empty;
        (this.facility, this.isSetUp, startedAt) = (facility, isSetUp, now);
        clock = new FacilityClock(facility.TimeZone);
        text = new NoticeText(facility, dashboard, clock);
        roster = new Roster(facility, isSetUp, state.Receivers);
        calls = new CallBook(facility.Areas.Select(a => a.Id), state.Calls);
        outbox = new Outbox(state.Sending, now);
        Channels = new ChannelWatch(roster.Receivers.SelectMany(r => r.Channels).Select(c => c.Kind).Distinct(), state.Channels, firstProbeAt);
        Sirens = new SirenWatch(facility.Escalation.Sirens);
    }

    public ChannelWatch Channels { get; }

    public SirenWatch Sirens { get; }

    /// <summary>Channels of people of the facility that this server doesn't have.</summary>
    public ImmutableArray<ChannelKind> NotSetUp => roster.NotSetUp;

    /// <summary>Roles of steps in which nobody can be told: the next step is told in their time.</summary>
    public ImmutableArray<Role> WithoutReceiver => roster.WithoutReceiver;

    /// <summary>Lines that nobody has taken yet, oldest first. The caller writes them and then clears the list.</summary>
    public IReadOnlyList<Delivery> Lines => outbox.Lines;

    /// <summary>Alarms that call.</summary>
    public int Calling => calls.Count;

    /// <summary>Notices that aren't delivered or given up yet.</summary>
    public int Sending => outbox.Count;

    public void ClearLines() => outbox.Lines.Clear();

    /// <summary>What an area says of its alarms, whole.</summary>
    /// <param name="at">When it said so.</param>
    public void Report(string area, long at, ImmutableArray<Alarm> open, long now) => calls.Report(area, at, open, now);

    /// <summary>What is to be told, and switched, by now; call it after a report and about once a second.</summary>
    public void Decide(long now)
    {
        var local = clock.At(now);
        var isQuiet = facility.Escalation.Quiet?.Covers(local) ?? false;
        var turned = roster.Turn(local) | (isQuiet != quiet);
        (quiet, quietEnds) = (isQuiet, quiet && !isQuiet);
        foreach (var call in calls.Standing)
        {
            if (turned || call.LookAt <= now)
            {
                Look(call, now);
            }
        }

        Tell(now);
        Sirens.Want(s => calls.AnyCalls(quiet && s.AtLeast == Priority.Low ? Priority.Medium : s.AtLeast, s.Areas));
    }

    /// <summary>Begins the attempts that are due, the worst first; each until <see cref="End"/>. Their lines are to be written first.</summary>
    /// <param name="least">Milder ones wait.</param>
    public ImmutableArray<Notice> Begin(Priority least, long now) => outbox.Begin(least, n => IsNeeded(n, now), isSetUp, now);

    /// <param name="outcome">Failed: it is tried again as long as one of its alarms calls.</param>
    /// <param name="answer">What the other side said, or what failed.</param>
    /// <param name="retryAfter">What the other side asked for; null: nothing.</param>
    public void End(Notice notice, DeliveryOutcome outcome, string answer, TimeSpan? retryAfter, long now)
    {
        outbox.End(notice, outcome, answer, retryAfter, now);

        // A refusal is about an address or a right: the channel itself has answered, or its probe will tell.
        if (outcome is DeliveryOutcome.Delivered or DeliveryOutcome.Failed)
        {
            Channels.Note(notice.Channel, outcome == DeliveryOutcome.Delivered, answer, now);
        }
    }

    /// <summary>Somebody has set the server's clock: nobody is told earlier or later because of that.</summary>
    /// <param name="by">Milliseconds; negative: it was set back.</param>
    public void ShiftClock(long by)
    {
        startedAt += by;
        calls.Shift(by);
        outbox.Shift(by);
        Channels.Shift(by);
        Sirens.Shift(by);
        foreach (var receiver in roster.Receivers)
        {
            receiver.Shift(by);
        }
    }

    public EscalationState Capture() => new(calls.Capture(), outbox.Capture(), [.. roster.Receivers.Select(r => r.Capture()).OfType<ReceiverState>()]) { Channels = Channels.Capture() };

    private void Look(Call call, long now)
    {
        var alarm = call.Alarm;
        if ((quiet || quietEnds) && alarm.Priority == Priority.Low && call.Told.Count == 0)
        {
            // What nobody has heard of begins with the end of the quiet hours, at the first step.
            call.From = now;
        }

        if (quiet && alarm.Priority == Priority.Low)
        {
            return;
        }

        call.LookAt = long.MaxValue;
        var first = true;
        foreach (var stop in roster.RouteOf(alarm.Priority, SystemArea.ChannelOf(call.Area, alarm)))
        {
            if (!first && !alarm.IsActive && alarm.Priority != Priority.High)
            {
                return;
            }

            first = false;
            if (call.From + stop.After > now)
            {
                call.LookAt = call.From + stop.After;
                return;
            }

            foreach (var receiver in stop.Whom.Where(r => !call.Told.Contains(r.KeyAt(stop.Step)!)))
            {
                receiver.Ask(call, stop.Step, now);
            }
        }
    }

    /// <summary>Writes first and marks then: those who are told in the same moment aren't told before each other.</summary>
    private void Tell(long now)
    {
        List<(Receiver Receiver, ImmutableArray<Telling> Tellings)> told = [];
        foreach (var receiver in roster.Receivers)
        {
            if (receiver.Take(now) is { IsEmpty: false } tellings)
            {
                Write(receiver, tellings, now);
                told.Add((receiver, tellings));
            }
        }

        foreach (var (receiver, tellings) in told)
        {
            foreach (var telling in tellings)
            {
                receiver.Mark(telling);
            }
        }
    }

    private void Write(Receiver receiver, ImmutableArray<Telling> tellings, long now)
    {
        var language = receiver.Person.Language;
        if (receiver.InFlood && tellings.Length > 1)
        {
            ImmutableArray<Call> all = [.. tellings.Select(t => t.Call)];
            Post(receiver, $"{facility.Id}.{now}", tellings.Max(t => t.Step), all, text.Of(all, language, now), null, now);
            return;
        }

        foreach (var (call, step) in tellings)
        {
            var except = SystemArea.ChannelOf(call.Area, call.Alarm);
            var missing = roster.RouteOf(call.Alarm.Priority, except).FirstOrDefault(s => s.Step == step)?.Missing ?? [];
            ImmutableArray<Person> before = [.. roster.Receivers.Where(r => r != receiver && r.WasTold(call)).Select(r => r.Person)];
            Post(receiver, $"{call.Alarm.Id}.{call.Since}.{step}", step, [call], text.Of(call, language, before, missing, now), except, now);
        }
    }

    /// <param name="about">What of the notice's id isn't its receiver.</param>
    private void Post(Receiver receiver, string about, int step, ImmutableArray<Call> all, (string Subject, string Body) words, ChannelKind? except, long now)
    {
        var number = 0;
        foreach (var (kind, address) in receiver.Channels)
        {
            number++;
            if (kind != except)
            {
                outbox.Add(
                    new Notice(
                        $"{about}.{receiver.Person.Id}.{number}", facility.Id, receiver.Person.Id, kind, address, step, [.. all.Select(c => c.Alarm.Id)],
                        words.Subject, words.Body, all.Max(c => c.Alarm.Priority)),
                    now);
            }
        }
    }

    /// <summary>Null: not before the areas of its alarms have reported.</summary>
    private bool? IsNeeded(Notice notice, long now)
    {
        var unknown = false;
        foreach (var id in notice.Alarms)
        {
            var calling = calls.IsCalling(id);
            if (calling == true)
            {
                return true;
            }

            unknown |= calling is null;
        }

        return !unknown ? false : now - startedAt >= AreasAnswerWithin ? true : null;
    }
}
