using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Monitoring.Domain.Wire;

namespace Monitoring.Ingest.Rejects;

/// <summary>
/// What was set aside and why, for the maintainer to see: aggregated by topic and reason, bounded, and kept over a restart in <c>rejects.json</c>, which is
/// written at most every ten seconds. Safe to use from any thread.
/// </summary>
public sealed partial class RejectLog : BackgroundService
{
    private const int Most = 1_000;
    private const int MostOfOneFacility = 250;
    private const int MostOfOneDevice = 50;
    private const int MostText = 256;

    private static readonly TimeSpan WritePeriod = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly RejectTable table = new(Most, MostOfOneFacility, MostOfOneDevice);
    private readonly TopicTable topics;
    private readonly TimeProvider time;
    private readonly ILogger<RejectLog> logger;
    private readonly string file;
    private long sinceWrite;
    private bool isFailing;

    public RejectLog(TopicTable topics, IOptions<DataOptions> data, TimeProvider time, ILogger<RejectLog> logger)
    {
        (this.topics, this.time, this.logger) = (topics, time, logger);
        file = Path.Combine(data.Value.Directory, "rejects.json");
        Read();
    }

    /// <summary>The newest first; at most 1,000, at most 250 of one facility, about 50 of one device.</summary>
    public ImmutableArray<RejectedTopic> Snapshot()
    {
        lock (gate)
        {
            return [.. table.ToList()];
        }
    }

    /// <param name="from">The sender's own topic; null: nobody knows.</param>
    internal void Add(string topic, RejectReason reason, in ReadOnlySequence<byte> payload, string? from = null, int count = 1) =>
        Add(topic, reason, Printable(payload), from, count);

    /// <param name="sample">Says where a refused sign-in came from.</param>
    internal void Add(string topic, RejectReason reason, string sample, string? from, int count = 1)
    {
        IngestMetrics.Rejected(reason, count);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var reject = new RejectedTopic(Printable(topic), topics.FacilityOf(from ?? topic), reason, count, now, now, Printable(sample)) { From = from ?? "" };
        lock (gate)
        {
            table.Add(reject);
            sinceWrite += count;
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Write();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(WritePeriod, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Write();
            }
        }
        catch (OperationCanceledException)
        {
            // The stop itself writes what is left.
            return;
        }
    }

    private static string Printable(string text) => Printable(text.AsSpan(0, Math.Min(text.Length, MostText)));

    private static string Printable(in ReadOnlySequence<byte> payload)
    {
        var bytes = payload.Slice(0, Math.Min(payload.Length, MostText));
        return Printable(Encoding.UTF8.GetString(bytes));
    }

    private static string Printable(ReadOnlySpan<char> text)
    {
        Span<char> printable = stackalloc char[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            printable[i] = text[i] is >= ' ' and not '\x7f' and not (>= '\x80' and < '\xa0') && !char.IsSurrogate(text[i]) && !IsDirection(text[i]) ? text[i] : '\ufffd';
        }

        return new string(printable);
    }

    /// <summary>Marks that turn the direction of text or end a line could disguise what a maintainer reads.</summary>
    private static bool IsDirection(char c) => c is (>= '\u200e' and <= '\u200f') or (>= '\u2028' and <= '\u202e') or (>= '\u2066' and <= '\u2069');

    private void Read()
    {
        try
        {
            if (!File.Exists(file))
            {
                return;
            }

            using var stream = File.OpenRead(file);
            foreach (var reject in (JsonSerializer.Deserialize(stream, RejectsJson.Default.ListRejectedTopic) ?? []).OrderBy(r => r.LastAt))
            {
                table.Add(reject);
            }
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
        {
            LogUnreadable(logger, unreadable, file);
        }
    }

    private void Write()
    {
        List<RejectedTopic> rejects;
        long news;
        lock (gate)
        {
            (news, sinceWrite) = (sinceWrite, 0);
            if (news == 0)
            {
                return;
            }

            rejects = table.ToList();
        }

        LogSetAside(logger, news, rejects[0].Topic, rejects[0].Reason, rejects[0].Remedy);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var draft = file + ".new";
            using (var stream = File.Create(draft))
            {
                JsonSerializer.Serialize(stream, rejects, RejectsJson.Default.ListRejectedTopic);
                stream.Flush(flushToDisk: true);
            }

            File.Move(draft, file, overwrite: true);
            isFailing = false;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            lock (gate)
            {
                sinceWrite += news;
            }

            if (!isFailing)
            {
                isFailing = true;
                LogUnwritable(logger, refused, file);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} messages or readings were set aside; the latest on {Topic}: {Reason}. {Remedy}")]
    private static partial void LogSetAside(ILogger logger, long count, string topic, RejectReason reason, string remedy);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{File} can't be read: the list of rejects starts empty.")]
    private static partial void LogUnreadable(ILogger logger, Exception unreadable, string file);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{File} can't be written: the list of rejects is kept in memory and written when it can be. Make room on the disk.")]
    private static partial void LogUnwritable(ILogger logger, Exception refused, string file);
}
