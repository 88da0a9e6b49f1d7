using Microsoft.Data.Sqlite;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;

namespace Monitoring.History.Store;

/// <summary>
/// The plan's signal numbers live as long as the plan, a series' id for ever. A signal whose unit changes begins a new series:
/// its old values mean something else.
/// </summary>
internal sealed class SeriesMap
{
    private readonly int[] seriesOf;
    private readonly int[] signalOf;
    private readonly SeriesName[] names;
    private readonly SeriesTerms[] terms;

    private SeriesMap(int[] seriesOf, SeriesName[] names, Plan plan)
    {
        (this.seriesOf, this.names) = (seriesOf, names);
        signalOf = new int[names.Length];
        terms = new SeriesTerms[names.Length];
        Array.Fill(signalOf, -1);
        Array.Fill(terms, SeriesTerms.Unknown);
        for (var signal = 0; signal < seriesOf.Length; signal++)
        {
            signalOf[seriesOf[signal]] = signal;
            terms[seriesOf[signal]] = SeriesTerms.Of(plan.Signals[signal].Plan);
        }
    }

    public int SignalCount => seriesOf.Length;

    /// <summary>Every series' id is below this.</summary>
    public int Count => signalOf.Length;

    public int SeriesOf(int signal) => seriesOf[signal];

    /// <returns>-1: the plan no longer has this signal.</returns>
    public int SignalOf(int series) => signalOf[series];

    public SeriesName NameOf(int series) => names[series];

    public SeriesTerms TermsOf(int series) => terms[series];

    /// <summary>Finds or makes the series of every signal of the plan.</summary>
    public static SeriesMap Load(SqliteConnection writer, Plan plan)
    {
        var series = new int[plan.Signals.Length];
        Statement.Run(writer, "BEGIN IMMEDIATE");
        using (var find = new Statement(writer, "SELECT id FROM series WHERE facility = ? AND area = ? AND equipment = ? AND signal = ? AND unit = ?"))
        using (var add = new Statement(writer, "INSERT OR IGNORE INTO series(facility, area, equipment, signal, unit) VALUES(?, ?, ?, ?, ?)"))
        {
            foreach (var signal in plan.Signals)
            {
                BindKey(add, signal).Execute();
                BindKey(find, signal).Step();
                series[signal.Number] = (int)find.Long(0);
                find.Reset();
            }
        }

        Statement.Run(writer, "COMMIT");
        return new SeriesMap(series, Names(writer), plan);
    }

    private static SeriesName[] Names(SqliteConnection connection)
    {
        var names = new SeriesName[Statement.Scalar(connection, "SELECT coalesce(max(id), 0) FROM series") + 1];
        using var rows = new Statement(connection, "SELECT id, facility, area, equipment, signal, unit FROM series");
        while (rows.Step())
        {
            names[rows.Long(0)] = new SeriesName(rows.Text(1), rows.Text(2), rows.Text(3), rows.Text(4), rows.Text(5));
        }

        return names;
    }

    private static Statement BindKey(Statement statement, Signal signal) => statement
        .Bind(1, signal.Area.Facility)
        .Bind(2, signal.Area.Area)
        .Bind(3, signal.Equipment.Id)
        .Bind(4, signal.Plan.Id)
        .Bind(5, signal.Plan.Unit.Symbol());
}

/// <summary>What a series was called when it began; the plan may have forgotten it since.</summary>
/// <param name="Unit">Its symbol; empty: none.</param>
internal readonly record struct SeriesName(string Facility, string Area, string Equipment, string Signal, string Unit);

/// <summary>What roll-ups need of a series' signal, by the plan in force.</summary>
/// <param name="GapAfter">Milliseconds: see <see cref="Coverage.GapAfter"/>.</param>
internal readonly record struct SeriesTerms(long GapAfter, SignalLimits Limits)
{
    /// <summary>The plan no longer has the signal: its readings count, its time doesn't.</summary>
    public static SeriesTerms Unknown { get; } = new(0, SignalLimits.None);

    public static SeriesTerms Of(SignalPlan signal) => new(Coverage.GapAfter(signal), SignalLimits.Of(signal));
}
