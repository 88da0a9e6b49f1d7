namespace Monitoring.Domain.Audit;

/// <summary>
/// What an entry is about: <c>facility/palu/device/kitchen/fryer-1</c> belongs to a facility and is shown to who may read the trail there, <c>account/ani</c> only to who may
/// everywhere.
/// </summary>
/// <param name="Facility">Null: it belongs to no facility, or to several.</param>
/// <param name="Kind">For example <c>device</c>, <c>account</c>, <c>kiosk</c>, <c>key</c>, <c>plan</c>.</param>
/// <param name="Id">What it is called among its kind; may have slashes.</param>
public readonly record struct AuditSubject(string? Facility, string Kind, string Id)
{
    private const string Place = "facility/";

    /// <summary>What the subject of everything in the facility begins with.</summary>
    public static string Beginning(string facility) => $"{Place}{facility}/";

    /// <returns>The facility that a subject belongs to; null: none.</returns>
    public static string? FacilityOf(string subject) =>
        subject.StartsWith(Place, StringComparison.Ordinal) && subject.IndexOf('/', Place.Length) is > 0 and var end ? subject[Place.Length..end] : null;

    public override string ToString() => $"{(Facility is null ? "" : Beginning(Facility))}{Kind}/{Id}";
}
