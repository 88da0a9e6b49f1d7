namespace Monitoring.Domain.Alarms;

/// <summary>What the journal keeps about a rule or an equipment that has no alarm.</summary>
internal static class Notes
{
    public static Alarm At(AlarmAddress address, string rule, long at, string planVersion) => new(
        AlarmId.Create(address.Area, address.Equipment, address.Signal, rule, at), address.Equipment, address.Signal, rule, AlarmKind.Note,
        AlarmState.Normal, Level.None, Priority.Low, at, at, null, null, null, null, double.NaN, double.NaN, planVersion);
}
