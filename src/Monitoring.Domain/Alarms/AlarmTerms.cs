namespace Monitoring.Domain.Alarms;

/// <summary>How an alarm ends, and when it calls again.</summary>
/// <param name="AcknowledgementExpires">Milliseconds; null: never.</param>
/// <param name="ReAlarmAfter">Milliseconds since it last began to call; null: never.</param>
internal sealed record AlarmTerms(bool Latched, CorrectiveActionDemand Demand, long? AcknowledgementExpires, long? ReAlarmAfter)
{
    /// <summary>For the alarms that no rule of a plan stands behind.</summary>
    public static AlarmTerms BuiltIn { get; } = new(false, CorrectiveActionDemand.None, 4 * 60 * 60 * 1000, null);

    public static AlarmTerms Of(AlarmRule rule) =>
        new(rule.Latched, rule.Demand, (long?)rule.AcknowledgementExpires?.TotalMilliseconds, (long?)rule.ReAlarmAfter?.TotalMilliseconds);
}
