using System.Threading.RateLimiting;
using Microsoft.Net.Http.Headers;
using Monitoring.Grains.Ports;

namespace Monitoring.Server.Exports;

/// <summary>Writes stored history into files, straight into the response: as fast as the client takes them, and never more than a piece of them in memory.</summary>
internal sealed partial class Exporter(IReadingHistory history, ExportSizes sizes, IHostApplicationLifetime lifetime, ILogger<Exporter> logger) : IDisposable
{
    /// <summary>At a time on this node: what is live keeps the rest of a small machine.</summary>
    public const int Most = 2;

    private readonly ConcurrencyLimiter turns = new(new ConcurrencyLimiterOptions { PermitLimit = Most, QueueLimit = 0 });

    /// <summary>Lasts until the lease is disposed of; not acquired: as many as may run already do.</summary>
    public RateLimitLease Begin()
    {
        var turn = turns.AttemptAcquire();
        ServerMetrics.ExportsRefused.Add(turn.IsAcquired ? 0 : 1);
        return turn;
    }

    /// <summary>Throws only as long as the answer can still be another one; after that a failure breaks the connection off, so that the client sees it.</summary>
    public async Task SendAsync(ExportQuestion question, HttpContext context)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        ServerMetrics.ExportsRunning.Add(1);
        try
        {
            var rows = ExportRows.Of(question, history);
            var hasRow = await rows.NextAsync(stop.Token);
            await WriteAsync(question, rows, hasRow, context, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The client has gone, or the server stops and won't keep it waiting for a file that it can't finish.
            context.Abort();
            ServerMetrics.ExportsBroken.Add(1, new KeyValuePair<string, object?>("reason", context.RequestAborted.IsCancellationRequested ? "client" : "stop"));
        }
        finally
        {
            ServerMetrics.ExportsRunning.Add(-1);
        }
    }

    public void Dispose() => turns.Dispose();

    private async Task WriteAsync(ExportQuestion question, ExportRows rows, bool hasRow, HttpContext context, CancellationToken cancellation)
    {
        var count = 0L;
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(question.FileName);
        context.Response.ContentType = question.ContentType;
        context.Response.Headers.ContentDisposition = disposition.ToString();
        context.Response.Headers.CacheControl = "no-store";
        await using var stream = new ForwardStream(context.Response.Body, cancellation);
        await using var file = ExportFile.Of(question, rows.Columns, stream, sizes);
        try
        {
            await file.BeginAsync(cancellation);
            for (; hasRow; hasRow = await rows.NextAsync(cancellation))
            {
                await file.AddAsync(rows.Time, rows.Cells, cancellation);
                count++;
            }

            await file.EndAsync(cancellation);
        }
        catch (Exception e)
        {
            stream.Cut();
            if (!context.Response.HasStarted || cancellation.IsCancellationRequested)
            {
                throw;
            }

            context.Abort();
            ServerMetrics.ExportsBroken.Add(1, new KeyValuePair<string, object?>("reason", "failure"));
            LogBroken(count, e);
        }
    }

    [LoggerMessage(LogLevel.Error, "An export broke off after {Rows} rows; its download was cut, so that nobody takes the part for the whole. /healthz/ready says what is wrong; then ask again.")]
    private partial void LogBroken(long rows, Exception failure);
}
