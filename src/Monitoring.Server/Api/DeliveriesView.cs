using System.Collections.Immutable;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Escalation;
using Monitoring.Domain.People;
using Monitoring.Grains.Ports;

namespace Monitoring.Server.Api;

/// <param name="Next">Give it as <c>before</c> for the next page; null: this was the last.</param>
internal sealed record DeliveriesView(DeliveryView[] Entries, long? Next);

/// <param name="PersonName">As the plan has it; the id, if the person has left it.</param>
/// <param name="Step">Which step of the escalation, from 0.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="At">Unix milliseconds, UTC.</param>
internal sealed record DeliveryView(
    long Number,
    string Facility,
    string Person,
    string PersonName,
    ChannelKind Channel,
    string Address,
    int Step,
    ImmutableArray<string> Alarms,
    string Subject,
    string Body,
    Priority Worst,
    int Attempt,
    DeliveryOutcome Outcome,
    long At,
    string? Answer)
{
    public static DeliveryView Of(DeliveryEntry entry, Plan plan)
    {
        var (notice, line) = (entry.Delivery.Notice, entry.Delivery);
        var name = plan.FindFacility(notice.Facility)?.FindPerson(notice.Person)?.Name ?? notice.Person;
        return new DeliveryView(
            entry.Number, notice.Facility, notice.Person, name, notice.Channel, notice.Address, notice.Step, notice.Alarms, notice.Subject, notice.Body, notice.Worst,
            line.Attempt, line.Outcome, line.At, line.Answer);
    }
}
