using Monitoring.Domain.Areas;
using Monitoring.Server.Api;

namespace Monitoring.Server.Live;

/// <summary>
/// One browser's view of the alarms of several areas. The first frame waits until every area has answered (<see cref="Settle"/> ends the wait: an area that is
/// down mustn't hide the alarms of the others). While an area doesn't answer, changes of the others are still told, but no heartbeat.
/// </summary>
internal sealed class AlarmFeed(AreaId[] areas, TimeProvider time) : FrameFeed<AlarmsFrame>(time)
{
    /// <summary>More unread alarms than this and the whole list is the shorter story.</summary>
    private const int MostPendingAlarms = 256;

    private readonly Dictionary<AreaId, BoardImage> images = [];
    private readonly HashSet<AreaId> lost = [.. areas];
    private readonly Dictionary<string, AlarmView> alarms = new(StringComparer.Ordinal);
    private bool settled;
    private bool full = true;
    private long pulledAt;

    /// <summary>Waits no longer for areas that haven't answered.</summary>
    public void Settle() => Revise(() =>
    {
        settled = true;
        return full;
    });

    protected override bool Merge(BoardImage image, BoardChange change)
    {
        lost.Remove(image.Area);
        images[image.Area] = image;
        pulledAt = Math.Max(pulledAt, image.PulledAt);
        full |= change.Full;
        foreach (var alarm in change.Alarms)
        {
            alarms[alarm.Id] = alarm;
        }

        full |= alarms.Count > MostPendingAlarms;
        settled |= lost.Count == 0;
        return settled && (full || !change.Alarms.IsEmpty || (lost.Count == 0 && IsHeartbeatDue));
    }

    protected override void Forget(AreaId area) => lost.Add(area);

    protected override AlarmsFrame? Build()
    {
        if (images.Count == 0 && areas.Length > 0)
        {
            return null;
        }

        var told = full ? images.Values.SelectMany(i => i.Alarms).ToArray() : [.. alarms.Values];
        Array.Sort(told, AlarmView.Compare);
        var frame = new AlarmsFrame(full, pulledAt, told);
        alarms.Clear();
        full = false;
        return frame;
    }
}
