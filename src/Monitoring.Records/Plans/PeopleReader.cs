using Monitoring.Domain.Alarms;
using Monitoring.Domain.People;

namespace Monitoring.Records.Plans;

internal static class PeopleReader
{
    private static readonly Dictionary<string, Language> Languages = new() { ["id"] = Language.Indonesian, ["en"] = Language.English };

    public static Dictionary<string, Role> Roles { get; } = new()
    {
        ["operator"] = Role.Operator,
        ["supervisor"] = Role.Supervisor,
        ["shift_lead"] = Role.ShiftLead,
        ["facility_head"] = Role.FacilityHead,
        ["regional_office"] = Role.RegionalOffice,
        ["maintainer"] = Role.Maintainer,
        ["quality_reviewer"] = Role.QualityReviewer,
    };

    public static Person ReadPerson(Place place) => place.Map(f => new Person(
        f.Required("id").Word() ?? "",
        f.Required("name").Word() ?? "",
        f.Required("role").Choice(Roles) ?? default,
        f["language"].Choice(Languages) ?? Language.Indonesian,
        f["shifts"].List(s => s.Word() ?? ""),
        f["channels"].List(ReadChannel)));

    public static ShelvingLimit ReadShelvingLimit(Place place) => place.Map(f => new ShelvingLimit(
        f.Required("role").Choice(Roles) ?? default,
        f.Required("longest").Duration() ?? default,
        f.Required("highest").Choice(AlarmRuleReader.Priorities) ?? default));

    private static ContactPoint ReadChannel(Place place) => place.Map(
        f => f.OneOf("email", "telegram", "webhook") switch
        {
            ("email", var address) => new ContactPoint(ChannelKind.Email, address.Word() ?? ""),
            ("telegram", var chat) => new ContactPoint(ChannelKind.Telegram, chat.Word() ?? ""),
            ("webhook", var id) => new ContactPoint(ChannelKind.Webhook, id.Word() ?? ""),
            _ => new ContactPoint(default, ""),
        },
        "Write {email: ADDRESS}, {telegram: CHAT} or {webhook: ID}.");
}
