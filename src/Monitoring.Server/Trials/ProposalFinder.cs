using Monitoring.Domain.Alarms;
using Monitoring.Domain.Alarms.Health;
using Monitoring.Domain.Areas;

namespace Monitoring.Server.Trials;

/// <summary>What a proposal is about.</summary>
/// <param name="InForce">The rule as it is; null: no rule of the plan stands behind the alarm, or it has left the plan.</param>
/// <param name="Proposal">Null: nothing could be tried.</param>
internal sealed record FoundProposal(BadActor Actor, Signal? Signal, AlarmRule? InForce, long? FirstReading, Proposal? Proposal);

/// <summary>Looks for changes that would quieten bad actors, by trying them on the stored readings.</summary>
internal sealed class ProposalFinder(Replays replays, Plan plan)
{
    public async Task<FoundProposal> FindAsync(BadActor actor, long from, long to, CancellationToken cancellation)
    {
        var source = actor.Figures.Source;
        var signal = plan.FindSignal($"{source.Area}/{source.Equipment}/{source.Signal}");
        if (signal?.Plan.Rules.FirstOrDefault(r => r.Id == source.Rule) is not { } rule || source.Area.Area == SystemArea.Id)
        {
            return new FoundProposal(actor, signal, null, null, null);
        }

        var search = new ProposalSearch(plan, signal, rule);
        while (search.Next() is { } scope)
        {
            await replays.RunAsync(scope, from, to, search.Take, cancellation);
        }

        return new FoundProposal(actor, signal, rule, await replays.FirstReadingAsync(signal, from, to, cancellation), search.Result);
    }
}
