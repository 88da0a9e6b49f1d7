namespace Monitoring.Domain.Alarms.Health;

public enum ProposalOutcome
{
    Found,

    /// <summary>No small change takes most of the short alarms away and keeps every long one in time.</summary>
    NothingHelps,

    /// <summary>Every alarm lasted longer than the time to respond: that isn't noise.</summary>
    NoShortAlarms,

    /// <summary>From the readings that are stored the rule raises nothing.</summary>
    NoReadings,
}

/// <param name="Rule">The rule with the smallest change that helps; null: there is none.</param>
/// <param name="Effect">What it would have done; null: there is none.</param>
public sealed record Proposal(ProposalOutcome Outcome, AlarmRule? Rule = null, ProposalEffect? Effect = null);

/// <param name="Alarms">What the rule in force would have raised, each acknowledged at once.</param>
/// <param name="Then">What the proposed one would have raised.</param>
/// <param name="Longer">Conditions that lasted longer than the time to respond, of which each still raises an alarm.</param>
/// <param name="Latest">The most that one of these would have been raised later, in milliseconds.</param>
public sealed record ProposalEffect(int Alarms, int Then, int Longer, long Latest);
