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

    private SeriesMap(int[] seriesOf, int count)
    {
        this.seriesOf = seriesOf;
        signalOf = new int[count];
        Array.Fill(signalOf, -1);
        for (var signal = 0; signal < seriesOf.Length; signal++)
        {
            signalOf[seriesOf[signal]] = signal;
        }
    }

    public int SignalCount => seriesOf.Length;

    /// <summary>Every series' id is below this.</summary>
    public int Count => signalOf.Length;

    public int SeriesOf(int signal) => seriesOf[signal];

    /// <returns>-1: the plan no longer has this signal.</returns>
    public int SignalOf(int series) => signalOf[series];

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
        return new SeriesMap(series, (int)Statement.Scalar(writer, "SELECT coalesce(max(id), 0) FROM series") + 1);
    }

    private static Statement BindKey(Statement statement, Signal signal) => statement
        .Bind(1, signal.Area.Facility)
        .Bind(2, signal.Area.Area)
        .Bind(3, signal.Equipment.Id)
        .Bind(4, signal.Plan.Id)
        .Bind(5, signal.Plan.Unit.Symbol());
}
