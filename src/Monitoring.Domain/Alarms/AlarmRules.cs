namespace Monitoring.Domain.Alarms;

/// <summary>The two alarms that every signal has without being asked; no rule of a plan may take their ids.</summary>
public static class AlarmRules
{
    public const string MissingData = "missing-data";
    public const string BadQuality = "bad-quality";
}
