using Monitoring.Domain.Areas;
using Monitoring.Grains.Contracts;

namespace Monitoring.Server.Api;

/// <summary>Reads how every facility of the plan is.</summary>
internal sealed partial class Overviews(GrainAccess grains, Plan plan, TimeProvider time, ILogger<Overviews> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private int silent;

    /// <summary>A facility that doesn't answer within two seconds comes back with areas that don't report.</summary>
    public Task<FacilityView[]> ReadAsync(CancellationToken cancellation) =>
        Task.WhenAll(plan.Facilities.Select(f => ReadAsync(f, cancellation)));

    private async Task<FacilityView> ReadAsync(FacilityPlan facility, CancellationToken cancellation)
    {
        FacilityOverview? overview = null;
        try
        {
            overview = await grains.Facility(facility.Id).GetOverview().AsTask().WaitAsync(Patience, time, cancellation);
            Interlocked.Exchange(ref silent, 0);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            ServerMetrics.GrainFailures.Add(1);
            if (Interlocked.Exchange(ref silent, 1) == 0)
            {
                LogSilent(facility.Id, failure);
            }
        }

        var areas = facility.Areas.Select(a => AreaView.Of(facility, a, overview?.Areas.FirstOrDefault(s => s.Area.Area == a.Id)));
        return new FacilityView(facility.Id, TextView.Of(facility.Name), facility.TimeZone, [.. areas]);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The facility {Facility} doesn't answer: its areas are shown as not reporting. /healthz/ready says what is wrong.")]
    private partial void LogSilent(string facility, Exception failure);
}
