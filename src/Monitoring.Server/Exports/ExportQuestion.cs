using System.Collections.Immutable;
using System.Globalization;
using Monitoring.Domain.Areas;

namespace Monitoring.Server.Exports;

internal enum ExportFormat
{
    Csv,
    Parquet,
    Xlsx,
}

/// <summary>What the rows of an export are.</summary>
internal enum ExportResolution
{
    /// <summary>Readings as they came.</summary>
    Raw,
    Minute,
    Hour,
}

/// <summary>A question that can be answered.</summary>
/// <param name="Signals">At least one, each once.</param>
/// <param name="From">Inclusive: Unix milliseconds, UTC.</param>
/// <param name="To">Exclusive.</param>
internal sealed record ExportQuestion(ImmutableArray<Signal> Signals, long From, long To, ExportFormat Format, ExportResolution Resolution)
{
    private const int LongestName = 40;

    public string ContentType => Format switch
    {
        ExportFormat.Csv => "text/csv; charset=utf-8; header=present",
        ExportFormat.Parquet => "application/vnd.apache.parquet",
        _ => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    };

    /// <summary>Made of characters that every file system takes.</summary>
    public string FileName =>
        $"history-{One(Signals.Select(s => s.Area.Facility), "facilities")}-{One(Signals.Select(s => s.Area.Area), "areas")}-{Stamp(From)}-{Stamp(To)}.{Ending}";

    private string Ending => Format switch
    {
        ExportFormat.Csv => "csv",
        ExportFormat.Parquet => "parquet",
        _ => "xlsx",
    };

    /// <returns>What all of them are; <paramref name="several"/> if they differ.</returns>
    private static string One(IEnumerable<string> names, string several) =>
        names.Distinct().Take(2).ToArray() is [var only] ? string.Concat(only.Take(LongestName).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_')) : several;

    private static string Stamp(long time) => DateTimeOffset.FromUnixTimeMilliseconds(time).UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
