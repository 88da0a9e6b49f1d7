namespace Monitoring.Domain.Alarms;

/// <summary>A delay as it is kept across a restart.</summary>
/// <param name="On">The level's condition has held for its on-delay and not been away for the off-delay.</param>
/// <param name="Since">When the running delay began: Unix milliseconds, UTC; 0: none is running.</param>
/// <param name="Elapsed">Milliseconds of it that are covered by good data.</param>
public readonly record struct TimerState(Level Level, bool On, long Since, long Elapsed);
