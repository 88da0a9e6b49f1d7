using Monitoring.Domain.Alarms;

namespace Monitoring.Records.Plans;

/// <summary>What a rule compares with its limits, if not the value itself.</summary>
internal static class MeasureReader
{
    /// <summary>Stands in for what can't be read: no limit is out of its range.</summary>
    private static readonly MeasurePlan Unreadable = new RateOfChange(TimeSpan.Zero);

    /// <returns>Null: the value itself.</returns>
    public static MeasurePlan? Read(Place place, string equipment) => !place.Exists ? null : place.MapOr(f => ReadFields(f, equipment), ReadWord);

    private static MeasurePlan ReadFields(Fields measure, string equipment) => measure.OneOf("rate", "difference_to") switch
    {
        ("rate", var rate) => new RateOfChange(rate.Map(f => f.Required("window").Duration()) ?? TimeSpan.Zero),
        (_, { } twin) => GateReader.ReadReference(twin, equipment) is var (other, signal) ? new DifferenceTo(other, signal) : new DifferenceTo("", ""),
        _ => Unreadable,
    };

    private static MeasurePlan ReadWord(Place place)
    {
        switch (place.Word())
        {
            case "since_increase":
                return new SinceIncrease();
            case "unchanged":
                return new Unchanged();
            case { } word:
                place.Report($"'{word}' isn't something that a rule can look at.", "Write since_increase, unchanged, {rate: {window: 60s}} or {difference_to: SIGNAL}.");
                return Unreadable;
            default:
                return Unreadable;
        }
    }
}
