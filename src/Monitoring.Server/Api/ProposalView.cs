using Monitoring.Domain.Alarms;
using Monitoring.Domain.Alarms.Health;
using Monitoring.Domain.Areas;
using Monitoring.Server.Trials;

namespace Monitoring.Server.Api;

internal sealed record ProposalsView(long From, long To, ProposalView[] Proposals);

internal enum ProposalVerdict
{
    Found,
    NothingHelps,
    NoShortAlarms,
    NoReadings,

    /// <summary>Missing data, bad quality, a dead channel and their like: no deadband or delay can help.</summary>
    NotALimit,

    /// <summary>The plan in force has no such rule any more.</summary>
    RuleGone,
}

/// <summary>The smallest change of a rule that would have taken most of its short alarms away, computed from the stored readings.</summary>
/// <param name="Chattering">It was raised three times and more within a minute.</param>
/// <param name="ReadingsFrom">The oldest stored reading that was used; null: there is none.</param>
internal sealed record ProposalView(
    HealthSourceView Source,
    bool Chattering,
    int Announced,
    int Raised,
    double Share,
    ProposalVerdict Outcome,
    string Unit,
    double? RespondWithinSeconds,
    long? ReadingsFrom,
    RuleSettingsView? InForce,
    RuleSettingsView? Proposed,
    ProposalEffectView? Effect)
{
    public static ProposalView Of(FoundProposal found, Plan plan) => new(
        HealthSourceView.Of(found.Actor.Figures, plan),
        found.Actor.Chatters,
        found.Actor.Figures.Announced,
        found.Actor.Figures.Raised,
        found.Actor.Figures.Share,
        VerdictOf(found),
        AlarmPlace.UnitOf(found.Actor.Figures.Last, found.Signal?.Plan),
        found.InForce?.RespondWithin.TotalSeconds,
        found.FirstReading,
        found.InForce is { } rule ? RuleSettingsView.Of(rule) : null,
        found.Proposal?.Rule is { } proposed ? RuleSettingsView.Of(proposed) : null,
        found.Proposal?.Effect is { } effect ? new ProposalEffectView(effect.Alarms, effect.Then, effect.Longer, HealthFiguresView.Seconds(effect.Latest)) : null);

    private static bool IsBuiltIn(AlarmSource source) =>
        source.Area.Area == SystemArea.Id || source.Rule is AlarmRules.MissingData or AlarmRules.BadQuality or AlarmRules.Overdue or AlarmRules.CommunicationLost;

    private static ProposalVerdict VerdictOf(FoundProposal found) => found.Proposal?.Outcome switch
    {
        ProposalOutcome.Found => ProposalVerdict.Found,
        ProposalOutcome.NothingHelps => ProposalVerdict.NothingHelps,
        ProposalOutcome.NoShortAlarms => ProposalVerdict.NoShortAlarms,
        ProposalOutcome.NoReadings => ProposalVerdict.NoReadings,
        _ => IsBuiltIn(found.Actor.Figures.Source) ? ProposalVerdict.NotALimit : ProposalVerdict.RuleGone,
    };
}

internal sealed record RuleSettingsView(double Deadband, double OffDelaySeconds, LimitSettingsView[] Limits)
{
    public static RuleSettingsView Of(AlarmRule rule) => new(
        rule.Deadband, rule.OffDelay.TotalSeconds, [.. rule.Limits.Select(l => new LimitSettingsView(l.Level, l.Value, l.OnDelay.TotalSeconds, l.Priority))]);
}

internal sealed record LimitSettingsView(Level Level, double Limit, double OnDelaySeconds, Priority Priority);

/// <param name="Alarms">What the rule in force would have raised.</param>
/// <param name="AlarmsThen">What the proposed one would have raised.</param>
/// <param name="Longer">Conditions longer than the time to respond: each still raises an alarm.</param>
/// <param name="LatestSeconds">The most that one of these would have been raised later.</param>
internal sealed record ProposalEffectView(int Alarms, int AlarmsThen, int Longer, double LatestSeconds);
