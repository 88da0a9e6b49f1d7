using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Grains.Areas;
using Monitoring.Grains.Contracts;
using Monitoring.Grains.Ports;

namespace Monitoring.Grains.Facilities;

/// <summary>
/// What the areas of a facility have said last, and who is told of it. Its areas' reports keep it awake; after a fail-over every area has spoken again within seconds.
/// </summary>
internal sealed class FacilityGrain(Plan plan, [FromKeyedServices(AreaGrain.Clock)] TimeProvider time, IServiceProvider services, ILogger<FacilityGrain> logger)
    : Grain, IFacilityGrain
{
    private const long SilentAfter = 10_000;

    private static readonly TimeSpan TickPeriod = TimeSpan.FromSeconds(1);

    private readonly Dictionary<AreaId, AreaSummary> areas = [];
    private Teller? teller;
    private IGrainTimer? tick;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // A facility with nobody and nothing to tell has no such area, and needs no way to people.
        if (plan.FindFacility(this.GetPrimaryKeyString()) is { } facility && facility.Areas.Any(a => a.Kind == AreaKind.System))
        {
            teller = new Teller(
                facility, plan, services.GetRequiredService<INoticeRecords>(), services.GetRequiredService<INoticeSender>(),
                services.GetRequiredService<PublicAddress>().Root, GrainFactory, time, logger);
            tick = this.RegisterGrainTimer(_ => teller.TickAsync(), new GrainTimerCreationOptions(TimeSpan.Zero, TickPeriod));
        }

        return Task.CompletedTask;
    }

    public Task Report(AreaSummary summary, ImmutableArray<Alarm> open)
    {
        // Reports aren't awaited, so an older one may arrive behind a newer one.
        if (!areas.TryGetValue(summary.Area, out var known) || summary.At >= known.At || summary.At < known.At - SilentAfter)
        {
            areas[summary.Area] = summary;
        }

        if (teller?.Report(summary, open) == true)
        {
            tick!.Change(TimeSpan.Zero, TickPeriod);
        }

        return Task.CompletedTask;
    }

    public ValueTask<FacilityOverview> GetOverview()
    {
        var facility = this.GetPrimaryKeyString();
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var planned = plan.AreaIds.Where(a => a.Facility == facility).ToArray();
        var speaking = planned.Where(a => areas.TryGetValue(a, out var summary) && now - summary.At < SilentAfter).ToArray();
        return new(new FacilityOverview(facility, [.. speaking.Select(a => areas[a])], [.. planned.Except(speaking)]));
    }
}
