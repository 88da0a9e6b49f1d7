namespace Monitoring.Simulator.Physics;

/// <summary>Light on the work tables, lx: lamps through the shifts, daylight besides.</summary>
internal sealed class WorkLight(int seed)
{
    private const double Lamps = 480;
    private const double Daylight = 220;
    private const double Night = 2;
    private const double LampsOnTime = 3;

    private readonly Random random = new(seed);
    private double lamps;
    private bool started;

    public double Light { get; private set; } = Night;

    public void Step(double seconds, Moment shop)
    {
        var target = shop.Shift ? Lamps : 0;
        lamps = started ? lamps + ((target - lamps) * Math.Min(1, seconds / LampsOnTime)) : target;
        started = true;
        var sun = Daylight * Math.Max(0, Math.Sin(Math.PI * (shop.Hour - 6) / 12));
        Light = Math.Round(Math.Max(0, Night + lamps + sun + (4 * random.NextGaussian())));
    }
}
