namespace Monitoring.History.Store;

/// <summary>Ten minutes of time: what one column block of a series covers.</summary>
internal static class Slot
{
    public const long Milliseconds = 600_000;

    /// <summary>What no reading's time reaches.</summary>
    public const long EndOfTime = HistoryOptions.EndOfTime;

    public static long Of(long time) => time / Milliseconds;

    public static long Start(long slot) => slot * Milliseconds;

    /// <summary>A block's key: series first, then time, so that a series' blocks lie side by side.</summary>
    public static long Key(int series, long slot) => ((long)series << 32) | slot;

    public static long OfKey(long key) => key & uint.MaxValue;
}
