using System.Collections.Immutable;
using System.Text;
using Monitoring.Simulator.Faults;
using Monitoring.Simulator.Physics;

namespace Monitoring.Simulator.Devices;

/// <summary>The equipment of the shipped plan: the fried-shallot kitchen and the crochet workshop in Palu.</summary>
internal static class Palu
{
    public const string Facility = "palu";

    /// <summary>What goes wrong by itself in a demonstration: gas that is gone within two minutes, a fryer that heats too fast and beyond its fire limit; again every ten minutes.</summary>
    public static ImmutableArray<Fault> Incidents { get; } = [Fault.Parse("gas/lpg:leak@15s+20s/10m"), Fault.Parse("fryer-2/oil_temp:overheat@2s+165s/10m")];

    /// <param name="start">Unix milliseconds, UTC.</param>
    public static ImmutableArray<Station> Stations(long start, ShiftClock clock, int seed, IReadOnlyCollection<Fault> faults)
    {
        var working = clock.At(start).Shift;
        return
        [
            Station("kitchen", "fryer-1", s => FryerModel(new Fryer(s, working))),
            Station("kitchen", "fryer-2", s => FryerModel(new Fryer(s, working))),
            Station("kitchen", "oil", OilModel),
            Station("kitchen", "fridge", s => ColdStoreModel(new ColdStore(s, ColdStoreDesign.Fridge))),
            Station("kitchen", "freezer", s => ColdStoreModel(new ColdStore(s, ColdStoreDesign.Freezer))),
            Station("kitchen", "hand-wash", HandWashModel),
            Station("kitchen", "gas", GasModel),
            Station("kitchen", "packing", s => RoomModel(new Room(s, RoomDesign.Packing))),
            Station("workshop", "yarn-store", s => RoomModel(new Room(s, RoomDesign.YarnStore))),
            Station("workshop", "room", LightModel),
            Station("workshop", "table-1", PieceModel),
        ];

        Station Station(string area, string equipment, Func<int, Model> model)
        {
            var own = SeedOf(seed, $"{area}/{equipment}");
            return new Station(area, equipment, model(own), clock, start, own, faults);
        }
    }

    private static Model FryerModel(Fryer fryer) => new(
        fryer.Step,
        [new("oil_temp", Seconds(1), () => fryer.Probe), new("basket", Seconds(5), () => fryer.BasketIn ? 1 : 0)])
    {
        Switches = Switch(FaultKind.Overheat, on => fryer.ThermostatStuck = on),
    };

    private static Model ColdStoreModel(ColdStore store) => new(
        store.Step,
        [new("temp", Seconds(10), () => store.Probe), new("door", Seconds(10), () => store.DoorOpen ? 1 : 0)])
    {
        Switches = Switch(FaultKind.DoorOpen, on => store.DoorHeldOpen = on),
    };

    private static Model GasModel(int seed)
    {
        var gas = new GasSensor(seed);
        return new Model((seconds, _) => gas.Step(seconds), [new("lpg", Seconds(5), () => gas.Concentration)])
        {
            Switches = Switch(FaultKind.Leak, on => gas.Leaking = on),
        };
    }

    private static Model RoomModel(Room room) => new(
        room.Step, [new("humidity", Seconds(30), () => room.Humidity), new("temp", Seconds(30), () => room.Temperature)]);

    private static Model OilModel(int seed)
    {
        var oil = new FryingOil(seed);
        var shift = false;
        return new Model(
            (seconds, shop) =>
            {
                oil.Step(seconds, shop);
                shift = shop.Shift;
            },
            [new("tpm", TimeSpan.FromHours(1), () => shift ? oil.Polar : null)]);
    }

    private static Model HandWashModel(int seed)
    {
        var station = new HandWashStation(seed);
        var sanitiser = new Sanitiser(seed);
        return new Model(
            (seconds, shop) =>
            {
                station.Step(seconds, shop);
                sanitiser.Step(seconds, shop);
            },
            [new("washes", Seconds(30), () => station.Washes), new("sanitiser", TimeSpan.FromHours(2), () => sanitiser.Strength)]);
    }

    private static Model LightModel(int seed)
    {
        var light = new WorkLight(seed);
        return new Model(light.Step, [new("light", Seconds(30), () => light.Light)]);
    }

    private static Model PieceModel(int seed)
    {
        var counter = new PieceCounter(seed);
        return new Model(counter.Step, [new("pieces", Seconds(30), () => counter.Pieces)]);
    }

    private static ImmutableDictionary<FaultKind, Action<bool>> Switch(FaultKind kind, Action<bool> turn) =>
        ImmutableDictionary<FaultKind, Action<bool>>.Empty.Add(kind, turn);

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    /// <summary>FNV-1a: the same in every process, unlike <see cref="string.GetHashCode()"/>.</summary>
    private static int SeedOf(int seed, string name)
    {
        var hash = 2166136261u ^ (uint)seed;
        foreach (var b in Encoding.UTF8.GetBytes(name))
        {
            hash = (hash ^ b) * 16777619u;
        }

        return (int)hash;
    }
}
