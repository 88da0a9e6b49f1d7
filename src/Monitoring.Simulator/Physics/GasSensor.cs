namespace Monitoring.Simulator.Physics;

/// <summary>LPG beside the burners, % of the lower explosive limit: near 0, and 14 a few seconds after a burner is opened without a flame.</summary>
internal sealed class GasSensor(int seed)
{
    private const double Clean = 0.6;
    private const double UnlitBurner = 14;
    private const double RiseTime = 4;

    private readonly Random random = new(seed);
    private double air = Clean;

    /// <summary>The fault: gas without a flame.</summary>
    public bool Leaking { get; set; }

    public double Concentration { get; private set; } = Clean;

    public void Step(double seconds)
    {
        air += ((Leaking ? UnlitBurner : Clean) - air) * Math.Min(1, seconds / RiseTime);
        Concentration = Math.Round(Math.Max(0, air + (0.15 * random.NextGaussian())), 1);
    }
}
