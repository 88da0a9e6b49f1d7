using Monitoring.Domain.Areas;

namespace Monitoring.Domain.Alarms;

/// <summary>What an alarm says to a person: from the plan's rule, or built in for the alarms that no rule describes.</summary>
/// <param name="RespondWithin">Time to respond (IEC 62682 rationalisation).</param>
public sealed record AlarmTexts(Text Message, Text Consequence, Text Action, TimeSpan RespondWithin)
{
    private static readonly AlarmTexts MissingData = new(
        new Text("Data tidak masuk", "No data arrives"),
        new Text("Keadaan di sini tidak diketahui: bahaya bisa terjadi tanpa alarm.", "Nobody knows the state here: a danger would raise no alarm."),
        new Text(
            "Periksa listrik, kabel dan jaringan alat; sampai data masuk lagi, ukur dengan tangan dan catat.",
            "Check the device's power, cable and network; until data arrives again, measure by hand and write it down."),
        TimeSpan.FromMinutes(15));

    private static readonly AlarmTexts BadQuality = new(
        new Text("Sensor tidak dapat mengukur", "The sensor can't measure"),
        new Text("Nilai ini tidak dapat dipercaya: bahaya bisa terjadi tanpa alarm.", "The value can't be trusted: a danger would raise no alarm."),
        new Text(
            "Periksa sensor dan kabelnya, ganti bila rusak; sampai itu, ukur dengan tangan dan catat.",
            "Check the sensor and its cable, replace it if broken; until then, measure by hand and write it down."),
        TimeSpan.FromMinutes(15));

    private static readonly AlarmTexts DeviceLost = new(
        new Text("Alat tidak terhubung", "The device has lost its connection"),
        new Text(
            "Semua yang diukur alat ini tidak diketahui: bahaya bisa terjadi tanpa alarm.",
            "Nothing that this device measures is known: a danger would raise no alarm."),
        new Text(
            "Periksa listrik dan jaringan alat ini; sampai terhubung lagi, ukur dengan tangan dan catat.",
            "Check this device's power and network; until it is back, measure by hand and write it down."),
        TimeSpan.FromMinutes(15));

    private static readonly AlarmTexts AreaLost = new(
        new Text("Semua alat di area ini tidak terhubung", "Every device of this area has lost its connection"),
        new Text(
            "Seluruh area ini tidak diawasi: bahaya bisa terjadi tanpa alarm.",
            "The whole area isn't watched: a danger would raise no alarm."),
        new Text(
            "Periksa listrik, Wi-Fi dan router area ini; sampai terhubung lagi, ukur dengan tangan dan catat.",
            "Check the area's power, Wi-Fi and router; until it is back, measure by hand and write it down."),
        TimeSpan.FromMinutes(15));

    private static readonly AlarmTexts Overdue = new(
        new Text("Pemeriksaan terlambat", "A check is overdue"),
        new Text(
            "Tidak ada catatan bahwa keadaan di sini aman.",
            "There is no record that the state here is safe."),
        new Text("Lakukan pemeriksaan ini sekarang dan catat hasilnya.", "Do this check now and enter its result."),
        TimeSpan.FromMinutes(30));

    private static readonly AlarmTexts RuleGone = new(
        new Text("Alarm dari aturan yang sudah tidak berlaku", "An alarm of a rule that is no longer in force"),
        new Text("Aturannya dihapus dari rencana setelah alarm ini muncul.", "The rule was taken out of the plan after this alarm was raised."),
        new Text("Periksa tempatnya, lalu terima alarm ini.", "Check the place, then acknowledge this alarm."),
        TimeSpan.FromMinutes(30));

    /// <param name="signal">The signal that the alarm is about; null: the plan has none (the alarm is about a whole device or area, or the plan has lost it).</param>
    public static AlarmTexts For(Alarm alarm, Signal? signal) => For(alarm, signal?.Plan);

    /// <inheritdoc cref="For(Alarm, Signal?)"/>
    public static AlarmTexts For(Alarm alarm, SignalPlan? signal) => alarm.Kind switch
    {
        AlarmKind.MissingData => MissingData,
        AlarmKind.BadQuality => BadQuality,
        AlarmKind.CommunicationLost => alarm.Equipment == AlarmPlace.AllEquipment ? AreaLost : DeviceLost,
        AlarmKind.Overdue when alarm.Rule == AlarmRules.Overdue => Overdue,
        _ => signal?.Rules.FirstOrDefault(r => r.Id == alarm.Rule) is { } rule
            ? new AlarmTexts(rule.Message, rule.Consequence, rule.Action, rule.RespondWithin)
            : RuleGone,
    };
}
