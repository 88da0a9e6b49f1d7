using System.Collections.Immutable;
using Monitoring.Domain.Signals;

namespace Monitoring.Tests.Alarms.Model;

/// <summary>
/// Which readings are decided, and at which happening. History never is; a signal's reading that isn't newer than one already decided is late or a duplicate;
/// what arrives together is decided in the order of its own time.
/// </summary>
internal static class DecidedReadings
{
    public static ImmutableArray<ImmutableArray<Reading>> Of(IReadOnlyList<Happening> happenings)
    {
        var newest = new Dictionary<int, long>();
        var all = ImmutableArray.CreateBuilder<ImmutableArray<Reading>>(happenings.Count);
        foreach (var happening in happenings)
        {
            var decided = ImmutableArray.CreateBuilder<Reading>();
            if (happening is Arrived arrived)
            {
                foreach (var reading in InOrder(arrived).Where(r => r.Origin == Origin.Live))
                {
                    if (reading.Time > newest.GetValueOrDefault(reading.Signal))
                    {
                        newest[reading.Signal] = reading.Time;
                        decided.Add(reading);
                    }
                }
            }

            all.Add(decided.ToImmutable());
        }

        return all.ToImmutable();
    }

    /// <summary>As received, unless one of the signals is out of order.</summary>
    private static IEnumerable<Reading> InOrder(Arrived arrived) =>
        arrived.Readings.GroupBy(r => r.Signal).Any(g => !g.Select(r => r.Time).SequenceEqual(g.Select(r => r.Time).Order())) ? arrived.Readings.OrderBy(r => r.Time) : arrived.Readings;
}
