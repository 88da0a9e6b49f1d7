using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Monitoring.History.Store;

/// <summary>
/// The one writer: a thread that takes whatever is queued, commits it in one transaction and completes its tasks. A commit that the disk refuses is tried again
/// until it works. Upkeep runs between two commits, so that nothing ever waits for SQLite's lock.
/// </summary>
internal sealed class GroupCommit : IDisposable
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LastRetry = TimeSpan.FromSeconds(5);

    private readonly StoreFile file;
    private readonly SeriesMap map;
    private readonly Tail tail;
    private readonly CommitQueue queue;
    private readonly DurableMarks marks;
    private readonly SequenceReserve reserve;
    private readonly HistoryOptions options;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly CancellationTokenSource closing = new();
    private readonly Thread thread;
    private WriteSession? session;
    private long committed;

    public GroupCommit(
        StoreFile file, WriteSession session, SeriesMap map, Tail tail, CommitQueue queue, DurableMarks marks, SequenceReserve reserve, HistoryOptions options, TimeProvider time, ILogger log)
    {
        (this.file, this.session, this.map, this.tail, this.queue, this.marks, this.reserve) = (file, session, map, tail, queue, marks, reserve);
        (this.options, this.time, this.log) = (options, time, log);
        committed = reserve.Next - 1;
        thread = new Thread(Run) { IsBackground = true, Name = "ReadingStore writer" };
        thread.Start();
    }

    public long Committed => Interlocked.Read(ref committed);

    /// <summary>Why the last commit failed; null: it didn't.</summary>
    public string? Problem { get; private set; }

    /// <summary>Runs upkeep in a transaction of its own, on the writer. Unlike a commit it isn't tried again: the task fails.</summary>
    public Task WriteAsync(Action<SqliteConnection> work) => queue.AddAsync(work);

    /// <summary>Moves the write-ahead log into the file, which takes its size then.</summary>
    public Task CheckpointAsync() => queue.AddAsync(connection =>
    {
        // A checkpoint can't run inside the transaction that upkeep gets: an empty one ends here.
        Statement.Run(connection, "COMMIT; PRAGMA wal_checkpoint(TRUNCATE); BEGIN");
    });

    /// <summary>Commits what was admitted (once, if the disk refuses) and ends.</summary>
    public void Dispose()
    {
        if (closing.IsCancellationRequested)
        {
            return;
        }

        queue.Close();
        closing.Cancel();
        thread.Join();
        session?.Dispose();
        closing.Dispose();
    }

    private void Run()
    {
        List<PendingAppend> batch = [];
        while (queue.Take(batch, options.CommitBatch, out var work))
        {
            var began = Stopwatch.GetTimestamp();
            if (batch.Count > 0)
            {
                CommitUntilDurable(batch);
                batch.Clear();
            }

            if (work is not null)
            {
                RunUpkeep(work);
            }

            Pace(began);
        }
    }

    // By the machine's own clock: it spares the disk and decides nothing.
    private void Pace(long began)
    {
        var pause = options.CommitInterval - Stopwatch.GetElapsedTime(began);
        if (pause > TimeSpan.Zero && queue.Depth < options.CommitBatch)
        {
            closing.Token.WaitHandle.WaitOne(pause);
        }
    }

    private void CommitUntilDurable(List<PendingAppend> batch)
    {
        var last = batch[^1].Last;
        var readings = last - batch[0].First + 1;
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var started = Stopwatch.GetTimestamp();
                Session.Commit(batch, reserve.Due(last));
                HistoryMetrics.CommitDuration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
                break;
            }
            catch (Exception e)
            {
                Refused(e);
                if (!TryWait(attempt))
                {
                    batch.ForEach(a => a.SetException(new ObjectDisposedException(nameof(ReadingStore), "The store was closed while its disk refused to write: " + e.Message)));
                    queue.Release(readings);
                    return;
                }
            }
        }

        reserve.Written(last);
        tail.Add(batch);
        Interlocked.Exchange(ref committed, last);
        marks.Record(last);
        HistoryMetrics.Committed.Add(readings);
        batch.ForEach(a => a.SetResult());
        queue.Release(readings);
        if (Problem is not null)
        {
            Problem = null;
            StoreLog.WritingAgain(log, file.Path, readings);
        }
    }

    private void RunUpkeep(PendingWork work)
    {
        try
        {
            Session.InTransaction(() => work.Run(Session.Connection));
            work.SetResult();
        }
        catch (Exception e)
        {
            work.SetException(e);
        }
    }

    private WriteSession Session => session ??= new WriteSession(file.OpenWriter(), map);

    // A connection that has seen an error of the disk may keep it: the next attempt begins with a new one.
    private void Refused(Exception reason)
    {
        HistoryMetrics.CommitFailures.Add(1);
        if (Problem is null)
        {
            StoreLog.WriteRefused(log, file.Path, reason);
        }

        Problem = "Readings can't be written and stay unacknowledged: " + reason.Message;
        try
        {
            session?.Dispose();
        }
        catch (SqliteException e)
        {
            StoreLog.CloseFailed(log, e);
        }

        session = null;
    }

    /// <returns>False: the store is being closed.</returns>
    private bool TryWait(int attempt)
    {
        var pause = FirstRetry * Math.Pow(2, Math.Min(attempt, 10));
        try
        {
            Task.Delay(pause < LastRetry ? pause : LastRetry, time, closing.Token).GetAwaiter().GetResult();
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
