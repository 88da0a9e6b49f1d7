using Monitoring.Domain.Alarms;

namespace Monitoring.Tests.Alarms.Model;

/// <summary>The first happening at which the area told something else than the model.</summary>
internal sealed record Disagreement(int Index, Happening Happening, string Expected, string Actual)
{
    public static Disagreement? Find(Scenario scenario)
    {
        var happenings = scenario.Happenings();
        var expected = ReferenceModel.Tell(scenario.Plan, Scenario.Start, happenings);
        var actual = AreaRun.Run(scenario.Plan, Scenario.Start, happenings);
        var exact = scenario.Plan.Signals.Count(s => s.Plan.StaleAfter is not null) < 2;
        for (var i = 0; i < happenings.Length; i++)
        {
            var (should, did) = (Edges(expected.Edges[i], exact), Edges(actual.Edges[i], exact));
            if (!should.SequenceEqual(did))
            {
                return new(i, happenings[i], Say(should), Say(did));
            }

            if (expected.Outcomes[i] != actual.Outcomes[i] && (exact || happenings[i] is not Acted { Rule: AlarmRules.MissingData }))
            {
                return new(i, happenings[i], $"{expected.Outcomes[i]}", $"{actual.Outcomes[i]}");
            }

            var (shouldBeOpen, isOpen) = (Alarms(expected.Open[i], exact), Alarms(actual.Open[i], exact));
            if (!shouldBeOpen.SequenceEqual(isOpen))
            {
                return new(i, happenings[i], $"open: {string.Join("; ", shouldBeOpen)}", $"open: {string.Join("; ", isOpen)}");
            }
        }

        return null;
    }

    /// <summary>In order for each rule; rules among themselves have no order. What the model doesn't foretell is left out.</summary>
    private static AlarmEdge[] Edges(AlarmEdge[] edges, bool exact) =>
        [.. edges.Where(e => IsForetold(e.Alarm, exact)).Select(e => e with { RecordedAt = 0, Note = null, Alarm = Foretold(e.Alarm) }).OrderBy(e => e.Alarm.Equipment + e.Alarm.Signal + e.Alarm.Rule, StringComparer.Ordinal)];

    private static Alarm[] Alarms(Alarm[] alarms, bool exact) => [.. alarms.Where(a => IsForetold(a, exact)).Select(Foretold).OrderBy(a => a.Id, StringComparer.Ordinal)];

    private static bool IsForetold(Alarm alarm, bool exact) =>
        alarm.Kind != AlarmKind.Note && (exact || alarm.Kind is not (AlarmKind.MissingData or AlarmKind.CommunicationLost));

    private static Alarm Foretold(Alarm alarm) => alarm with
    {
        Value = double.NaN,
        Silence = alarm.Silence is { } silence ? silence with { Why = "" } : null,
    };

    private static string Say(AlarmEdge[] edges) => edges.Length == 0 ? "nothing" : string.Join("\n           ", edges.Select(Say));

    private static string Say(AlarmEdge edge)
    {
        var alarm = edge.Alarm;
        var facts = new (string Name, object? Value)[]
        {
            ("start", Second(alarm.ConditionStart)), ("raised", Second(alarm.RaisedAt)), ("acknowledged", Second(alarm.AcknowledgedAt)), ("by", alarm.AcknowledgedBy),
            ("returned", Second(alarm.ReturnedAt)), ("cleared", Second(alarm.ClearedAt)), ("limit", alarm.Limit), ("calls since", Second(alarm.CallsSince)),
            ("reset", Second(alarm.ResetAt)), ("action", alarm.Action), ("silence", alarm.Silence), ("raised before", Second(alarm.RaisedBefore)),
            ("and before", Second(alarm.RaisedBeforeThat)),
        };
        var told = facts.Where(f => f.Value is not null).Select(f => $"{f.Name} {f.Value}");
        return $"{alarm.Signal} {alarm.Rule} {edge.Kind} at {Second(edge.At)}{(edge.By is null ? "" : $" by {edge.By}")}: {alarm.State} {alarm.Level} {alarm.Priority}, {string.Join(", ", told)}";
    }

    private static string? Second(long? time) => time is { } t ? Narration.Second(t) : null;
}
