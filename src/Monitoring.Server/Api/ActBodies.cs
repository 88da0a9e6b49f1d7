using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;

namespace Monitoring.Server.Api;

/// <summary>What somebody says when they do something. Who they are the request says, not its body.</summary>
internal abstract record ActBody
{
    /// <summary>What is wrong, and its remedy; null: nothing.</summary>
    public abstract (string Field, string Remedy)? FindProblem();
}

/// <summary>What texts must obey.</summary>
file static class ActTexts
{
    public const int Longest = 500;

    public static (string Field, string Remedy)? Optional(string field, string? text) => text is { Length: > Longest } ? (field, $"At most {Longest} characters.") : null;

    public static (string Field, string Remedy)? Needed(string field, string? text) =>
        string.IsNullOrWhiteSpace(text) || text.Length > Longest ? (field, $"Say it in 1 to {Longest} characters.") : null;

    public static (string Field, string Remedy)? Minutes(string field, double? minutes, double most) =>
        minutes is not { } given || !(given > 0 && given <= most) ? (field, $"Minutes: more than 0, at most {most}.") : null;
}

/// <param name="Note">What was seen or done: at most 500 characters.</param>
internal sealed record Remark(string? Note) : ActBody
{
    public override (string Field, string Remedy)? FindProblem() => ActTexts.Optional("note", Note);
}

/// <param name="Once">Ends when the alarm returns, if that is earlier.</param>
internal sealed record Shelving(double? Minutes, bool Once, string? Why) : ActBody
{
    private const double Week = 7 * 24 * 60;

    public override (string Field, string Remedy)? FindProblem() => ActTexts.Needed("why", Why) ?? ActTexts.Minutes("minutes", Minutes, Week);
}

/// <param name="Product">What happened to the product: noneAffected, kept, held, reworked or discarded.</param>
internal sealed record ActionTaken(string? Cause, string? Taken, Disposition? Product) : ActBody
{
    public override (string Field, string Remedy)? FindProblem() => ActTexts.Needed("cause", Cause) ?? ActTexts.Needed("taken", Taken)
        ?? (Product is null ? ("product", "One of noneAffected, kept, held, reworked and discarded.") : null);
}

/// <param name="Signal">Null: all of the equipment.</param>
/// <param name="Minutes">Null: until it is returned to service.</param>
internal sealed record ServiceChange(string? Signal, double? Minutes, string? Why, string? Note) : ActBody
{
    private const double Year = 366 * 24 * 60;

    public override (string Field, string Remedy)? FindProblem() =>
        ActTexts.Optional("why", Why) ?? ActTexts.Optional("note", Note) ?? (Minutes is null ? null : ActTexts.Minutes("minutes", Minutes, Year));
}

/// <param name="Equipment">Empty: the area itself (open, closed).</param>
/// <param name="Phase">Unknown: back to what is recognised.</param>
/// <param name="Minutes">Up to a day; not needed with unknown.</param>
internal sealed record PhaseChange(string? Equipment, Phase? Phase, double? Minutes, string? Note) : ActBody
{
    private const double Day = 24 * 60;

    public override (string Field, string Remedy)? FindProblem() => Phase switch
    {
        null => ("phase", "One of heating, idle, frying, cooling (of an equipment), open, closed (of the area) and unknown."),
        Domain.Areas.Phase.Unknown => ActTexts.Optional("note", Note),
        _ => ActTexts.Minutes("minutes", Minutes, Day) ?? ActTexts.Optional("note", Note),
    };
}
