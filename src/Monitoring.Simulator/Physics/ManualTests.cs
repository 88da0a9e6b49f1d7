namespace Monitoring.Simulator.Physics;

/// <summary>The oil's total polar materials, %: every batch adds some, the crew changes the oil before the warning at 20.</summary>
internal sealed class FryingOil
{
    private const double BatchesPerHour = 15;
    private const double PerBatch = 0.09;
    private const double Fresh = 8;
    private const double ChangeAt = 18.5;

    private readonly Random random;
    private double polar;

    public FryingOil(int seed)
    {
        random = new Random(seed);
        polar = random.Between(Fresh, 12);
    }

    public double Polar => Math.Round(polar * 2) / 2;

    public void Step(double seconds, Moment shop)
    {
        if (shop.Working && random.Happens(BatchesPerHour, seconds))
        {
            polar = polar >= ChangeAt ? Fresh : polar + PerBatch;
        }
    }
}

/// <summary>The sanitiser bucket: mixed at 70 to 110 ppm of chlorine, weaker with every hour, mixed anew for each shift.</summary>
internal sealed class Sanitiser(int seed)
{
    private const double LossPerHour = 2;
    private const double WeakestInUse = 65;

    private readonly Random random = new(seed);
    private double strength = 90;
    private bool inRush;

    /// <summary>ppm, as the strip shows it: in steps of 5.</summary>
    public double Strength => Math.Round(strength / 5) * 5;

    public void Step(double seconds, Moment shop)
    {
        var mixed = shop.Rush && !inRush;
        inRush = shop.Rush;
        strength = mixed ? random.Between(75, 110) : Math.Max(WeakestInUse, strength - (LossPerHour * seconds / 3600));
    }
}
