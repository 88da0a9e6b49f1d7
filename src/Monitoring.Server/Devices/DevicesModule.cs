namespace Monitoring.Server.Devices;

internal static class DevicesModule
{
    /// <summary>Registration of devices. Needs the plan and the access records.</summary>
    public static IServiceCollection AddDevices(this IServiceCollection services) =>
        services.AddScoped<DeviceRegistration>().AddSingleton<DeviceHandover>();
}
