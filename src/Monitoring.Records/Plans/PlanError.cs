namespace Monitoring.Records.Plans;

/// <summary>One thing that is wrong in a plan file.</summary>
/// <param name="Line">From 1; 0: the file as a whole.</param>
/// <param name="Field">Path of the field, for example <c>facilities[0].areas[1].kind</c>; empty: the file as a whole.</param>
/// <param name="What">What is wrong: a sentence.</param>
/// <param name="Remedy">How to mend it: a sentence.</param>
public sealed record PlanError(string File, int Line, string Field, string What, string Remedy)
{
    public override string ToString() => (Line, Field) switch
    {
        (0, _) => $"{File}: {What} {Remedy}",
        (_, "") => $"{File}:{Line}: {What} {Remedy}",
        _ => $"{File}:{Line}: {Field}: {What} {Remedy}",
    };
}
