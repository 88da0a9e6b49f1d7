namespace Monitoring.Domain.Areas;

/// <summary>An area of a facility: the key of its grain, written <c>facility/area</c>.</summary>
[GenerateSerializer, Immutable, Alias("monitoring.area-id.v1")]
public readonly record struct AreaId([property: Id(0)] string Facility, [property: Id(1)] string Area)
{
    /// <exception cref="FormatException">The key isn't <c>facility/area</c>.</exception>
    public static AreaId Parse(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < key.Length - 1
            ? new AreaId(key[..slash], key[(slash + 1)..])
            : throw new FormatException($"'{key}' is no area key: expected facility/area.");
    }

    public override string ToString() => $"{Facility}/{Area}";
}
