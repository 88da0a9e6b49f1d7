using System.Collections.Immutable;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.People;
using Monitoring.Domain.Signals;

namespace Monitoring.Domain.Areas;

/// <summary>
/// The area <c>system</c> that a facility gets beside its own: whether each way on which it tells its people is alive. A dead one is an alarm like any other. No
/// device publishes to it.
/// </summary>
public static class SystemArea
{
    public const string Id = "system";
    public const string Channels = "channels";
    public const string Siren = "siren";

    private const string Dead = "dead";

    private static readonly ImmutableArray<(ChannelKind Kind, SignalPlan Plan)> ByKind =
    [
        (ChannelKind.Email, Signal(
            "email",
            new Text("E-mail", "E-mail"),
            new Text("E-mail tidak dapat dikirim", "E-mail can't be sent"),
            new Text("Alarm tidak sampai lewat e-mail: siapa yang hanya punya e-mail tidak diberi tahu.", "No alarm arrives by e-mail: whoever has nothing else isn't told."),
            new Text(
                "Beri tahu rekan dengan cara lain. Lalu periksa internet server, server surat, dan setelan Notifications:Email.",
                "Tell your colleagues in another way. Then check the server's Internet connection, the mail server and the settings Notifications:Email."))),
        (ChannelKind.Telegram, Signal(
            "telegram",
            new Text("Telegram", "Telegram"),
            new Text("Telegram tidak dapat dikirim", "Telegram messages can't be sent"),
            new Text("Alarm tidak sampai lewat Telegram: siapa yang hanya punya Telegram tidak diberi tahu.", "No alarm arrives on Telegram: whoever has nothing else isn't told."),
            new Text(
                "Beri tahu rekan dengan cara lain. Lalu periksa internet server dan setelan Notifications:Telegram.",
                "Tell your colleagues in another way. Then check the server's Internet connection and the settings Notifications:Telegram."))),
        (ChannelKind.Webhook, Signal(
            "webhook",
            new Text("Webhook (WhatsApp, SMS)", "Webhook (WhatsApp, SMS)"),
            new Text("Webhook tidak menjawab", "A webhook doesn't answer"),
            new Text(
                "Alarm tidak sampai lewat WhatsApp atau SMS: siapa yang tidak punya cara lain tidak diberi tahu.",
                "No alarm arrives by WhatsApp or SMS: whoever has nothing else isn't told."),
            new Text(
                "Beri tahu rekan dengan cara lain. Lalu periksa internet server, penyedia layanan, dan setelan Notifications:Webhooks.",
                "Tell your colleagues in another way. Then check the server's Internet connection, the service and the settings Notifications:Webhooks."))),
    ];

    private static readonly SignalPlan SirenSignal = Signal(
        Siren,
        new Text("Sirene", "Siren"),
        new Text("Sirene tidak dapat dinyalakan", "The siren can't be switched"),
        new Text("Bahaya tidak terdengar di tempat.", "A danger isn't heard on the spot."),
        new Text(
            "Awasi tempat itu sendiri. Lalu periksa sambungan MQTT dan topik sirene dalam rencana.",
            "Watch the place yourself. Then check the MQTT connection and the siren's topic in the plan."));

    /// <summary>The signal that says whether a channel is alive.</summary>
    public static string SignalOf(ChannelKind channel) => ByKind.First(p => p.Kind == channel).Plan.Id;

    /// <summary>The channel that an alarm of this area is about; null: it is about none, or the alarm is another area's.</summary>
    public static ChannelKind? ChannelOf(string area, Alarm alarm) =>
        area == Id && alarm.Equipment == Channels && ByKind.FirstOrDefault(p => p.Plan.Id == alarm.Signal) is { Plan: not null } found ? found.Kind : null;

    /// <summary>The facility with this area at the end, if it has somebody or something to tell.</summary>
    public static FacilityPlan AddTo(FacilityPlan facility)
    {
        ImmutableArray<SignalPlan> signals =
        [
            .. ByKind.Where(p => facility.People.Any(person => person.Channels.Any(c => c.Kind == p.Kind))).Select(p => p.Plan),
            .. facility.Escalation.Sirens.IsEmpty ? Enumerable.Empty<SignalPlan>() : [SirenSignal],
        ];
        var own = facility.Areas.RemoveAll(a => a.Kind == AreaKind.System);
        return facility with
        {
            Areas = signals.IsEmpty ? own : own.Add(new AreaPlan(Id, new Text("Sistem", "System"), AreaKind.System,
                [new EquipmentPlan(Channels, new Text("Saluran pemberitahuan", "Ways to people"), signals)])),
        };
    }

    /// <summary>1: alive, 0: dead. Nothing is expected of it: a channel that isn't set up has no value, and that is no alarm.</summary>
    private static SignalPlan Signal(string id, Text name, Text message, Text consequence, Text action)
    {
        var rule = new AlarmRule(
            Dead, message, consequence, action, TimeSpan.FromMinutes(15), [new Limit(Level.Lo, 0, TimeSpan.Zero, Priority.High)], Deadband: 0, OffDelay: TimeSpan.Zero, While: null);
        return new SignalPlan(id, name, Unit.State, 0, 1, ExpectedInterval: null, StaleAfter: null, Priority.High, LateAfter: TimeSpan.FromMinutes(5), [rule]);
    }
}
