using Monitoring.Domain.Alarms;

namespace Monitoring.Domain.Replays;

/// <summary>An alarm that a rule would have raised. Times are Unix milliseconds, UTC.</summary>
/// <param name="Returned">Null: it was still active at the end.</param>
/// <param name="Level">The worst that it reached.</param>
/// <param name="Priority">The highest that it reached.</param>
/// <param name="WorstAt">When it reached its worst level.</param>
/// <param name="Peak">The value furthest beyond the limit, from the start of the condition; for a rule that measures something else, the worst it was told with.</param>
/// <param name="BeyondUntil">The last reading beyond the limit.</param>
/// <param name="Dip">How far back inside the limit the value had been between the alarm before and this one; NaN: that can't be told.</param>
/// <param name="Silent">It was suppressed by design when it was raised: nobody would have been told.</param>
public readonly record struct ReplayedAlarm(
    long ConditionStart,
    long Raised,
    long? Returned,
    Level Level,
    Priority Priority,
    long WorstAt,
    double Peak,
    long BeyondUntil,
    double Dip,
    bool Silent);
