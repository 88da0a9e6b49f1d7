namespace Monitoring.Server.Exports;

internal static class ExportsModule
{
    /// <summary>Stored history as files. Needs an <see cref="Grains.Ports.IReadingHistory"/>.</summary>
    public static IServiceCollection AddExports(this IServiceCollection services) => services.AddSingleton(new ExportSizes()).AddSingleton<Exporter>();
}
