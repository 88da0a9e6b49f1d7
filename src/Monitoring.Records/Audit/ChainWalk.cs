using Monitoring.Domain.Audit;

namespace Monitoring.Records.Audit;

/// <summary>Takes a <see cref="ChainCheck"/> through a book page by page, in little memory, while others may write on.</summary>
/// <param name="rest">How long to pause after each page, as a multiple of the time that it took; 0: not at all.</param>
internal sealed class ChainWalk(ChainedBook book, CheckpointBook checkpoints, TimeProvider time, double rest)
{
    /// <param name="from">What the check begins after; <see cref="long.MinValue"/>: whatever has a number.</param>
    /// <returns>Null: it is whole until the last entry that there was.</returns>
    public async Task<ChainBreak?> RunAsync(ChainCheck check, long from, CancellationToken cancellation)
    {
        while (true)
        {
            var start = time.GetTimestamp();

            // First the checkpoint, then the entries: what is written meanwhile mustn't look cut off.
            var beyond = await checkpoints.FirstAfterAsync(book.Name, from, cancellation);
            var page = await book.ReadAfterAsync(from, cancellation);
            if (page.Count == 0)
            {
                return check.Walk([], beyond is null ? [] : [beyond]);
            }

            var last = page[^1].Number;
            if (check.Walk(page, await checkpoints.BetweenAsync(book.Name, from, last, cancellation)) is { } broken)
            {
                return broken;
            }

            from = last;
            if (rest > 0)
            {
                await Task.Delay(time.GetElapsedTime(start) * rest, time, cancellation);
            }
        }
    }
}
