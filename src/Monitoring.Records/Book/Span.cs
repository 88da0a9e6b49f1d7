namespace Monitoring.Records.Book;

/// <summary>
/// Which times a log's numbers cover, for blocks of <see cref="Size"/>: entries are numbered as they are written, nearly but not always in the order of their
/// times (the disk was full, a clock was set), and a range of time is found by its numbers, exactly, without an index that every page would have to sort.
/// </summary>
internal static class Span
{
    public const string Journal = "alarm_edge";
    public const string Deliveries = "delivery";

    private const int Size = 256;

    private const string Widen = """
        INSERT INTO span(log, block, earliest, latest) VALUES(?1, ?2, ?3, ?3) ON CONFLICT(log, block)
        DO UPDATE SET earliest = min(earliest, ?3), latest = max(latest, ?3) WHERE ?3 < earliest OR ?3 > latest
        """;

    /// <summary>An entry was written.</summary>
    public static void Note(RecordBook book, string log, long number, long time) => book.Run(Widen, log, number / Size, time);

    /// <param name="number">The column that is the number; its bounds make the search short.</param>
    /// <param name="time">The column that is the time: Unix milliseconds, UTC.</param>
    /// <param name="from">Inclusive; null: from the beginning.</param>
    /// <param name="to">Exclusive; null: until now.</param>
    public static Conditions AddRange(this Conditions conditions, string log, string number, string time, long? from, long? to) => conditions
        .Add($"{number} >= (SELECT min(block) * {Size} FROM span WHERE log = '{log}' AND latest >= ", from, ")")
        .Add($"{number} < (SELECT (max(block) + 1) * {Size} FROM span WHERE log = '{log}' AND earliest < ", to, ")")
        .Add($"{time} >= ", from)
        .Add($"{time} < ", to);
}
