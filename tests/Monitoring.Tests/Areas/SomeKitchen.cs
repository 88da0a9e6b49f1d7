using System.Collections.Immutable;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;
using Monitoring.Domain.Signals;

namespace Monitoring.Tests.Areas;

/// <summary>A kitchen with one fryer (oil temperature each second, a basket that gates one rule) and one fridge, and a clock that starts at noon.</summary>
internal sealed class SomeKitchen
{
    public const long Noon = 1_795_435_200_000;

    public const int OilTemperature = 0;
    public const int Basket = 1;
    public const int Fridge = 2;
    public const int Sanitiser = 3;

    public static readonly AreaId Id = new("palu", "kitchen");

    public static readonly AlarmRule Fire = Rule("fire", 5, 120, null, new Limit(Level.HiHi, 200, TimeSpan.FromSeconds(5), Priority.High));

    public static readonly AlarmRule Frying = Rule(
        "frying", 3, 60, new SignalGate("fryer-1", "basket", 1),
        new Limit(Level.Lo, 130, TimeSpan.FromSeconds(60), Priority.Medium),
        new Limit(Level.Hi, 160, TimeSpan.FromSeconds(60), Priority.Medium),
        new Limit(Level.HiHi, 175, TimeSpan.FromSeconds(60), Priority.High));

    public static readonly AlarmRule Cold = Rule(
        "cold", 0.5, 60, null,
        new Limit(Level.Hi, 5, TimeSpan.FromMinutes(30), Priority.Medium),
        new Limit(Level.HiHi, 8, TimeSpan.FromMinutes(10), Priority.High));

    public static readonly AlarmRule Strength = Rule("strength", 0, 0, null, new Limit(Level.Lo, 50, TimeSpan.Zero, Priority.Medium));

    public static readonly Plan Plan = new("plan-1", [Facility([Fire, Frying])]);

    /// <summary>The same kitchen after somebody took the fire rule out of the plan.</summary>
    public static readonly Plan PlanWithoutFire = new("plan-2", [Facility([Frying])]);

    public static readonly Actor Sari = new("Sari", Role.Supervisor);
    public static readonly Actor Budi = new("Budi", Role.FacilityHead);

    private readonly List<AlarmEdge> edges = [];

    public static Plan PlanWith(params AlarmRule[] fryerRules) => new("plan-3", [Facility([.. fryerRules])]);

    public static AlarmRule Rule(string id, double deadband, int offDelay, Gate? gate, params Limit[] limits) => new(
        id, Both(id), Both("consequence"), Both("action"), TimeSpan.FromMinutes(1), [.. limits], deadband, TimeSpan.FromSeconds(offDelay), gate);

    public static Limit Limit(Level level, double value, int onDelay) => new(level, value, TimeSpan.FromSeconds(onDelay), Priority.High);

    public SomeKitchen(AreaState? state = null, long now = Noon, Plan? plan = null)
    {
        Now = now;
        Area = new Area(plan ?? Plan, Id, state, Guid.NewGuid(), now);
        Drain();
    }

    public Area Area { get; }

    public long Now { get; private set; }

    public IReadOnlyList<AlarmEdge> Edges => edges;

    public IEnumerable<string> Story => edges.Select(e => $"{e.Alarm.Rule} {e.Kind} {(e.At - Noon) / 1000}");

    public Alarm? AlarmOf(string rule) => edges.LastOrDefault(e => e.Alarm.Rule == rule)?.Alarm;

    /// <summary>A reading that arrives when it is measured, <paramref name="second"/> after noon.</summary>
    public SomeKitchen Reads(int signal, double second, double value, Quality quality = Quality.Good)
    {
        Now = Noon + (long)(second * 1000);
        return Takes(new Reading(signal, Now, value, quality));
    }

    /// <summary>One reading a second, from and to inclusive.</summary>
    public SomeKitchen Holds(int signal, int from, int to, double value, Quality quality = Quality.Good, int every = 1)
    {
        for (var second = from; second <= to; second += every)
        {
            Reads(signal, second, value, quality);
        }

        return this;
    }

    /// <summary>Everything but the oil temperature speaks: a silence of that is its own.</summary>
    public SomeKitchen HearsTheRest(double second) => Reads(Basket, second, 0).Reads(Fridge, second, 3);

    public SomeKitchen Takes(params Reading[] readings)
    {
        Area.Take(readings, Now);
        return Drain();
    }

    public SomeKitchen Ticks(double second)
    {
        Now = Noon + (long)(second * 1000);
        Area.Tick(Now);
        return Drain();
    }

    public SomeKitchen Restarts(double second, Plan? plan = null)
    {
        var state = Area.Capture(ImmutableDictionary<string, long>.Empty, Now);
        return new SomeKitchen(state, Noon + (long)(second * 1000), plan);
    }

    public SomeKitchen Acknowledges(string rule)
    {
        Assert.Equal(CommandOutcome.Done, Does(new Acknowledge(AlarmOf(rule)!.Id, Sari, null)).Outcome);
        return this;
    }

    public CommandResult Does(AlarmCommand command)
    {
        var result = Area.Act(command, Now);
        Drain();
        return result;
    }

    public BoardDelta Board() => Area.Board.Since(default, false, 0);

    private SomeKitchen Drain()
    {
        edges.AddRange(Area.Edges);
        Area.ClearEdges();
        return this;
    }

    private static Text Both(string text) => new(text, text);

    private static FacilityPlan Facility(ImmutableArray<AlarmRule> fryerRules) => new("palu", Both("Palu"), "Asia/Makassar",
    [
        new AreaPlan("kitchen", Both("Kitchen"), AreaKind.Kitchen,
        [
            new EquipmentPlan("fryer-1", Both("Fryer"),
            [
                Signal("oil_temp", Unit.Celsius, 0, 400, 1, 30, fryerRules),
                Signal("basket", Unit.State, 0, 1, 5, 60, []),
            ]),
            new EquipmentPlan("fridge", Both("Fridge"), [Signal("temp", Unit.Celsius, -40, 60, 10, 900, [Cold])]),
            new EquipmentPlan("hand-wash", Both("Hand wash"), [Signal("sanitiser", Unit.PartsPerMillion, 0, 1000, null, null, [Strength])]),
        ]),
    ]);

    private static SignalPlan Signal(string id, Unit unit, double minimum, double maximum, int? every, int? stale, ImmutableArray<AlarmRule> rules) => new(
        id, Both(id), unit, minimum, maximum, Seconds(every), Seconds(stale), Priority.Medium, TimeSpan.FromMinutes(5), rules);

    private static TimeSpan? Seconds(int? seconds) => seconds is { } s ? TimeSpan.FromSeconds(s) : null;
}
