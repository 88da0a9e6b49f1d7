namespace Monitoring.Domain.Signals;

/// <summary>Finds readings that the real thing can't have reached so soon (plausibility): they count as bad.</summary>
/// <param name="fastest">In the signal's unit per second; null: anything goes.</param>
internal sealed class ChangeCheck(double? fastest)
{
    /// <summary>Unix milliseconds, UTC; 0: none.</summary>
    public long GoodTime { get; private set; }

    public double GoodValue { get; private set; }

    public Reading Judge(in Reading reading)
    {
        if (reading.Quality == Quality.Bad)
        {
            return reading;
        }

        // Against the last good reading: when the real thing did jump, time makes the jump plausible, and it is believed.
        var passed = reading.Time - GoodTime;
        if (fastest is { } limit && GoodTime > 0 && passed > 0 && Math.Abs(reading.Value - GoodValue) * 1000 > limit * passed)
        {
            return reading with { Quality = Quality.Bad };
        }

        (GoodTime, GoodValue) = reading.Quality == Quality.Good ? (reading.Time, reading.Value) : (GoodTime, GoodValue);
        return reading;
    }

    public void Restore(long goodTime, double goodValue) => (GoodTime, GoodValue) = (goodTime, goodValue);
}
