using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Monitoring.History;

/// <summary>How this node keeps readings. Section <c>History</c>; the folder is <c>Data:Directory</c>.</summary>
public sealed class HistoryOptions
{
    public const string Section = "History";

    /// <summary>No reading's time reaches this: the beginning of the year 10000, in Unix milliseconds.</summary>
    public const long EndOfTime = 253_402_300_800_000;

    /// <summary>Where <c>readings.db</c> lies: a local disk (no network share). Default <c>./data</c>.</summary>
    [Required]
    public string Directory { get; set; } = "./data";

    /// <summary>Readings older than this are deleted; their roll-ups stay. Default 90 days.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "36500.00:00:00")]
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Roll-ups of a minute older than this are deleted. Default two years (730 days).</summary>
    [Range(typeof(TimeSpan), "01:00:00", "36500.00:00:00")]
    public TimeSpan MinuteRetention { get; set; } = TimeSpan.FromDays(730);

    /// <summary>Roll-ups of an hour older than this are deleted; null: never. Default never.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "36500.00:00:00")]
    public TimeSpan? HourRetention { get; set; }

    /// <summary>Bytes the store may take; past it the oldest readings go first, counted and logged. Default 20 GB.</summary>
    [Range(1L << 20, long.MaxValue)]
    public long SizeCap { get; set; } = 20_000_000_000;

    /// <summary>Readings after which a commit takes no more appends with it. Default 5,000.</summary>
    [Range(1, 100_000)]
    public int CommitBatch { get; set; } = 5_000;

    /// <summary>
    /// Two commits begin at least this far apart, unless a batch is full: at a thousand readings a second one fsync serves five, and the transitions of alarms, which
    /// share the disk, don't queue behind them. A lone reading doesn't wait. Default 5 ms.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:01")]
    public TimeSpan CommitInterval { get; set; } = TimeSpan.FromMilliseconds(5);

    /// <summary>Readings that may wait for their commit; an append waits past it. Default 200,000.</summary>
    [Range(1, 10_000_000)]
    public int QueueBound { get; set; } = 200_000;

    /// <summary>Unsealed readings (24 bytes of memory each) past which slots are sealed before they are over. Default 3,000,000.</summary>
    [Range(1, 100_000_000)]
    public int TailBound { get; set; } = 3_000_000;

    /// <summary>How often finished slots are looked for. Default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan SealInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How often retention and size cap are enforced. Default 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RetentionInterval { get; set; } = TimeSpan.FromHours(1);
}

[OptionsValidator]
internal sealed partial class HistoryOptionsValidator : IValidateOptions<HistoryOptions>;
