namespace Monitoring.Domain.Alarms;

/// <summary>The alarms that come without being asked for; no rule of a plan may take their ids.</summary>
public static class AlarmRules
{
    public const string MissingData = "missing-data";
    public const string BadQuality = "bad-quality";
    public const string Overdue = "overdue";
    public const string CommunicationLost = "communication-lost";

    /// <summary>Not rules, but what notes in the journal stand under.</summary>
    public const string OutOfService = "out-of-service";
    public const string Phase = "phase";
}
