using Monitoring.Server.Telemetry;

namespace Monitoring.Tests.Server.Telemetry;

public sealed class TracedPathsTests
{
    [Theory]
    [InlineData("/api/v1/session", true)]
    [InlineData("/welcomes", true)]
    [InlineData("/healthz/ready", false)]
    [InlineData("/welcome/QK7F-2MZP", false)]
    [InlineData("/Welcome/QK7F-2MZP", false)]
    [InlineData("/api/v1/invitations/QK7F-2MZP", false)]
    [InlineData("/API/v1/Invitations/QK7F-2MZP", false)]
    public void No_code_in_a_path_goes_into_a_trace(string path, bool traced) => Assert.Equal(traced, TelemetryModule.IsTraced(path));
}
