using Monitoring.Domain.Alarms;
using Monitoring.Domain.Alarms.Health;
using Monitoring.Domain.Areas;

namespace Monitoring.Server.Api;

/// <summary>How well the alarms of a place served its people in a time. Durations are seconds.</summary>
internal sealed record HealthFiguresView(
    long From,
    long To,
    int Announced,
    double PerDay,
    BusiestDayView? BusiestDay,
    PrioritiesView<int> ByPriority,
    FloodsView Floods,
    ChatteringView Chattering,
    StandingsView Standing,
    TopSourceView[] Top,
    AcknowledgedView Acknowledged,
    SilencesView Silenced)
{
    public static HealthFiguresView Of(HealthFigures figures, Plan plan) => new(
        figures.From,
        figures.To,
        figures.Announced,
        figures.PerDay,
        figures.BusiestDay is { } day ? new BusiestDayView(day.Day, day.Announced) : null,
        new PrioritiesView<int>(figures.ByPriority.Low, figures.ByPriority.Medium, figures.ByPriority.High),
        new FloodsView(figures.Floods.Count, Seconds(figures.Floods.Duration), [.. figures.Floods.Worst.Select(f => new FloodView(f.Start, f.End, f.Announced, f.Peak))]),
        new ChatteringView(figures.Chattering.Sources, [.. figures.Chattering.Worst.Select(c => new ChatterView(HealthSourceView.Of(c.Figures, plan), c.Episodes, c.Peak))]),
        new StandingsView(
            figures.Standing.Count,
            [.. figures.Standing.Longest.Select(s => new StandingView(HealthSourceView.Of(s.Source, s.Alarm, plan), s.Alarm.Id, s.Raised, s.Returned))]),
        [.. figures.Top.Select(t => new TopSourceView(HealthSourceView.Of(t, plan), t.Announced, t.Raised, t.Share))],
        new AcknowledgedView(
            figures.Acknowledged.Count, Seconds(figures.Acknowledged.Median), Seconds(figures.Acknowledged.Percentile95), figures.Acknowledged.Never),
        new SilencesView(SilencedView.Of(figures.Silenced.Shelved), SilencedView.Of(figures.Silenced.SuppressedByDesign), SilencedView.Of(figures.Silenced.OutOfService)));

    public static double Seconds(long milliseconds) => milliseconds / 1000.0;

    private static double? Seconds(long? milliseconds) => milliseconds is { } m ? Seconds(m) : null;
}

/// <param name="Day">By the facility's calendar.</param>
internal sealed record BusiestDayView(DateOnly Day, int Announced);

internal sealed record PrioritiesView<T>(T Low, T Medium, T High);

internal sealed record FloodsView(int Count, double Seconds, FloodView[] Worst);

/// <param name="End">Null: it was still on.</param>
/// <param name="Peak">The most within ten minutes.</param>
internal sealed record FloodView(long Start, long? End, int Announced, int Peak);

/// <param name="Count">Sources that were raised three times and more within a minute.</param>
internal sealed record ChatteringView(int Count, ChatterView[] Worst);

/// <param name="Peak">The most raises within a minute.</param>
internal sealed record ChatterView(HealthSourceView Source, int Episodes, int Peak);

/// <param name="Count">Alarms that were active for more than a day on end.</param>
internal sealed record StandingsView(int Count, StandingView[] Longest);

internal sealed record StandingView(HealthSourceView Source, string Alarm, long RaisedAt, long? ReturnedAt);

/// <param name="Share">Of all announcements, 0 to 1.</param>
internal sealed record TopSourceView(HealthSourceView Source, int Announced, int Raised, double Share);

/// <param name="Never">Announced, and not acknowledged by the end of the range.</param>
internal sealed record AcknowledgedView(int Count, double? MedianSeconds, double? P95Seconds, int Never);

internal sealed record SilencesView(SilencedView Shelved, SilencedView SuppressedByDesign, SilencedView OutOfService);

internal sealed record SilencedView(int Count, double Seconds)
{
    public static SilencedView Of(Silenced silenced) => new(silenced.Count, HealthFiguresView.Seconds(silenced.Duration));
}

/// <summary>Where alarms come from, with its names.</summary>
internal sealed record HealthSourceView(
    string Area, string Equipment, TextView EquipmentName, string Signal, TextView SignalName, string Rule, AlarmKind Kind, TextView Message)
{
    public static HealthSourceView Of(SourceFigures figures, Plan plan) => Of(figures.Source, figures.Last, plan);

    public static HealthSourceView Of(AlarmSource source, Alarm alarm, Plan plan)
    {
        var view = AlarmView.Of(alarm, source.Area, plan);
        return new HealthSourceView(source.Area.Area, view.Equipment, view.EquipmentName, view.Signal, view.SignalName, view.Rule, view.Kind, view.Message);
    }
}
