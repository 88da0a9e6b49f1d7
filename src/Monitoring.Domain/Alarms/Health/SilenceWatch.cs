namespace Monitoring.Domain.Alarms.Health;

/// <summary>A time in which something was silent: Unix milliseconds, UTC.</summary>
/// <param name="Begins">False: it had been hidden by a stronger silence, and goes on.</param>
/// <param name="Until">Null: it still was.</param>
internal readonly record struct SilentSpan(SilenceKind Kind, long From, long? Until, bool Begins);

/// <summary>Follows the silences of a place through the journal: what each alarm says of its own silence, and the notes about what has no alarm.</summary>
internal sealed class SilenceWatch
{
    private readonly Dictionary<AlarmSource, Silence> bySource = [];
    private readonly Dictionary<SilenceKey, (Silence Silence, SilentSpan Span)> running = [];
    private readonly HashSet<SilenceKey> told = [];

    /// <returns>What has ended with this edge, if anything.</returns>
    public SilentSpan? Take(AlarmSource source, AlarmEdge edge)
    {
        var before = bySource.GetValueOrDefault(source);
        var after = SilenceAfter(edge);
        if (before == after || edge.Kind == EdgeKind.PhaseSet)
        {
            return null;
        }

        SilentSpan? ended = null;
        if (before is not null && running.Remove(SilenceKey.Of(source, before), out var open))
        {
            ended = open.Span with { Until = Math.Min(edge.At, before.Until ?? edge.At) };
        }

        if (after is null)
        {
            bySource.Remove(source);
            return ended;
        }

        bySource[source] = after;
        var key = SilenceKey.Of(source, after);
        if (!running.ContainsKey(key))
        {
            var begins = told.Add(key);
            var since = begins && after.Kind != SilenceKind.SuppressedByDesign ? after.Since : edge.At;
            running.Add(key, (after, new SilentSpan(after.Kind, since, null, begins)));
        }

        return ended;
    }

    /// <summary>What no edge has ended: it ends at its own time, if that has come.</summary>
    public IEnumerable<SilentSpan> Until(long to) => running.Values.Select(r => r.Span with { Until = r.Silence.Until <= to ? r.Silence.Until : null });

    /// <summary>What is suppressed by design is on record only while its alarm is open; the others last until an edge, or their time, ends them.</summary>
    private static Silence? SilenceAfter(AlarmEdge edge) =>
        edge.Alarm is { Silence.Kind: SilenceKind.SuppressedByDesign, State: AlarmState.Normal } ? null : edge.Alarm.Silence;

    private readonly record struct SilenceKey(AlarmSource Source, SilenceKind Kind, long Since)
    {
        /// <summary>Taking an equipment out of service silences each of its rules: that is one silence.</summary>
        public static SilenceKey Of(AlarmSource source, Silence silence) =>
            new(silence.Kind == SilenceKind.OutOfService ? source with { Signal = "", Rule = "" } : source, silence.Kind, silence.Since);
    }
}
