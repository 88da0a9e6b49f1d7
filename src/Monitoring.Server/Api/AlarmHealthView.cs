using Monitoring.Domain.Alarms.Health;
using Monitoring.Domain.Areas;

namespace Monitoring.Server.Api;

/// <summary>The health of the alarms of a facility, or of one of its areas.</summary>
/// <param name="Area">As it was asked for; null: all of the facility.</param>
/// <param name="Acceptable">What ISA-18.2 and EEMUA 191 call acceptable: announcements a day, and the shares of the priorities.</param>
/// <param name="Weeks">ISO weeks in the facility's time zone, oldest first, the first and the last cut to the range.</param>
/// <param name="Areas">Each area of the facility over the whole range, the most announced first; empty if one was asked for.</param>
internal sealed record AlarmHealthView(
    string Facility,
    string? Area,
    string TimeZone,
    long From,
    long To,
    AcceptableView Acceptable,
    HealthFiguresView Whole,
    WeekHealthView[] Weeks,
    AreaHealthView[] Areas)
{
    public static AlarmHealthView Of(HealthReport report, FacilityPlan facility, string? area, Plan plan) => new(
        facility.Id,
        area,
        facility.TimeZone,
        report.Whole.From,
        report.Whole.To,
        new AcceptableView(
            HealthFigures.AcceptablePerDay, new PrioritiesView<double>(HealthFigures.PriorityTarget.Low, HealthFigures.PriorityTarget.Medium, HealthFigures.PriorityTarget.High)),
        HealthFiguresView.Of(report.Whole, plan),
        [.. report.Weeks.Select(w => new WeekHealthView(w.Week.ToString(), HealthFiguresView.Of(w.Figures, plan)))],
        area is not null ? [] :
        [
            .. report.Areas.OrderByDescending(a => a.Figures.Announced).Select(a => new AreaHealthView(
                a.Area.Area, plan.FindArea(a.Area) is { } known ? TextView.Of(known.Name) : TextView.Of(a.Area.Area), HealthFiguresView.Of(a.Figures, plan))),
        ]);
}

internal sealed record AcceptableView(int PerDay, PrioritiesView<double> Priorities);

/// <param name="Week">For example <c>2026-W48</c>.</param>
internal sealed record WeekHealthView(string Week, HealthFiguresView Figures);

internal sealed record AreaHealthView(string Area, TextView Name, HealthFiguresView Figures);
