using Monitoring.Domain.Alarms;

namespace Monitoring.Domain.Areas;

/// <summary>
/// Tells the silence of a signal from that of its device and that of the whole area: one alarm where the cause is one (a dead access point, a power cut),
/// not twenty. All of it is decided by the clock.
/// </summary>
internal sealed class CommunicationWatch
{
    /// <summary>How long a silence waits for the others that may turn out to share it; with this, missing data is still told within ten seconds.</summary>
    private const long WaitForOthers = 5_000;

    private readonly DeviceWatch[] devices;
    private readonly Dictionary<string, DeviceWatch> byEquipment;
    private readonly DeviceWatch[] expected;

    /// <param name="slot">Makes the alarm of an equipment, or of all.</param>
    public CommunicationWatch(AreaPlan area, SignalWatch[] watches, Func<string, AlarmSlot> slot)
    {
        devices = [.. area.Equipment.Select(e => new DeviceWatch(e, [.. watches.Where(w => w.Signal.Equipment.Id == e.Id && w.Missing.IsExpected)], slot(e.Id)))];
        byEquipment = devices.ToDictionary(d => d.Equipment.Id, StringComparer.Ordinal);
        expected = [.. devices.Where(d => d.Expected.Length > 0)];
        Area = slot(AlarmPlace.AllEquipment);
        Slots = [Area, .. devices.Select(d => d.Slot)];
    }

    /// <summary>The alarm that all devices are gone.</summary>
    public AlarmSlot Area { get; }

    public AlarmSlot[] Slots { get; }

    public void ShiftClock(long by) => Array.ForEach(devices, d => d.Shift(by));

    public IEnumerable<RuleState> CaptureRules() =>
        devices.Select(d => d.Capture()).Prepend(Area.AtRest ? null : Area.Capture([])).OfType<RuleState>();

    /// <summary>False: the plan has no such equipment.</summary>
    public bool Restore(RuleState state)
    {
        if (state.Address == Area.Address.Path)
        {
            Area.Restore(state);
            return true;
        }

        if (Array.Find(devices, d => d.Slot.Address.Path == state.Address) is not { } device)
        {
            return false;
        }

        device.Restore(state);
        AnyOffline |= device.OfflineSince != 0;
        return true;
    }

    /// <returns>False: nothing new.</returns>
    public bool SetOnline(string equipment, bool online, long now)
    {
        var changed = byEquipment.TryGetValue(equipment, out var device) && device.SetOnline(online, now);
        AnyOffline = changed ? Array.Exists(devices, d => d.OfflineSince != 0) : AnyOffline;
        return changed;
    }

    /// <summary>False: nobody has said good-bye.</summary>
    public bool AnyOffline { get; private set; }

    public bool IsOnline(SignalWatch watch) => byEquipment[watch.Signal.Equipment.Id].OfflineSince == 0;

    /// <summary>If the signal is silent, is that a matter of its own?</summary>
    public bool IsOwnSilence(SignalWatch watch, long now)
    {
        var device = byEquipment[watch.Signal.Equipment.Id];
        return watch.Missing.IsStale(now) && !Area.IsActive && !device.Slot.IsActive && device.HasHadItsRound(now)
            && ((device.Expected.Length > 1 ? device.SpokeWithout(watch) : IsAlone(device)) || now - watch.Missing.StaleAt >= WaitForOthers);
    }

    /// <summary>Before this time nobody missed the signal alone.</summary>
    public long BackAt(SignalWatch watch) => byEquipment[watch.Signal.Equipment.Id].BackAt;

    /// <param name="settled">What was missed while the area was away has had time to come.</param>
    public void Tick(bool settled, long now)
    {
        foreach (var device in devices)
        {
            device.Survey(now);
        }

        EndWhatIsOver(now);
        if (settled)
        {
            Begin(now);
        }

        foreach (var slot in Slots)
        {
            slot.Tick(settled, now);
        }
    }

    private void EndWhatIsOver(long now)
    {
        if (Area.IsActive && Array.Exists(expected, d => !d.SeemsGone))
        {
            Area.Return(now, now);
            Array.ForEach(devices, d => d.IsBack(now));
        }

        foreach (var device in devices)
        {
            if (device.Slot.IsActive && !device.IsGone)
            {
                device.Slot.Return(now, now);
                device.IsBack(now);
            }
        }
    }

    private void Begin(long now)
    {
        if (Area.IsActive)
        {
            return;
        }

        if (expected.Length > 1 && Array.TrueForAll(expected, d => d.SeemsGone && d.HasHadItsRound(now)) && Array.Exists(expected, d => d.DueAt != long.MaxValue))
        {
            Area.Raise(Level.None, expected.Max(d => d.Equipment.LostPriority), expected.Max(d => d.LastSign), now, double.NaN, double.NaN, now);
            return;
        }

        foreach (var device in devices)
        {
            if (device.IsDueAsWhole && !device.Slot.IsActive && device.HasHadItsRound(now) && (IsAlone(device) || now - device.DueAt >= WaitForOthers))
            {
                device.Slot.Raise(Level.None, device.Equipment.LostPriority, device.LastSign, now, double.NaN, double.NaN, now);
            }
        }
    }

    private bool IsAlone(DeviceWatch device) => expected.Length < 2 || Array.Exists(expected, d => d != device && device.IsSilentBeside(d));
}
