namespace Monitoring.Simulator.Physics;

internal static class Noise
{
    /// <summary>Standard normal, by Box and Muller.</summary>
    public static double NextGaussian(this Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>Whether an event that comes by chance so often an hour comes within these seconds.</summary>
    public static bool Happens(this Random random, double perHour, double seconds) => random.NextDouble() < perHour * seconds / 3600;

    public static double Between(this Random random, double low, double high) => low + (random.NextDouble() * (high - low));
}

/// <summary>Noise with a memory (Ornstein-Uhlenbeck): air doesn't jump. Stays within 2.5 deviations.</summary>
internal sealed class Drifting(Random random, double deviation, double memorySeconds)
{
    public double Value { get; private set; }

    public void Step(double seconds)
    {
        var pull = seconds / memorySeconds;
        var next = Value - (Value * pull) + (deviation * Math.Sqrt(2 * pull) * random.NextGaussian());
        Value = Math.Clamp(next, -2.5 * deviation, 2.5 * deviation);
    }
}
