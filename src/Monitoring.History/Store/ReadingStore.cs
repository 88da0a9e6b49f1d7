using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;
using Monitoring.Grains.Ports;
using Monitoring.History.Store.Blocks;
using Monitoring.History.Store.Rollups;
using Monitoring.History.Store.Shipping;

namespace Monitoring.History.Store;

/// <summary>The embedded store of this node: <c>readings.db</c> in the data folder, open as long as this lives.</summary>
public sealed class ReadingStore : IReadingStore, IDisposable
{
    /// <summary>Readings that one append may hold.</summary>
    public const int LargestAppend = 1_000_000;

    private const int PageSize = 5_000;

    private readonly CommitQueue queue;
    private string? upkeepProblem;

    /// <param name="ships">InfluxDB is to get everything from here on: what is sealed before it was taken there goes onto the list of what waits.</param>
    internal ReadingStore(Plan plan, IOptions<HistoryOptions> options, TimeProvider time, ILogger<ReadingStore> log, bool ships = false)
    {
        (Options, Time, Log) = (options.Value, time, log);
        File = new StoreFile(Options.Directory);
        SqliteConnection? connection = null;
        try
        {
            connection = File.OpenWriter();
            Id = StoreFile.IdOf(connection);
            Map = SeriesMap.Load(connection, plan);
            RawSince = RawMark.Read(connection);
            MinutesSince = RawMark.ReadMinutes(connection);
            HasRollups = RollupBackfill.IsDone(connection);
            if (ships)
            {
                // From the first start on, also if InfluxDB never answers before the setting goes again.
                ShippingState.Write(connection, 0);
            }

            Shipping = ShippingState.IsKnown(connection) ? new ShippingState(connection) : null;
            Tail = new Tail(Map);
            HotTable.Load(connection, Tail);
            var reserve = new SequenceReserve(connection, Options);
            Marks = new DurableMarks(time, reserve.Next - 1);
            queue = new CommitQueue(reserve.Next, Options.QueueBound);
            StoreLog.Opened(log, File.Path, Tail.Count, reserve.Next);
            Writer = new GroupCommit(File, new WriteSession(connection, Map), Map, Tail, queue, Marks, reserve, Options, time, log);
        }
        catch
        {
            connection?.Dispose();
            File.Dispose();
            throw;
        }
    }

    public string Id { get; }

    public long CommittedSequence => Writer.Committed;

    public StoreHealth Health => new(Writer.Problem ?? upkeepProblem, queue.Depth, File.Length);

    internal HistoryOptions Options { get; }

    internal TimeProvider Time { get; }

    internal ILogger Log { get; }

    internal StoreFile File { get; }

    internal SeriesMap Map { get; }

    internal Tail Tail { get; }

    internal DurableMarks Marks { get; }

    internal GroupCommit Writer { get; }

    /// <summary>Readings of the slots before this one were deleted for their age or for room; only their roll-ups are left.</summary>
    internal long RawSince { get; private set; }

    /// <summary>Minutes of the slots before this one were deleted for room; 0: never. Those that were deleted for their age are older than the setting says.</summary>
    internal long MinutesSince { get; private set; }

    /// <summary>Every block has its roll-ups. False: an earlier version sealed some, and theirs are still being made.</summary>
    internal bool HasRollups { get; set; }

    /// <summary>
    /// Null: no InfluxDB was ever configured. Once one was, what is sealed goes on being listed also while there is none: it may come back, and must have no hole then.
    /// </summary>
    internal ShippingState? Shipping { get; }

    /// <exception cref="ArgumentException">Nothing was taken: a signal isn't in the plan, a time lies before 1970 or after year 9999, or there are more than <see cref="LargestAppend"/>.</exception>
    public ValueTask<Append> AppendAsync(ReadOnlyMemory<Reading> readings, CancellationToken cancellation)
    {
        if (readings.IsEmpty)
        {
            return ValueTask.FromResult(new Append(CommittedSequence + 1, CommittedSequence, Task.CompletedTask));
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(readings.Length, LargestAppend, nameof(readings));
        foreach (ref readonly var reading in readings.Span)
        {
            if ((uint)reading.Signal >= (uint)Map.SignalCount || (ulong)reading.Time >= Slot.EndOfTime)
            {
                throw new ArgumentException($"No reading of this plan: signal {reading.Signal}, time {reading.Time}.", nameof(readings));
            }
        }

        return queue.AddAsync(readings, cancellation);
    }

    /// <summary>Ends with what was durable when it began.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<SequencedReading>> ReadAfterAsync(long sequence, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var (after, end) = (sequence, CommittedSequence); after < end;)
        {
            var (page, reached) = await Task.Run(() => ReadPage(after, end), cancellation);
            if (reached == after)
            {
                yield break;
            }

            after = reached;
            if (page.Length > 0)
            {
                yield return page;
            }
        }
    }

    /// <summary>Commits what was taken, unless the disk refuses, and closes the file. Appends that wait for room fail with <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose()
    {
        Writer.Dispose();
        Tail.Dispose();
        File.Dispose();
    }

    /// <summary>Deletes the blocks before a slot, in one transaction with the mark that says so.</summary>
    internal async Task ForgetBeforeAsync(long slot, IReadOnlyCollection<int> series)
    {
        await Writer.WriteAsync(connection =>
        {
            RawMark.Write(connection, slot);
            foreach (var one in series)
            {
                BlockTable.DeleteBefore(connection, one, slot);
            }
        });
        RawSince = Math.Max(RawSince, slot);
    }

    /// <summary>Minutes before a slot are about to be deleted for room: InfluxDB is asked for them from here on, and isn't told that there are none.</summary>
    internal async Task ForgetMinutesBeforeAsync(long slot)
    {
        await Writer.WriteAsync(connection =>
        {
            RawMark.WriteMinutes(connection, slot);
            ShipTable.DeleteBefore(connection, slot);
        });
        MinutesSince = Math.Max(MinutesSince, slot);
    }

    internal void UpkeepFailed(Exception reason)
    {
        HistoryMetrics.UpkeepFailures.Add(1);
        if (upkeepProblem is null)
        {
            StoreLog.UpkeepFailed(Log, reason);
        }

        upkeepProblem = "Sealing or retention fails: " + reason.Message;
    }

    internal void UpkeepWorked()
    {
        if (upkeepProblem is not null)
        {
            upkeepProblem = null;
            StoreLog.UpkeepRecovered(Log);
        }
    }

    private (SequencedReading[] Page, long Reached) ReadPage(long after, long end)
    {
        using var connection = File.OpenReader();
        return (HotTable.Page(connection, Map, after, end, PageSize, out var reached), reached);
    }
}
