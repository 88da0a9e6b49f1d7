using System.Text.RegularExpressions;
using Monitoring.Domain.People;

namespace Monitoring.Domain.Areas;

/// <summary>What the people of a facility and their rights must obey.</summary>
internal static partial class PeopleRules
{
    private const int LongestName = 100;

    /// <summary>Who does what logic decides, in the record book.</summary>
    private const string NobodysId = "plan";

    private static readonly TimeSpan LongestShelf = TimeSpan.FromDays(7);

    public static IEnumerable<PlanProblem> Check(FacilityPlan facility, string path) =>
    [
        .. ListRules.CheckIds(facility.Shifts, s => s.Id, $"{path}.shifts"),
        .. ListRules.CheckIds(facility.People, p => p.Id, $"{path}.people", NobodysId),
        .. ListRules.Each(facility.People, $"{path}.people", (person, at) => CheckPerson(person, facility, at)),
        .. CheckShelving(facility, $"{path}.shelving"),
    ];

    private static IEnumerable<PlanProblem> CheckPerson(Person person, FacilityPlan facility, string path) =>
    [
        .. CheckName(person.Name, $"{path}.name"),
        .. ListRules.Each(person.Shifts, $"{path}.shifts", (shift, at) => CheckShift(shift, facility, at)),
        .. ListRules.Each(person.Channels, $"{path}.channels", CheckChannel),
        .. ListRules.Repeated(person.Channels, c => c).Select(c => new PlanProblem($"{path}.channels[{c.Index}]", "The person would be told twice.", "Remove one of the two.")),
    ];

    private static IEnumerable<PlanProblem> CheckName(string name, string path)
    {
        if (name.Length > LongestName || name.Any(char.IsControl))
        {
            yield return new(path, "This can't be a name.", $"Write at most {LongestName} characters on one line.");
        }
    }

    private static IEnumerable<PlanProblem> CheckShift(string shift, FacilityPlan facility, string path)
    {
        if (facility.Shifts.All(s => s.Id != shift))
        {
            yield return new(path, $"The facility has no shift '{shift}'.", "Name one of 'shifts' of the facility, or leave 'shifts' out for somebody who is always on duty.");
        }
    }

    private static IEnumerable<PlanProblem> CheckChannel(ContactPoint contact, string path)
    {
        if (contact.Address.Length == 0)
        {
            yield return new(path, "It has no address.", "Write where the person can be told.");
            yield break;
        }

        switch (contact.Kind)
        {
            case ChannelKind.Email when !EmailAddress().IsMatch(contact.Address):
                yield return new($"{path}.email", $"'{contact.Address}' isn't an e-mail address.", "Write it like name@site.example, without a display name.");
                break;
            case ChannelKind.Telegram when !TelegramChat().IsMatch(contact.Address):
                yield return new($"{path}.telegram", $"'{contact.Address}' isn't a Telegram chat.", "Write the chat's number, or @name of a public group.");
                break;
            case ChannelKind.Webhook when !ListRules.IsId(contact.Address):
                yield return new(
                    $"{path}.webhook", $"'{contact.Address}' isn't the id of a webhook.",
                    "Write the id that the webhook has in the server's settings (Notifications:Webhooks): its address and secret don't belong into a plan.");
                break;
        }
    }

    private static IEnumerable<PlanProblem> CheckShelving(FacilityPlan facility, string path) =>
    [
        .. facility.Shelving.Select((limit, i) => (limit, i)).Where(l => l.limit.Longest <= TimeSpan.Zero || l.limit.Longest > LongestShelf)
            .Select(l => new PlanProblem($"{path}[{l.i}].longest", "Nobody may shelve an alarm for no time, or for more than a week.", "Write at most 7d; what lasts longer is out of service.")),
        .. ListRules.Repeated(facility.Shelving, l => l.Role)
            .Select(l => new PlanProblem($"{path}[{l.Index}].role", "The role is there already in the same list.", "Keep one of the two.")),
    ];

    [GeneratedRegex(@"^(?=.{3,254}$)[^\s@<>(),;:\\""\[\]\p{C}]{1,64}@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EmailAddress();

    [GeneratedRegex(@"^(-?[1-9][0-9]{0,17}|@[A-Za-z][A-Za-z0-9_]{3,31})\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TelegramChat();
}
