using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;

namespace Monitoring.History.Store.Rollups;

/// <summary>Makes the roll-ups of blocks that an earlier version sealed without them. Once, in steps, beside everything else.</summary>
internal sealed class RollupBackfill(ReadingStore store) : BackgroundService
{
    private const int SlotsPerStep = 144;
    private const string Done = "rollups_done";

    private readonly SeriesReader reader = new(store);

    /// <summary>Has every block its roll-ups? A store that has no block yet will have.</summary>
    public static bool IsDone(SqliteConnection connection)
    {
        if (Statement.Scalar(connection, "SELECT EXISTS(SELECT 1 FROM block)") == 0)
        {
            Finish(connection);
        }

        return Statement.Scalar(connection, $"SELECT v FROM meta WHERE k = '{Done}'") == 1;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!store.HasRollups && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                var made = await RunAsync(stoppingToken);
                StoreLog.RolledUp(store.Log, made);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                store.UpkeepFailed(e);
                await Task.Delay(store.Options.SealInterval, store.Time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <returns>Slots that had none.</returns>
    internal async Task<long> RunAsync(CancellationToken cancellation)
    {
        var rollups = new SlotRollups(store, reader);
        var made = 0L;
        for (var series = 0; series < store.Map.Count; series++)
        {
            for (long? next = 0; next is { } first;)
            {
                cancellation.ThrowIfCancellationRequested();
                var (slots, minutes, after) = await Task.Run(() => Make(rollups, series, first), cancellation);
                if (minutes.Count > 0)
                {
                    await store.Writer.WriteAsync(connection => RollupWrite.Put(connection, [.. minutes.Where(m => !MinuteTable.Has(connection, m.Key))]));
                }

                made += slots;
                next = after;
            }
        }

        await store.Writer.WriteAsync(Finish);
        store.HasRollups = true;
        return made;
    }

    private static void Finish(SqliteConnection connection) => Statement.Run(connection, $"INSERT OR REPLACE INTO meta VALUES('{Done}', 1)");

    private (int Slots, List<SlotMinutes> Minutes, long? Next) Make(SlotRollups rollups, int series, long first)
    {
        using var connection = store.File.OpenReader();
        List<long> due = [];
        using (var rows = new Statement(connection, "SELECT id FROM block b WHERE id >= ? AND id <= ? AND NOT EXISTS(SELECT 1 FROM minute m WHERE m.id = b.id) ORDER BY id LIMIT ?"))
        {
            rows.Bind(1, Slot.Key(series, first)).Bind(2, Slot.Key(series, uint.MaxValue)).Bind(3, SlotsPerStep);
            while (rows.Step())
            {
                due.Add(Slot.OfKey(rows.Long(0)));
            }
        }

        // A block that can't be read has no points and gets no roll-up.
        var slots = due.Select(slot => (slot, (Point[])[.. reader.PointsOf(connection, series, slot)])).Where(s => s.Item2.Length > 0).ToList();
        return (slots.Count, rollups.Of(connection, series, slots), due.Count == SlotsPerStep ? due[^1] + 1 : null);
    }
}
