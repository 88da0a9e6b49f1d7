namespace Monitoring.Domain.Signals;

/// <summary>Whether a reading tells of now. Decided once, at the edge, and stored: a replay after a crash decides the same.</summary>
public enum Origin : byte
{
    /// <summary>Measured just now: it moves alarms and refreshes the signal.</summary>
    Live = 0,

    /// <summary>Old news (retained, backfilled, later than the signal's <c>late_after</c>): it goes into history and moves no alarm.</summary>
    History = 1,
}
