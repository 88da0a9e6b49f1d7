using Microsoft.Data.Sqlite;
using Monitoring.Domain.Signals;
using Monitoring.History.Store;
using Monitoring.History.Store.Rollups;
using Monitoring.History.Store.Shipping;

namespace Monitoring.History.Influx;

/// <summary>
/// What is to go to InfluxDB next: sealed slots that wait, oldest first, then quarantined lines that somebody wants tried again, then the rows of <c>hot</c> behind the cursor.
/// Each is given out once, until <see cref="Rewind"/>. For one thread.
/// </summary>
internal sealed class ShipmentSource(ReadingStore store, int batchLines)
{
    private const int SlotsAtOnce = 256;

    /// <summary>Few enough that a server which refuses them all isn't taken for one that refuses everything.</summary>
    private const int RetriesAtOnce = 32;

    private readonly SeriesReader reader = new(store);
    private readonly Stack<Shipment> free = new();
    private readonly Queue<ShipSlot> slots = new();
    private readonly SeriesTags?[] tags = new SeriesTags?[store.Map.Count];
    private long lastSlot;
    private long lastRetry;
    private long sequence;

    /// <summary>Begins again at what the store says has arrived. Only when nothing is under way.</summary>
    public void Rewind()
    {
        slots.Clear();
        (lastSlot, lastRetry) = (0, 0);
        sequence = store.Shipping!.Cursor;
    }

    /// <returns>Null: there is nothing now.</returns>
    public Shipment? Next()
    {
        var shipment = free.TryPop(out var used) ? used : new Shipment();
        using (var connection = store.File.OpenReader())
        {
            if (FillWithSlots(connection, shipment) || FillWithRetries(connection, shipment) || FillWithRows(connection, shipment))
            {
                return shipment;
            }
        }

        free.Push(shipment);
        return null;
    }

    /// <summary>Its buffer may be used again.</summary>
    public void Return(Shipment shipment)
    {
        shipment.Clear();
        free.Push(shipment);
    }

    private bool FillWithSlots(SqliteConnection connection, Shipment shipment)
    {
        while (shipment.Lines.Count < batchLines && shipment.Slots.Count < SlotsAtOnce)
        {
            if (slots.Count == 0)
            {
                ShipTable.Next(connection, lastSlot, SlotsAtOnce).ForEach(slots.Enqueue);
            }

            if (!slots.TryDequeue(out var slot))
            {
                break;
            }

            lastSlot = slot.Id;
            Add(connection, shipment, slot);
        }

        // A slot that has nothing left to tell has arrived as well.
        return shipment.Slots.Count > 0;
    }

    private void Add(SqliteConnection connection, Shipment shipment, ShipSlot slot)
    {
        shipment.Slots.Add(slot);
        var names = TagsOf(slot.Series);
        if (slot.WithReadings)
        {
            var points = reader.PointsOf(connection, slot.Series, slot.Slot);
            if (points.Count == 0)
            {
                HistoryMetrics.InfluxSlotsExpired.Add(1);
            }

            foreach (var point in points)
            {
                Add(shipment, names, point);
            }
        }

        var minutes = MinuteTable.Read(connection, slot.Series, slot.Slot, slot.Slot).ToList();
        foreach (var minute in minutes.Count > 0 ? minutes : Nothing(slot.Slot))
        {
            shipment.Lines.AddRollup(names, Resolution.Minute, minute);
        }

        var hour = slot.Slot / HourTable.SlotsPerHour;
        foreach (var rollup in HourTable.Read(connection, slot.Series, hour, hour))
        {
            shipment.Lines.AddRollup(names, Resolution.Hour, rollup);
        }
    }

    /// <summary>A slot that has lost its minutes, because a late reading ended what stood there, must lose them there too.</summary>
    private static IEnumerable<Rollup> Nothing(long slot) =>
        Enumerable.Range(0, (int)(Slot.Milliseconds / 60_000)).Select(minute => Rollup.Empty(Slot.Start(slot) + (minute * Resolution.Minute.Milliseconds())));

    private bool FillWithRetries(SqliteConnection connection, Shipment shipment)
    {
        foreach (var line in QuarantineTable.Due(connection, lastRetry, RetriesAtOnce))
        {
            lastRetry = line.Id;
            shipment.Retried.Add(line.Id);
            shipment.Lines.AddLine(System.Text.Encoding.UTF8.GetBytes(line.Line));
        }

        return shipment.Retried.Count > 0;
    }

    private bool FillWithRows(SqliteConnection connection, Shipment shipment)
    {
        var end = store.CommittedSequence;
        if (sequence >= end)
        {
            return false;
        }

        var reached = HotTable.Visit(connection, sequence, end, batchLines, (series, point) => Add(shipment, TagsOf(series), point));
        // Fewer rows than asked for: whatever else there was up to the end has been sealed, and waits in its slot.
        sequence = shipment.Sequence = shipment.Lines.Count < batchLines ? end : reached;
        return true;
    }

    private static void Add(Shipment shipment, SeriesTags names, in Point point) =>
        shipment.Lines.AddReading(names, point.Time, point.Value, point.Quality, point.Origin);

    private SeriesTags TagsOf(int series)
    {
        return tags[series] ??= Make(store.Map.NameOf(series));

        static SeriesTags Make(SeriesName name) => new(name.Facility, name.Area, name.Equipment, name.Signal, name.Unit);
    }
}
