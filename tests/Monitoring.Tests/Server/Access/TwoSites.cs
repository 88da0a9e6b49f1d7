using Monitoring.Domain.Areas;

namespace Monitoring.Tests.Server.Access;

/// <summary>The same host with a second facility, for callers who may see one of them, or one area.</summary>
public sealed class TwoSites : SomeServer
{
    private protected override Plan Served { get; } = new("plan-two", [Plan.Facilities[0], Plan.Facilities[0] with { Id = "poso", Name = new Text("Poso", "Poso") }]);
}
