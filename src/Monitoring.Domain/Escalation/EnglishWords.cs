using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;

namespace Monitoring.Domain.Escalation;

internal sealed class EnglishWords : Words
{
    public override string NobodyActs => "Nobody has acknowledged this alarm yet.";

    public override string Worst => "The most important:";

    protected override string DecimalMark => ".";

    protected override string ClockFormat => "HH:mm";

    protected override string[] Months { get; } = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    protected override string Second => "s";

    protected override string Minute => "min";

    protected override string Hour => "h";

    protected override string Day => "d";

    public override string In(Text text) => text.English;

    public override string Priority(Priority priority) => priority switch { Alarms.Priority.High => "high", Alarms.Priority.Medium => "medium", _ => "low" };

    public override string Role(Role role) => role switch
    {
        People.Role.Supervisor => "supervisor",
        People.Role.ShiftLead => "shift lead",
        People.Role.FacilityHead => "facility head",
        People.Role.RegionalOffice => "regional office",
        People.Role.Maintainer => "maintainer",
        People.Role.QualityReviewer => "quality reviewer",
        _ => "operator",
    };

    public override string Place(string place) => $"Place: {place}";

    public override string Value(string value, string limit) => limit.Length > 0 ? $"Value: {value} (limit {limit})" : $"Value: {value}";

    public override string Since(string moment, string span) => $"Since: {moment} (for {span})";

    public override string Returned(string moment) => $"Back to normal: {moment}";

    public override string Told(string people) => $"A message went before to: {people}.";

    public override string Missing(string roles) => $"Nobody can be reached as: {roles}.";

    public override string Do(string action) => $"Do: {action}";

    public override string Otherwise(string consequence) => $"If nobody acts: {consequence}";

    public override string Within(string span) => $"Respond within {span}.";

    public override string Open(string link) => $"Open and acknowledge: {link}";

    public override string Written(string moment) => $"This message was written {moment}.";

    public override string SummarySubject(int count, string facility) => $"{count} alarms are waiting – {facility}";

    public override string SummaryOpening(int count, string facility) =>
        $"Many alarms at once: {count} new alarms in {facility} wait to be acknowledged. They are put together in one message.";

    public override string SummaryLine(string area, string counts) => $"{area}: {counts}";

    public override string AndMore(int count) => $"… and {count} more.";
}
