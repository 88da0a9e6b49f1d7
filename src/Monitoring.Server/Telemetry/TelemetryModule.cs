using Monitoring.Domain.People;
using Monitoring.Server.Access;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Monitoring.Server.Telemetry;

internal static class TelemetryModule
{
    /// <summary>Where traces and metrics are pushed to, by OpenTelemetry's own name; nothing is pushed without it.</summary>
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(r => r.AddService("monitoring", serviceVersion: typeof(TelemetryModule).Assembly.GetName().Version?.ToString(3)))
            .WithMetrics(m => m
                .AddMeter("Monitoring", "Microsoft.Orleans")
                .AddAspNetCoreInstrumentation()
                .AddRuntimeInstrumentation()
                .AddPrometheusExporter());
        if (!string.IsNullOrEmpty(builder.Configuration[Endpoint]))
        {
            telemetry
                .WithTracing(t => t
                    .AddSource("Monitoring", "Microsoft.Orleans.Runtime", "Microsoft.Orleans.Application")
                    .AddAspNetCoreInstrumentation(o => o.Filter = request => !request.Request.Path.StartsWithSegments("/healthz", StringComparison.Ordinal)))
                .UseOtlpExporter();
        }
    }

    /// <summary>Prometheus sends a key: <c>authorization: { credentials_file: … }</c>.</summary>
    public static void MapTelemetry(this IEndpointRouteBuilder routes) => routes.MapPrometheusScrapingEndpoint("/metrics").RequireRight(Right.Operate, Where.Anywhere);
}
