using System.Collections.Immutable;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Escalation;
using Monitoring.Domain.People;
using Monitoring.Tests.Areas;

namespace Monitoring.Tests.Escalation;

/// <summary>
/// A facility with staff in two shifts, whose clock starts at 08:00 in Makassar and goes second by second. Every attempt is delivered at once unless the test says
/// otherwise; nothing is begun that wasn't written, as the grain does it.
/// </summary>
internal sealed class SomeFacility
{
    public const long Start = 1_795_478_400_000;

    public const string Oil = "palu.kitchen.fryer-1.oil_temp.fire.1";
    public const string Cold = "palu.kitchen.fridge.temp.cold.1";

    public static readonly Person Sari = Member("sari", Role.Supervisor, ["morning"], new ContactPoint(ChannelKind.Email, "sari@site.example"));
    public static readonly Person Dewi = Member("dewi", Role.Supervisor, ["night"], new ContactPoint(ChannelKind.Telegram, "1001"));
    public static readonly Person Budi = Member("budi", Role.ShiftLead, [], new ContactPoint(ChannelKind.Telegram, "1002"), new ContactPoint(ChannelKind.Email, "budi@site.example"));
    public static readonly Person Ani = Member("ani", Role.FacilityHead, [], new ContactPoint(ChannelKind.Email, "ani@site.example")) with { Language = Language.English };
    public static readonly Person Regional = Member("regional", Role.RegionalOffice, [], new ContactPoint(ChannelKind.Webhook, "region"));

    private readonly FacilityPlan plan;
    private readonly Dictionary<string, Alarm> open = [];
    private EscalationState? written;
    private Escalator escalator;

    public SomeFacility(FacilityPlan? plan = null)
    {
        this.plan = SystemArea.AddTo(plan ?? Plan());
        escalator = Wake(null);
    }

    public long Now { get; private set; } = Start;

    public Escalator Escalator => escalator;

    /// <summary>What an attempt comes to; null: it stays under way.</summary>
    public Func<Notice, (DeliveryOutcome Outcome, TimeSpan? RetryAfter)?> Outcome { get; set; } = _ => (DeliveryOutcome.Delivered, null);

    public HashSet<ChannelKind> SetUp { get; } = [ChannelKind.Email, ChannelKind.Telegram, ChannelKind.Webhook];

    public List<Delivery> Log { get; } = [];

    public List<Notice> Begun { get; } = [];

    /// <summary>Attempts begun: "minute person channel", in their order.</summary>
    public List<string> Story { get; } = [];

    public static FacilityPlan Plan(params Person[] people) => SomeKitchen.Plan.Facilities[0] with
    {
        People = people.Length > 0 ? [.. people] : [Sari, Dewi, Budi, Ani, Regional],
        Shifts =
        [
            new DailyHours("morning", new Text("Pagi", "Morning"), new TimeOnly(7, 0), new TimeOnly(19, 0), []),
            new DailyHours("night", new Text("Malam", "Night"), new TimeOnly(19, 0), new TimeOnly(7, 0), []),
        ],
    };

    public static Person Member(string id, Role role, ImmutableArray<string> shifts, params ContactPoint[] channels) =>
        new(id, char.ToUpperInvariant(id[0]) + id[1..], role, Language.Indonesian, shifts, [.. channels]);

    public SomeFacility Raises(string id, Priority priority = Priority.Medium, double value = 212.5, double limit = 200)
    {
        var part = id.Split('.');
        var system = part[1] == SystemArea.Id;
        open[id] = new Alarm(
            id, part[2], part[3], part[4], AlarmKind.Limit, AlarmState.ActiveUnacknowledged, system ? Level.Lo : Level.HiHi, priority, Now - 5_000, Now, null, null, null, null,
            system ? 0 : value, system ? 0 : limit, "plan-1", CallsSince: Now);
        return Reports(part[1]);
    }

    public Alarm AlarmOf(string id) => open[id];

    public SomeFacility RaisesMany(int count, Priority priority = Priority.Medium, int first = 0)
    {
        for (var i = first; i < first + count; i++)
        {
            var id = $"palu.kitchen.fryer-1.oil_temp.fire.{100 + i}";
            open[id] = new Alarm(
                id, "fryer-1", "oil_temp", "fire", AlarmKind.Limit, AlarmState.ActiveUnacknowledged, Level.HiHi, priority, Now, Now, null, null, null, null, 210, 200, "plan-1", CallsSince: Now);
        }

        return Reports("kitchen");
    }

    public SomeFacility Changes(string id, Func<Alarm, Alarm> change)
    {
        open[id] = change(open[id]);
        return Reports(id.Split('.')[1]);
    }

    public SomeFacility Acknowledges(string id) =>
        Changes(id, a => a with { State = a.IsActive ? AlarmState.ActiveAcknowledged : AlarmState.ReturnedAcknowledged, AcknowledgedAt = Now });

    public SomeFacility AcknowledgesAll()
    {
        foreach (var id in open.Keys.ToList())
        {
            open[id] = open[id] with { State = AlarmState.ActiveAcknowledged };
        }

        return Reports("kitchen").Reports("system");
    }

    public SomeFacility Returns(string id) => Changes(id, a => a with { State = AlarmState.ReturnedUnacknowledged, ReturnedAt = Now });

    public SomeFacility Reports(string area)
    {
        escalator.Report(area, Now, [.. open.Values.Where(a => a.Id.Split('.')[1] == area)], Now);
        return Steps();
    }

    public SomeFacility Runs(double minutes) => RunsSeconds((int)(minutes * 60));

    public SomeFacility RunsSeconds(int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            Now += 1_000;
            Steps();
        }

        return this;
    }

    public SomeFacility RunsUntil(int hour, int minute = 0)
    {
        var local = (int)((Now / 60_000) + (8 * 60)) % (24 * 60);
        return Runs((((hour * 60) + minute - local) + (24 * 60)) % (24 * 60));
    }

    /// <summary>Somebody sets the server's clock.</summary>
    public SomeFacility SetsClock(TimeSpan by)
    {
        escalator.ShiftClock((long)by.TotalMilliseconds);
        return IsAwayFor(by);
    }

    /// <summary>Time passes, and nothing of it happens here.</summary>
    public SomeFacility IsAwayFor(TimeSpan time)
    {
        Now += (long)time.TotalMilliseconds;
        return this;
    }

    /// <summary>The process dies; what was written last is all that is left.</summary>
    public SomeFacility Restarts(bool reports = true)
    {
        escalator = Wake(written);
        return reports ? Reports("kitchen").Reports("system") : Steps();
    }

    public SomeFacility Ends(Notice notice, DeliveryOutcome outcome)
    {
        escalator.End(notice, outcome, "answer", null, Now);
        return Steps();
    }

    private Escalator Wake(EscalationState? state) => new(plan, new Uri("https://monitoring.site.example/"), state, SetUp.Contains, Now, Now);

    private SomeFacility Steps()
    {
        escalator.Decide(Now);
        var begun = escalator.Begin(Priority.Low, Now);
        Write();
        foreach (var notice in begun)
        {
            Begun.Add(notice);
            Story.Add($"{(Now - Start) / 60_000} {notice.Person} {notice.Channel}");
            if (Outcome(notice) is (var outcome, var retryAfter))
            {
                escalator.End(notice, outcome, "answer", retryAfter, Now);
            }
        }

        Write();
        return this;
    }

    private void Write()
    {
        if (escalator.Lines.Count > 0)
        {
            written = escalator.Capture();
            Log.AddRange(escalator.Lines);
            escalator.ClearLines();
        }
    }
}
