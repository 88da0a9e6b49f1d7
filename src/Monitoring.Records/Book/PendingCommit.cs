namespace Monitoring.Records.Book;

/// <summary>A commit on its way to the writer, already turned into what its rows hold: it knows what to write, the writer when.</summary>
internal abstract class PendingCommit
{
    // The writer must not run a grain's continuation.
    private readonly TaskCompletionSource completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int written;

    public Task Completion => completion.Task;

    /// <summary>Writes its rows into the transaction that is open.</summary>
    public void WriteTo(RecordBook book) => written = Write(book);

    /// <summary>Its transaction is durable.</summary>
    public void Complete()
    {
        Count(written);
        completion.SetResult();
    }

    public void Fail(IOException reason) => completion.SetException(reason);

    /// <returns>How many rows weren't there before.</returns>
    protected abstract int Write(RecordBook book);

    protected abstract void Count(int written);
}
