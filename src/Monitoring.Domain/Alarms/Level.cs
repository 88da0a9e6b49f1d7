namespace Monitoring.Domain.Alarms;

/// <summary>The limits of one alarm, from far below to far above (OPC UA Part 9 ExclusiveLimitAlarm).</summary>
public enum Level
{
    LoLo = -2,
    Lo = -1,

    /// <summary>The alarm has no limit (missing data, bad quality) or none is passed.</summary>
    None = 0,
    Hi = 1,
    HiHi = 2,
}
