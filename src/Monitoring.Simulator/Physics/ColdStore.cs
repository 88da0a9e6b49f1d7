namespace Monitoring.Simulator.Physics;

/// <param name="CutIn">°C at which the compressor starts.</param>
/// <param name="CutOut">°C at which it stops.</param>
/// <param name="Leak">Share of the difference to the kitchen's air that comes in each second through the walls.</param>
/// <param name="DoorLeak">The same through an open door.</param>
/// <param name="Cooling">What the compressor takes out, K/s.</param>
internal sealed record ColdStoreDesign(double CutIn, double CutOut, double Leak, double DoorLeak, double Cooling)
{
    public static ColdStoreDesign Fridge { get; } = new(CutIn: 3.8, CutOut: 2, Leak: 0.00009, DoorLeak: 0.0018, Cooling: 0.012);

    public static ColdStoreDesign Freezer { get; } = new(CutIn: -19.5, CutOut: -22, Leak: 0.00005, DoorLeak: 0.0011, Cooling: 0.015);
}

/// <summary>A fridge or freezer: the compressor cycles, people open the door for 8 to 40 s, the air follows.</summary>
internal sealed class ColdStore
{
    private const double Kitchen = 30;
    private const double OpeningsPerHour = 8;
    private const double ShutAtLeast = 60;

    private readonly ColdStoreDesign design;
    private readonly Random random;
    private double air;
    private double doorLeft;
    private double shutFor;

    public ColdStore(int seed, ColdStoreDesign design)
    {
        this.design = design;
        random = new Random(seed);
        air = random.Between(design.CutOut, design.CutIn);
        Probe = Math.Round(air, 2);
    }

    /// <summary>The fault: somebody left the door open.</summary>
    public bool DoorHeldOpen { get; set; }

    public bool DoorOpen => DoorHeldOpen || doorLeft > 0;

    public bool Compressor { get; private set; }

    /// <summary>°C, in the sensor's steps of 1/16 K.</summary>
    public double Probe { get; private set; }

    public void Step(double seconds, Moment shop)
    {
        StepDoor(seconds, shop);
        Compressor = Compressor ? air > design.CutOut : air >= design.CutIn;
        var leak = design.Leak + (DoorOpen ? design.DoorLeak : 0);
        air += (((Kitchen - air) * leak) - (Compressor ? design.Cooling : 0)) * seconds;
        Probe = Math.Round((air + (0.03 * random.NextGaussian())) * 16) / 16;
    }

    private void StepDoor(double seconds, Moment shop)
    {
        if (doorLeft > 0)
        {
            doorLeft -= seconds;
            shutFor = 0;
            return;
        }

        shutFor += seconds;
        if (shop.Working && shutFor > ShutAtLeast && random.Happens(OpeningsPerHour, seconds))
        {
            doorLeft = random.Between(8, 40);
        }
    }
}
