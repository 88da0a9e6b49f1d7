using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;

namespace Monitoring.Server.Api;

/// <summary>What somebody says when they do something.</summary>
/// <param name="By">The id of a person of the plan, or a name of 1 to 80 characters (an operator's).</param>
internal abstract record ActBody(string? By)
{
    /// <summary>What is wrong beside <see cref="By"/>, and its remedy; null: nothing.</summary>
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
internal sealed record Remark(string? By, string? Note) : ActBody(By)
{
    public override (string Field, string Remedy)? FindProblem() => ActTexts.Optional("note", Note);
}

/// <param name="Once">Ends when the alarm returns, if that is earlier.</param>
internal sealed record Shelving(string? By, double? Minutes, bool Once, string? Why) : ActBody(By)
{
    private const double Week = 7 * 24 * 60;

    public override (string Field, string Remedy)? FindProblem() => ActTexts.Needed("why", Why) ?? ActTexts.Minutes("minutes", Minutes, Week);
}

/// <param name="Product">What happened to the product: noneAffected, kept, held, reworked or discarded.</param>
internal sealed record ActionTaken(string? By, string? Cause, string? Taken, Disposition? Product) : ActBody(By)
{
    public override (string Field, string Remedy)? FindProblem() => ActTexts.Needed("cause", Cause) ?? ActTexts.Needed("taken", Taken)
        ?? (Product is null ? ("product", "One of noneAffected, kept, held, reworked and discarded.") : null);
}

/// <param name="Signal">Null: all of the equipment.</param>
/// <param name="Minutes">Null: until it is returned to service.</param>
internal sealed record ServiceChange(string? By, string? Signal, double? Minutes, string? Why, string? Note) : ActBody(By)
{
    private const double Year = 366 * 24 * 60;

    public override (string Field, string Remedy)? FindProblem() =>
        ActTexts.Optional("why", Why) ?? ActTexts.Optional("note", Note) ?? (Minutes is null ? null : ActTexts.Minutes("minutes", Minutes, Year));
}

/// <param name="Equipment">Empty: the area itself (open, closed).</param>
/// <param name="Phase">Unknown: back to what is recognised.</param>
/// <param name="Minutes">Up to a day; not needed with unknown.</param>
internal sealed record PhaseChange(string? By, string? Equipment, Phase? Phase, double? Minutes, string? Note) : ActBody(By)
{
    private const double Day = 24 * 60;

    public override (string Field, string Remedy)? FindProblem() => Phase switch
    {
        null => ("phase", "One of heating, idle, frying, cooling (of an equipment), open, closed (of the area) and unknown."),
        Domain.Areas.Phase.Unknown => ActTexts.Optional("note", Note),
        _ => ActTexts.Minutes("minutes", Minutes, Day) ?? ActTexts.Optional("note", Note),
    };
}
