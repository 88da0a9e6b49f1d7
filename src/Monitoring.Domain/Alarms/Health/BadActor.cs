using System.Collections.Immutable;

namespace Monitoring.Domain.Alarms.Health;

/// <summary>A source that loads people more than it tells them.</summary>
/// <param name="Chatters">It was raised three times within a minute.</param>
public sealed record BadActor(SourceFigures Figures, bool Chatters)
{
    private const double LargeShare = 0.05;

    /// <summary>Who chatters, and who of the ten most announced has more than 5 % of all.</summary>
    public static ImmutableArray<BadActor> Of(HealthFigures figures)
    {
        var chattering = figures.Chattering.Worst.Select(c => c.Figures.Source).ToHashSet();
        return
        [
            .. figures.Top.Where(t => t.Share > LargeShare && !chattering.Contains(t.Source)).Concat(figures.Chattering.Worst.Select(c => c.Figures))
                .OrderByDescending(t => t.Announced).ThenByDescending(t => t.Raised)
                .Select(t => new BadActor(t, chattering.Contains(t.Source))),
        ];
    }
}
