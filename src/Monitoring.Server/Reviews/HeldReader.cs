using Monitoring.Domain.Areas;
using Monitoring.Domain.Replays;
using Monitoring.Domain.Reviews;
using Monitoring.Domain.Signals;
using Monitoring.Server.Trials;

namespace Monitoring.Server.Reviews;

/// <summary>
/// Time inside the limits of rules that hold only in a phase, or while another signal says so. When they held is known to nobody but the area that decides: its readings
/// are replayed through it.
/// </summary>
internal sealed class HeldReader(Replays replays, Plan plan)
{
    /// <summary>Longer ranges would take minutes.</summary>
    public const long LongestRange = 31 * 24 * 60 * 60 * 1000L;

    public static bool IsNeeded(Signal signal) => signal.Plan.Rules.Any(r => r is { While: not null, Of: null });

    /// <returns>One for each such rule; null: too many others are waiting for a replay.</returns>
    public async Task<HeldTime[]?> ReadAsync(Signal signal, long from, long to, CancellationToken cancellation)
    {
        using var turn = await replays.BeginAsync(cancellation);
        if (!turn.IsAcquired)
        {
            return null;
        }

        var scope = ReplayScope.Of(plan, signal, [.. signal.Plan.Rules.Where(r => r is { While: not null, Of: null })]);
        HeldTime[] held = [.. scope.Rules.Select(r => new HeldTime(r, Coverage.GapAfter(signal.Plan), from))];
        await replays.WatchAsync(scope, from, to, Watch, cancellation);
        Array.ForEach(held, h => h.End(to));
        return held;

        void Watch(Reading reading, ReadOnlySpan<bool> holds)
        {
            for (var i = 0; i < held.Length; i++)
            {
                held[i].Add(reading, holds[i]);
            }
        }
    }
}
