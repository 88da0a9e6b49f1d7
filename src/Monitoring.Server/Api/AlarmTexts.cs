using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;

namespace Monitoring.Server.Api;

/// <summary>What an alarm says to a person: from the plan's rule, or built in for the two alarms that every signal has.</summary>
internal sealed record AlarmTexts(Text Message, Text Consequence, Text Action, TimeSpan RespondWithin)
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

    private static readonly AlarmTexts RuleGone = new(
        new Text("Alarm dari aturan yang sudah tidak berlaku", "An alarm of a rule that is no longer in force"),
        new Text("Aturannya dihapus dari rencana setelah alarm ini muncul.", "The rule was taken out of the plan after this alarm was raised."),
        new Text("Periksa tempatnya, lalu terima alarm ini.", "Check the place, then acknowledge this alarm."),
        TimeSpan.FromMinutes(30));

    public static AlarmTexts For(Alarm alarm, Signal? signal) => alarm.Kind switch
    {
        AlarmKind.MissingData => MissingData,
        AlarmKind.BadQuality => BadQuality,
        _ => signal?.Plan.Rules.FirstOrDefault(r => r.Id == alarm.Rule) is { } rule
            ? new AlarmTexts(rule.Message, rule.Consequence, rule.Action, rule.RespondWithin)
            : RuleGone,
    };
}
