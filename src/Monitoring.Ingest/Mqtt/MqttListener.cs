using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Monitoring.Grains.Ports;

namespace Monitoring.Ingest.Mqtt;

public static class MqttListener
{
    /// <summary>
    /// Listens for devices when the broker is the embedded one: on loopback at <see cref="MqttOptions.Port"/>, and with TLS on all interfaces at
    /// <see cref="MqttOptions.TlsPort"/> (asks for <see cref="ICertificates"/>). For <c>ConfigureKestrel</c>; an endpoint that is listed there replaces the addresses of
    /// <c>--urls</c>, so that HTTP must be listed too.
    /// </summary>
    public static void ListenMqtt(this KestrelServerOptions kestrel)
    {
        var options = kestrel.ApplicationServices.GetRequiredService<IOptions<MqttOptions>>().Value;
        if (options.Mode == MqttMode.Embedded)
        {
            var near = ActivatorUtilities.CreateInstance<LineLimits>(kestrel.ApplicationServices);
            kestrel.ListenLocalhost(options.Port, endpoint => endpoint.Use(near.Admit).Use(near.GuardPackets).UseConnectionHandler<DeviceDoor>());
            if (options.TlsPort != 0)
            {
                var far = ActivatorUtilities.CreateInstance<LineLimits>(kestrel.ApplicationServices);
                var handshake = MqttHandshake.Options(kestrel.ApplicationServices.GetRequiredService<ICertificates>(), options);
                kestrel.ListenAnyIP(options.TlsPort, endpoint =>
                {
                    endpoint.Use(far.Admit);
                    endpoint.UseHttps(handshake).Use(far.GuardPackets).UseConnectionHandler<DeviceDoor>();
                });
            }
        }
    }
}
