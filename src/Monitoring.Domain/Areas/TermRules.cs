using Monitoring.Domain.Alarms;
using Monitoring.Domain.People;

namespace Monitoring.Domain.Areas;

/// <summary>What the terms must obey on which an alarm calls and ends, so that a person can keep them.</summary>
internal static class TermRules
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    public static IEnumerable<PlanProblem> Check(AlarmRule rule, FacilityPlan facility, string path)
    {
        if (rule.RespondWithin <= TimeSpan.Zero)
        {
            yield return new($"{path}.respond_within", "Nobody can respond in no time.", "Write the time in which a person must have acted, for example 5min.");
        }

        if (rule.AcknowledgementExpires < Shortest)
        {
            yield return new($"{path}.acknowledgement_expires", "An acknowledgement would expire at once.", "Write at least 1min, or never.");
        }

        if (rule.ReAlarmAfter < Shortest)
        {
            yield return new($"{path}.realarm_after", "The alarm would call without end.", "Write at least 1min, or remove the field.");
        }

        if (rule.Demand == CorrectiveActionDemand.RequiredAndVerified && facility.People.All(p => p.Role < Role.Supervisor))
        {
            yield return new(
                $"{path}.corrective_action", "Nobody of the facility may verify a corrective action: such an alarm could never be closed.",
                "Add a person with the role supervisor or above to 'people' of the facility, or write 'required'.");
        }
    }
}
