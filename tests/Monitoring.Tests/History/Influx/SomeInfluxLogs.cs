using Microsoft.Extensions.Logging;

namespace Monitoring.Tests.History.Influx;

internal static class SomeInfluxLogs
{
    /// <summary>What is said through it stands in <see cref="SomeInflux.Log"/>.</summary>
    public static ILogger<T> Logger<T>(this SomeInflux influx) => new Logger<T>(new LoggerFactory([influx]));
}
