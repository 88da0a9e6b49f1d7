using System.Globalization;
using Monitoring.Domain.Areas;

namespace Monitoring.Domain.Alarms;

/// <summary>
/// <c>facility.area.equipment.signal.rule.conditionStart</c>: ids in a plan have no dot, so an alarm's id names its area, can stand in an address,
/// and comes out the same when the same readings are decided again after a crash.
/// </summary>
public static class AlarmId
{
    public static string Create(AreaId area, string equipment, string signal, string rule, long conditionStart) =>
        string.Create(CultureInfo.InvariantCulture, $"{area.Facility}.{area.Area}.{equipment}.{signal}.{rule}.{conditionStart}");

    public static bool TryGetArea(string id, out AreaId area)
    {
        var parts = id.Split('.');
        area = parts.Length == 6 ? new AreaId(parts[0], parts[1]) : default;
        return parts.Length == 6;
    }
}
