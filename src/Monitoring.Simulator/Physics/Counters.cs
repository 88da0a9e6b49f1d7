namespace Monitoring.Simulator.Physics;

/// <summary>Hands washed since the station was switched on: by chance through the work, and everybody after a break.</summary>
internal sealed class HandWashStation(int seed)
{
    private const double PerHour = 14;
    private const double PerHourInRush = 70;

    private readonly Random random = new(seed);

    public int Washes { get; private set; }

    public void Step(double seconds, Moment shop)
    {
        if (shop.Working && random.Happens(shop.Rush ? PerHourInRush : PerHour, seconds))
        {
            Washes++;
        }
    }
}

/// <summary>Pieces that a table has put on the counter since it was switched on.</summary>
internal sealed class PieceCounter(int seed)
{
    private const double PerHour = 80;

    private readonly Random random = new(seed);

    public int Pieces { get; private set; }

    public void Step(double seconds, Moment shop)
    {
        if (shop.Working && random.Happens(PerHour, seconds))
        {
            Pieces++;
        }
    }
}
