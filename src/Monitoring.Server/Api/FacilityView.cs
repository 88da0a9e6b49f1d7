using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;

namespace Monitoring.Server.Api;

internal sealed record FacilityView(string Id, TextView Name, string TimeZone, AreaView[] Areas);

/// <summary>An area at a glance.</summary>
/// <param name="Reporting">False: nothing is known of the area now, and the figures beside it are empty.</param>
/// <param name="At">When the area said so: Unix milliseconds, UTC.</param>
/// <param name="Worst">Highest priority among the active alarms.</param>
internal sealed record AreaView(
    string Area,
    string Facility,
    AreaKind Kind,
    TextView Name,
    bool Reporting,
    long? At,
    int Active,
    int Unacknowledged,
    Priority? Worst,
    int Trusted,
    int Doubtful,
    int Silent)
{
    public static AreaView Of(FacilityPlan facility, AreaPlan area, AreaSummary? summary) => new(
        area.Id,
        facility.Id,
        area.Kind,
        TextView.Of(area.Name),
        summary is not null,
        summary?.At,
        summary?.Active ?? 0,
        summary?.Unacknowledged ?? 0,
        summary?.Worst,
        summary?.Trusted ?? 0,
        summary?.Doubtful ?? 0,
        summary?.Silent ?? 0);
}
