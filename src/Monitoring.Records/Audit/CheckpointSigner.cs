using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Monitoring.Domain.Audit;
using Monitoring.Grains.Settings;

namespace Monitoring.Records.Audit;

/// <summary>
/// Signs the head of each chain every minute when there is news, and once more when everything else has stopped. It signs only what follows from what it signed last, so
/// that a chain which somebody wrote anew meanwhile never gets its signature.
/// </summary>
internal sealed class CheckpointSigner(
    ChainedTrail trail, ChainedJournal journal, CheckpointBook checkpoints, AuditState state, IOptions<RecordsOptions> options, TimeProvider time)
    : BackgroundService, IHostedLifecycleService
{
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private readonly KeyFolder folder = new(options.Value.Directory);

    // Remembered, too: taking the last checkpoints away must not make the chain before them look like the newest.
    private readonly Dictionary<string, SignedHead> signed = new(StringComparer.Ordinal);
    private AuditKey? key;

    /// <summary>A key that can't be used until a person has mended something stops no alarms: health says what to do, and each signing tries again.</summary>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            key?.Dispose();
            key = null;
            key = AuditKey.Open(folder);
        }
        catch (Exception e)
        {
            CanNotSign(e);
        }

        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Everything that writes has stopped: the last words are signed, too.</summary>
    public Task StoppedAsync(CancellationToken cancellationToken) => SignAsync(cancellationToken);

    public override void Dispose()
    {
        key?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            do
            {
                await SignAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // An orderly stop.
        }
    }

    private async Task SignAsync(CancellationToken cancellation)
    {
        try
        {
            key ??= AuditKey.Open(folder);
            using var keys = AuditKey.ReadPublic(folder);
            var (first, second) = (await SignAsync(trail, keys, cancellation), await SignAsync(journal, keys, cancellation));
            var broken = first ?? second;
            AuditMetrics.Failures.Add(broken is null ? 0 : 1);
            state.Signing(broken is null ? null : $"{broken.Text} Nothing after it is signed. The command 'audit verify' looks at everything; keep a copy of Data:Directory as it is.");
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // It will be signed at the next start.
        }
        catch (Exception e)
        {
            CanNotSign(e);
        }
    }

    private void CanNotSign(Exception e)
    {
        AuditMetrics.Failures.Add(1);
        state.Signing($"The records can't be signed: {e.Message} It is tried again every minute.");
    }

    private async Task<ChainBreak?> SignAsync(ChainedBook book, PublicKeys keys, CancellationToken cancellation)
    {
        var last = await checkpoints.LastAsync(book.Name, cancellation);
        last = signed.TryGetValue(book.Name, out var mine) && mine.Number > (last?.Number ?? 0) ? mine : last;
        if (last is not null && await FindBreakAtAsync(last, book, keys, cancellation) is { } broken)
        {
            return broken;
        }

        var check = new ChainCheck(book.Name, keys, last is null ? ChainHead.None : new ChainHead(last.Number, last.Hash));
        if (await new ChainWalk(book, checkpoints, time, rest: 1).RunAsync(check, last?.Number ?? long.MinValue, cancellation) is { } later)
        {
            return later;
        }

        if (check.Entries > 0)
        {
            var head = key!.Sign(book.Name, check.Head, time.GetUtcNow().ToUnixTimeMilliseconds());
            await checkpoints.AddAsync(head, cancellation);
            signed[book.Name] = head;
            AuditMetrics.Checkpoints.Add(1);
        }

        return null;
    }

    /// <summary>Is what was signed last still there?</summary>
    private static async Task<ChainBreak?> FindBreakAtAsync(SignedHead last, ChainedBook book, PublicKeys keys, CancellationToken cancellation)
    {
        if (!keys.HaveSigned(last))
        {
            return new ChainBreak(ChainFault.Signature, book.Name, last.Number, 0);
        }

        var entry = (await book.ReadAfterAsync(last.Number - 1, cancellation)).FirstOrDefault();
        return entry is null ? new ChainBreak(ChainFault.Truncated, book.Name, last.Number, last.Number - 1)
            : entry.Number != last.Number || !entry.Hash.AsSpan().SequenceEqual(last.Hash) ? new ChainBreak(ChainFault.Rewritten, book.Name, last.Number, 0)
            : null;
    }
}
