using Monitoring.Domain.Alarms;
using Monitoring.Domain.Escalation;

namespace Monitoring.Records.Plans;

internal static class EscalationReader
{
    private const string Never = "never";

    public static EscalationPolicy Read(Place place) => !place.Exists ? EscalationPolicy.Default : place.Map(f =>
    {
        var (steps, quiet) = (f["steps"], f["quiet"]);
        return new EscalationPolicy(
            steps.Exists ? steps.List(ReadStep) : EscalationPolicy.Default.Steps,
            quiet.Exists ? HoursReader.Read(quiet) : null,
            f["sirens"].List(ReadSiren));
    });

    private static EscalationStep ReadStep(Place place) => place.Map(f => new EscalationStep(
        f.Required("role").Choice(PeopleReader.Roles) ?? default,
        f["low"].DurationOr(Never),
        f["medium"].DurationOr(Never),
        f["high"].DurationOr(Never)));

    private static Siren ReadSiren(Place place) => place.Map(f => new Siren(
        f.Required("id").Word() ?? "",
        f.Required("topic").Word() ?? "",
        f["at_least"].Choice(AlarmRuleReader.Priorities) ?? Priority.High,
        f["areas"].List(a => a.Word() ?? ""))
    {
        Device = f["device"].Exists ? f["device"].Word() : null,
    });
}
