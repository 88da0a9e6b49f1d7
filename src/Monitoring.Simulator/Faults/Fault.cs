using System.Globalization;
using System.Text.RegularExpressions;

namespace Monitoring.Simulator.Faults;

internal enum FaultKind
{
    /// <summary>A fryer's thermostat sticks: the oil climbs to 205 °C.</summary>
    Overheat,

    /// <summary>Gas without a flame: 14 % LEL.</summary>
    Leak,

    /// <summary>A cold store's door stays open.</summary>
    DoorOpen,

    /// <summary>The probe is broken: no number, quality bad.</summary>
    Broken,

    /// <summary>Nothing is sent.</summary>
    Silence,

    /// <summary>The value walks away by one unit a minute.</summary>
    Drift,

    /// <summary>Every reading is sent twice.</summary>
    Duplicate,

    /// <summary>Readings come up to a minute late and out of order.</summary>
    Late,
}

/// <summary>Something that goes wrong for a while, written <c>equipment[/signal]:kind[@start][+duration][/period]</c>, for example <c>fryer-1/oil_temp:overheat@30s+60s</c>.</summary>
/// <param name="Signal">Null: every signal of the equipment.</param>
/// <param name="Start">After the equipment began (typed while it runs: after now).</param>
/// <param name="Duration">60 s unless said.</param>
/// <param name="Period">Comes again after so long; null: once.</param>
internal sealed partial record Fault(string Equipment, string? Signal, FaultKind Kind, TimeSpan Start, TimeSpan Duration, TimeSpan? Period)
{
    public static IEnumerable<string> Kinds => Enum.GetValues<FaultKind>().Select(Name);

    /// <exception cref="FormatException">Says what was expected.</exception>
    public static Fault Parse(string text)
    {
        var match = Form().Match(text.Trim());
        var kind = match.Groups["kind"].Value;
        var known = Enum.GetValues<FaultKind>().Where(k => Name(k) == kind).ToArray();
        if (!match.Success || known.Length == 0)
        {
            throw new FormatException(
                $"'{text}' is no fault: expected equipment[/signal]:kind[@start][+duration][/period], for example fryer-1/oil_temp:overheat@30s+60s; kinds: {string.Join(", ", Kinds)}.");
        }

        return new Fault(
            match.Groups["equipment"].Value,
            match.Groups["signal"] is { Success: true } signal ? signal.Value : null,
            known[0],
            Span(match.Groups["start"]) ?? TimeSpan.Zero,
            Span(match.Groups["duration"]) ?? TimeSpan.FromMinutes(1),
            Span(match.Groups["period"]));
    }

    public bool Concerns(string signal) => Signal is null || Signal == signal;

    /// <summary>How long it has been on at this time since the equipment began; null: it isn't.</summary>
    public TimeSpan? OnFor(TimeSpan elapsed)
    {
        var since = elapsed - Start;
        if (since >= TimeSpan.Zero && Period is { } period)
        {
            since = TimeSpan.FromTicks(since.Ticks % period.Ticks);
        }

        return since >= TimeSpan.Zero && since < Duration ? since : null;
    }

    private static string Name(FaultKind kind) => kind == FaultKind.DoorOpen ? "door-open" : kind.ToString().ToLowerInvariant();

    private static TimeSpan? Span(Group group)
    {
        if (!group.Success)
        {
            return null;
        }

        var number = double.Parse(group.ValueSpan.TrimEnd("smh"), CultureInfo.InvariantCulture);
        return group.ValueSpan[^1] switch
        {
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            _ => TimeSpan.FromSeconds(number),
        };
    }

    [GeneratedRegex(
        @"^(?<equipment>[A-Za-z0-9_-]+)(/(?<signal>[A-Za-z0-9_-]+))?:(?<kind>[a-z-]+)(@(?<start>\d+(\.\d+)?[smh]?))?(\+(?<duration>\d+(\.\d+)?[smh]?))?(/(?<period>[1-9]\d*[smh]?))?$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
