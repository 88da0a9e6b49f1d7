namespace Monitoring.Records.Plans;

public sealed class PlanOptions
{
    public const string Section = "Plan";

    /// <summary>Path of the plan; empty: the shipped <c>plan.yaml</c> beside the program.</summary>
    public string File { get; set; } = "";

    public string Path => File.Length is 0 ? System.IO.Path.Combine(AppContext.BaseDirectory, "plan.yaml") : File;
}
