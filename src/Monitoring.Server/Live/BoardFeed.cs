using Monitoring.Domain.Areas;
using Monitoring.Server.Api;

namespace Monitoring.Server.Live;

/// <summary>One browser's view of one area.</summary>
internal sealed class BoardFeed(Plan plan, TimeProvider time) : FrameFeed<AreaFrame>(time)
{
    /// <summary>More unread alarms than this and the whole board is the shorter story.</summary>
    private const int MostPendingAlarms = 64;

    private readonly SortedSet<int> signals = [];
    private readonly Dictionary<string, AlarmView> alarms = new(StringComparer.Ordinal);
    private readonly TimeProvider time = time;
    private BoardImage? image;
    private bool full = true;
    private long edgeReceivedAt;
    private bool marks;

    public override bool FollowsValues => true;

    protected override bool Merge(BoardImage image, BoardChange change)
    {
        this.image = image;
        full |= change.Full;
        signals.UnionWith(change.Signals);
        foreach (var alarm in change.Alarms)
        {
            alarms[alarm.Id] = alarm;
        }

        marks |= change.MarksChanged;
        full |= alarms.Count > MostPendingAlarms;
        edgeReceivedAt = change.EdgeReceivedAt == 0 ? edgeReceivedAt : change.EdgeReceivedAt;
        return full || !change.IsEmpty || IsHeartbeatDue;
    }

    protected override void Forget(AreaId area) => image = null;

    protected override AreaFrame? Build()
    {
        if (image is null)
        {
            return null;
        }

        var frame = full ? new AreaFrame(Full: true, Board: image.ToBoard(plan)) : Delta(image);
        if (edgeReceivedAt != 0)
        {
            ServerMetrics.AlertLatency.Record((time.GetUtcNow().UtcTicks - edgeReceivedAt) / (double)TimeSpan.TicksPerMillisecond);
        }

        signals.Clear();
        alarms.Clear();
        full = marks = false;
        edgeReceivedAt = 0;
        return frame;
    }

    private AreaFrame Delta(BoardImage from) => new(
        Full: false,
        Version: from.Version.Number,
        ServerTime: from.PulledAt,
        RecordsBehind: from.RecordsBehind,
        Signals: [.. signals],
        Values: [.. signals.Select(i => Number.OrNull(from.Values[i]))],
        Times: [.. signals.Select(i => from.Times[i] == 0 ? null : (long?)from.Times[i])],
        Trust: [.. signals.Select(i => from.Trust[i])],
        Alarms: [.. alarms.Values],
        Marks: marks ? from.Marks : null);
}
