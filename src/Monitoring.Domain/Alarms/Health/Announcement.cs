namespace Monitoring.Domain.Alarms.Health;

/// <summary>When a person is told: what the load on people is counted in (EEMUA 191's annunciated alarms).</summary>
internal static class Announcement
{
    /// <param name="before">The alarm by the edge before; null: that isn't known.</param>
    public static bool Is(AlarmEdge edge, Alarm? before) => edge.Alarm is { Silence: null, Kind: not AlarmKind.Note } alarm && edge.Kind switch
    {
        // One that comes back before anybody has acknowledged it has never stopped calling.
        EdgeKind.Raised => (alarm.CallsSince ?? edge.At) == edge.At,
        EdgeKind.LevelChanged => before is null ? alarm.CallsSince == edge.At : IsWorse(before, alarm),
        EdgeKind.ReAlarmed or EdgeKind.AcknowledgementExpired => true,
        EdgeKind.Unshelved or EdgeKind.Unsuppressed or EdgeKind.ReturnedToService => alarm.NeedsAcknowledgement && alarm.CallsSince == edge.At,
        _ => false,
    };

    private static bool IsWorse(Alarm before, Alarm after)
    {
        var (from, to) = ((int)before.Level, (int)after.Level);
        return Math.Sign(to) != Math.Sign(from) || Math.Abs(to) > Math.Abs(from) || after.Priority > before.Priority;
    }
}
