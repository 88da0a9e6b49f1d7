using Monitoring.Domain.Areas;
using Monitoring.Grains.Ports;

namespace Monitoring.Records.Plans;

/// <summary>The file of the plan in force, and a reader for others.</summary>
internal sealed class PlanText : IPlanText
{
    /// <exception cref="PlanException">The file can't be read or says something wrong.</exception>
    public PlanText(string path)
    {
        InForce = PlanFile.ReadText(path);
        Plan = PlanFile.Parse(InForce, path);
    }

    public string InForce { get; }

    /// <summary>What <see cref="InForce"/> says.</summary>
    public Plan Plan { get; }

    public PlanReading Read(string yaml)
    {
        try
        {
            return new PlanReading(PlanFile.Parse(yaml, "plan.yaml"), []);
        }
        catch (PlanException wrong)
        {
            return new PlanReading(null, [.. wrong.Errors.Select(e => new PlanFault(e.Line, e.Field, e.What, e.Remedy))]);
        }
    }
}
