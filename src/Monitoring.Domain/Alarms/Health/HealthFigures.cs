using System.Collections.Immutable;

namespace Monitoring.Domain.Alarms.Health;

/// <summary>How well the alarms of a place served its people in a time (ISA-18.2, EEMUA 191). All times are Unix milliseconds, UTC; durations are milliseconds.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive.</param>
/// <param name="Announced">How often somebody was told: everybody who watches the place hears each.</param>
/// <param name="PerDay">The same a day; of a time shorter than a day, as many as there were.</param>
/// <param name="ByPriority">Announcements, by their priority at that time.</param>
/// <param name="Top">The ten sources that were announced most.</param>
public sealed record HealthFigures(
    long From,
    long To,
    int Announced,
    double PerDay,
    BusiestDay? BusiestDay,
    PriorityCounts ByPriority,
    FloodFigures Floods,
    ChatterFigures Chattering,
    StandingFigures Standing,
    ImmutableArray<SourceFigures> Top,
    AcknowledgementFigures Acknowledged,
    SilenceFigures Silenced)
{
    /// <summary>What one operator can deal with in a day (EEMUA 191: 150 is acceptable).</summary>
    public const int AcceptablePerDay = 150;

    /// <summary>Share of announcements by priority that shows that priorities still tell something (ISA-18.2: about 80, 15 and 5 %).</summary>
    public static (double Low, double Medium, double High) PriorityTarget { get; } = (0.80, 0.15, 0.05);

    /// <summary>How many of the worst of each kind are named.</summary>
    internal const int Named = 10;
}

/// <param name="Day">By the facility's calendar.</param>
public sealed record BusiestDay(DateOnly Day, int Announced);

public readonly record struct PriorityCounts(int Low, int Medium, int High);

/// <param name="Duration">Of all of them together.</param>
/// <param name="Worst">With the most announcements first.</param>
public sealed record FloodFigures(int Count, long Duration, ImmutableArray<Flood> Worst);

/// <param name="Start">When more than ten announcements had come within ten minutes.</param>
/// <param name="End">When fewer than five had; null: it was still on.</param>
/// <param name="Announced">From the ones that began it to its end.</param>
/// <param name="Peak">The most within ten minutes.</param>
public sealed record Flood(long Start, long? End, int Announced, int Peak);

/// <param name="Sources">How many sources chattered.</param>
public sealed record ChatterFigures(int Sources, ImmutableArray<Chatter> Worst);

/// <param name="Episodes">How often the source began to be raised three times and more within a minute.</param>
/// <param name="Peak">The most raises within a minute.</param>
public sealed record Chatter(SourceFigures Figures, int Episodes, int Peak);

/// <param name="Count">Alarms that were active for more than a day on end; those that were silent at the end aside.</param>
public sealed record StandingFigures(int Count, ImmutableArray<StandingAlarm> Longest);

/// <param name="Returned">Null: it was still active.</param>
public sealed record StandingAlarm(AlarmSource Source, Alarm Alarm, long Raised, long? Returned);

/// <param name="Last">Its latest alarm, which tells its texts.</param>
/// <param name="Share">Of all announcements of the place, 0 to 1.</param>
public sealed record SourceFigures(AlarmSource Source, Alarm Last, int Announced, int Raised, double Share);

/// <param name="Count">Acknowledgements of alarms that had called; the times are theirs, from the call.</param>
/// <param name="Never">Alarms announced in this time that nobody had acknowledged by the end of the range.</param>
public sealed record AcknowledgementFigures(int Count, long? Median, long? Percentile95, int Never);

public sealed record SilenceFigures(Silenced Shelved, Silenced SuppressedByDesign, Silenced OutOfService);

/// <param name="Count">How many began in this time.</param>
/// <param name="Duration">How long they lasted in this time, all together.</param>
public readonly record struct Silenced(int Count, long Duration);
