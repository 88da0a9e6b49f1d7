using Monitoring.Domain.Areas;
using Monitoring.Server.Live;

namespace Monitoring.Server.Api;

/// <summary>Asks areas for their whole boards.</summary>
internal sealed class BoardReader(GrainAccess grains, Plan plan, TimeProvider time)
{
    private const int InFlight = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <exception cref="TimeoutException">The area didn't answer within five seconds.</exception>
    public async Task<BoardImage> ReadAsync(AreaId area, CancellationToken cancellation)
    {
        var delta = await grains.Area(area).GetDelta(default).AsTask().WaitAsync(Patience, time, cancellation);
        return BoardImage.Blank(area, plan).With(delta, [.. delta.Alarms.Select(a => AlarmView.Of(a, area, plan))], time.GetUtcNow().ToUnixTimeMilliseconds());
    }

    /// <exception cref="TimeoutException">An area didn't answer: a list with a hole in it would look like safety.</exception>
    public async Task<AlarmView[]> ReadAlarmsAsync(AreaId[] areas, CancellationToken cancellation)
    {
        var alarms = new AlarmView[areas.Length][];
        var options = new ParallelOptions { MaxDegreeOfParallelism = InFlight, CancellationToken = cancellation };
        await Parallel.ForAsync(0, areas.Length, options, async (i, stop) => alarms[i] = [.. (await ReadAsync(areas[i], stop)).Alarms]);
        var all = alarms.SelectMany(a => a).ToArray();
        Array.Sort(all, AlarmView.Compare);
        return all;
    }
}
