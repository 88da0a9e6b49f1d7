using System.Collections.Immutable;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.People;

namespace Monitoring.Domain.Escalation;

/// <summary>Who is told, in what order and how soon, while nobody acknowledges.</summary>
/// <param name="Steps">In the order of their delays.</param>
/// <param name="Quiet">Hours in which low priority waits until they end; null: none.</param>
/// <param name="Sirens">Lamps and sirens over MQTT.</param>
public sealed record EscalationPolicy(ImmutableArray<EscalationStep> Steps, DailyHours? Quiet, ImmutableArray<Siren> Sirens)
{
    /// <summary>Supervisor at once, shift lead after 5 min, head after 15, regional office after 60 (for high priority at once, 2, 5 and 15 min; for low priority nobody above the shift lead).</summary>
    public static EscalationPolicy Default { get; } = new(
        [
            new(Role.Supervisor, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero),
            new(Role.ShiftLead, TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(2)),
            new(Role.FacilityHead, null, TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(5)),
            new(Role.RegionalOffice, null, TimeSpan.FromMinutes(60), TimeSpan.FromMinutes(15)),
        ],
        null,
        []);
}

/// <summary>A role is told after a delay since the alarm began to call, by its priority; null: never.</summary>
public sealed record EscalationStep(Role Role, TimeSpan? Low, TimeSpan? Medium, TimeSpan? High)
{
    public TimeSpan? DelayOf(Priority priority) => priority switch { Priority.Low => Low, Priority.Medium => Medium, _ => High };
}

/// <summary>On while an alarm of at least this priority calls.</summary>
/// <param name="Topic">MQTT topic that is published retained: <c>ON</c> or <c>OFF</c>.</param>
/// <param name="Areas">Ids of the areas whose alarms it shows; empty: all of the facility.</param>
public sealed record Siren(string Id, string Topic, Priority AtLeast, ImmutableArray<string> Areas)
{
    /// <summary><c>area/device</c>: the equipment of the facility that listens to it; null: none that signs in as a device of the plan.</summary>
    public string? Device { get; init; }
}
