using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Grains.Ports;

namespace Monitoring.Grains.Areas;

/// <summary>
/// An area's way to the record book. When the book can't be written, the transitions wait here in order and are tried again every second; people are told
/// meanwhile, with the board saying that the record is behind: an alarm that isn't on record is bad, one that nobody hears is worse (decision 0004).
/// </summary>
internal sealed partial class AreaJournal(
    AreaId id, Area area, IAlarmRecords records, ImmutableDictionary<string, long>? cursors, TimeProvider time, ILogger logger)
{
    /// <summary>How much is decided again after a crash.</summary>
    private static readonly TimeSpan CheckpointPeriod = TimeSpan.FromSeconds(5);

    /// <summary>How long people wait for the disk before they are told all the same.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly List<AlarmEdge> waiting = [];
    private ImmutableDictionary<string, long> cursors = cursors ?? ImmutableDictionary<string, long>.Empty;
    private long writtenAt = time.GetTimestamp();
    private bool moved;
    private Task underWay = Task.CompletedTask;

    public bool IsBehind { get; private set; }

    public long CursorOf(string store) => cursors.GetValueOrDefault(store);

    public void Advance(string store, long cursor)
    {
        moved = true;
        if (cursor > cursors.GetValueOrDefault(store))
        {
            cursors = cursors.SetItem(store, cursor);
        }
    }

    public Task CheckpointWhenDueAsync() => moved && time.GetElapsedTime(writtenAt) >= CheckpointPeriod ? CheckpointAsync() : Task.CompletedTask;

    public Task CheckpointAsync() => moved || IsBehind || area.Edges.Count > 0 ? WriteAsync() : Task.CompletedTask;

    /// <summary>Writes what the area has decided since the last time, with its state, in one transaction. Doesn't throw when the book refuses, whatever it throws, and doesn't wait for one that hangs.</summary>
    public async Task WriteAsync()
    {
        waiting.AddRange(area.Edges);
        area.ClearEdges();
        if (!underWay.IsCompleted)
        {
            return;
        }

        var state = area.Capture(cursors, time.GetUtcNow().ToUnixTimeMilliseconds());
        writtenAt = time.GetTimestamp();
        try
        {
            underWay = records.CommitAsync(id, [.. waiting], state, CancellationToken.None);
            await underWay.WaitAsync(Patience, time);
            GrainMetrics.Count(waiting);
            waiting.Clear();
            moved = false;
            if (IsBehind)
            {
                IsBehind = false;
                LogCaughtUp(logger, id);
            }
        }
        catch (Exception refused)
        {
            GrainMetrics.RecordsRefused.Add(1);
            if (!IsBehind)
            {
                IsBehind = true;
                LogBehind(logger, id, refused);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The record book refuses the transitions of {Area}: they are told and kept in memory, and tried again every second. Make room on the disk of Data:Directory.")]
    private static partial void LogBehind(ILogger logger, AreaId area, Exception refused);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The record book takes the transitions of {Area} again; none is missing.")]
    private static partial void LogCaughtUp(ILogger logger, AreaId area);
}
