using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Monitoring.Records.Book;

/// <summary>
/// The one thread that writes <c>records.db</c>. It takes what waits, at most 512 commits, writes them in one transaction and completes them; it never lingers for
/// more, so that a lone commit costs one fsync. A transaction that fails fails its commits, and the file is opened anew for the next.
/// </summary>
internal sealed partial class RecordsWriter : IDisposable
{
    private const int MostInTransaction = 512;

    // Failed commits come back at once; the disk is given time to breathe.
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(100);

    // The wake-up of the thread costs its writer nothing, so it may run in the writer's place.
    private readonly Channel<PendingCommit> queue = Channel.CreateBounded<PendingCommit>(
        new BoundedChannelOptions(8 * MostInTransaction) { SingleReader = true, AllowSynchronousContinuations = true });

    private readonly CancellationTokenSource closing = new();
    private readonly Func<RecordBook> open;
    private readonly string file;
    private readonly RecordsHealth health;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly Thread thread;
    private RecordBook? book;

    /// <exception cref="InvalidDataException">Another program has written the file. Anything else that is wrong with it shows in the health and passes when it is mended.</exception>
    public RecordsWriter(Func<RecordBook> open, string file, RecordsHealth health, TimeProvider clock, ILogger logger)
    {
        (this.open, this.file, this.health, this.clock, this.logger) = (open, file, health, clock, logger);
        try
        {
            book = open();
        }
        catch (Exception e) when (e is not InvalidDataException)
        {
            Report(Problem(e));
        }

        thread = new Thread(Run) { Name = "records", IsBackground = true };
        thread.Start();
    }

    /// <exception cref="ObjectDisposedException">The writer is closed.</exception>
    public async Task WriteAsync(PendingCommit commit, CancellationToken cancellation)
    {
        try
        {
            RecordsMetrics.Queued.Add(1);
            await queue.Writer.WriteAsync(commit, cancellation);
        }
        catch (Exception e)
        {
            RecordsMetrics.Queued.Add(-1);
            ObjectDisposedException.ThrowIf(e is ChannelClosedException, this);
            throw;
        }

        await commit.Completion.WaitAsync(cancellation);
    }

    /// <summary>Writes what waits, then closes the file.</summary>
    public void Dispose()
    {
        if (queue.Writer.TryComplete())
        {
            closing.Cancel();
            thread.Join();
            closing.Dispose();
        }
    }

    private void Run()
    {
        List<PendingCommit> commits = new(MostInTransaction);
        while (Take(commits))
        {
            try
            {
                Write(commits);
            }
#pragma warning disable CA1031 // Whatever happens, the commits are told and the thread lives on.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Fail(commits, e);
            }

            commits.Clear();
        }

        book?.Dispose();
    }

    private bool Take(List<PendingCommit> commits)
    {
        while (commits.Count < MostInTransaction && queue.Reader.TryRead(out var commit))
        {
            commits.Add(commit);
        }

        RecordsMetrics.Queued.Add(-commits.Count);
        return commits.Count > 0 || (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult() && Take(commits));
    }

    private void Write(List<PendingCommit> commits)
    {
        var start = clock.GetTimestamp();
        book ??= open();
        book.Write(commits);
        RecordsMetrics.Duration.Record(clock.GetElapsedTime(start).TotalSeconds);
        RecordsMetrics.Commits.Add(commits.Count);
        Report(null);
        commits.ForEach(c => c.Complete());
    }

    private void Fail(List<PendingCommit> commits, Exception reason)
    {
        RecordsMetrics.Failures.Add(commits.Count);
        var problem = Problem(reason);
        Report(problem);
        book?.Dispose();
        book = null;
        commits.ForEach(c => c.Fail(new IOException(problem, reason)));
        closing.Token.WaitHandle.WaitOne(PauseAfterFailure);
    }

    private void Report(string? problem)
    {
        if (!health.Report(problem))
        {
            return;
        }

        if (problem is null)
        {
            LogWritingAgain(file);
        }
        else
        {
            LogFailing(problem);
        }
    }

    private string Problem(Exception reason) =>
        $"The record book '{file}' can't be written: {reason.Message} Make room on the disk of Data:Directory or mend the file; no restart is needed.";

    [LoggerMessage(LogLevel.Error, "{Problem}")]
    private partial void LogFailing(string problem);

    [LoggerMessage(LogLevel.Information, "The record book {File} is written again.")]
    private partial void LogWritingAgain(string file);
}
