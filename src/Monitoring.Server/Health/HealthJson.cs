using System.Text.Json.Serialization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Monitoring.Domain.People;
using Monitoring.Server.Access;

namespace Monitoring.Server.Health;

/// <param name="Status">healthy, degraded or unhealthy.</param>
/// <param name="Checks">Left out: the caller hasn't the right to operate the system.</param>
internal sealed record HealthView(string Status, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] HealthCheckView[]? Checks);

internal sealed record HealthCheckView(string Name, string Status, string? Description);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(HealthView))]
internal sealed partial class HealthJson : JsonSerializerContext
{
    public static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var checks = context.Caller()?.Permissions.AllowsAnywhere(Right.Operate) == true
            ? report.Entries.Select(e => new HealthCheckView(e.Key, Word(e.Value.Status), e.Value.Description)).ToArray()
            : null;
        return context.Response.WriteAsJsonAsync(new HealthView(Word(report.Status), checks), Default.HealthView, cancellationToken: context.RequestAborted);
    }

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        _ => "unhealthy",
    };
}
