using System.Collections.Immutable;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;

namespace Monitoring.Server.Exports;

/// <summary>What the cells of a column hold.</summary>
internal enum ColumnKind
{
    Number,
    Whole,

    /// <summary>A word for a <see cref="Quality"/>, whose code the cell is.</summary>
    Quality,
}

/// <summary>A column beside the time.</summary>
/// <param name="Header">Names the signal, the figure and its unit; unique in a file.</param>
internal sealed record ExportColumn(string Header, ColumnKind Kind)
{
    public static ImmutableArray<ExportColumn> OfReadings(IEnumerable<Signal> signals) =>
    [
        .. signals.SelectMany(s => new ExportColumn[]
        {
            new(s.Address + UnitOf(s), ColumnKind.Number),
            new($"{s.Address} quality", ColumnKind.Quality),
        }),
    ];

    public static ImmutableArray<ExportColumn> OfRollups(IEnumerable<Signal> signals) =>
    [
        .. signals.SelectMany(s => new ExportColumn[]
        {
            new($"{s.Address} mean{UnitOf(s)}", ColumnKind.Number),
            new($"{s.Address} minimum{UnitOf(s)}", ColumnKind.Number),
            new($"{s.Address} maximum{UnitOf(s)}", ColumnKind.Number),
            new($"{s.Address} count", ColumnKind.Whole),
            new($"{s.Address} bad", ColumnKind.Whole),
            new($"{s.Address} good [s]", ColumnKind.Number),
            new($"{s.Address} outside [s]", ColumnKind.Number),
        }),
    ];

    /// <summary>For a cell of <see cref="ColumnKind.Quality"/> that isn't empty.</summary>
    public static string QualityWord(double cell) => (Quality)cell switch
    {
        Quality.Good => "good",
        Quality.Uncertain => "uncertain",
        _ => "bad",
    };

    private static string UnitOf(Signal signal) => signal.Plan.Unit.Symbol() is { Length: > 0 } symbol ? $" [{symbol}]" : "";
}
