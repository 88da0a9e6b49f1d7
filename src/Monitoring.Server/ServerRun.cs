using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Monitoring.Domain.Areas;
using Monitoring.Ingest.Mqtt;
using Monitoring.Server.Access.Certificates;
using Monitoring.Server.Access.SignIn;

namespace Monitoring.Server;

/// <summary>From the command line to an exit code: what a person set wrong ends with a sentence and 1, before anything has started.</summary>
internal static class ServerRun
{
    private const string Demo = "--demo";

    public static async Task<int> RunAsync(string[] args, Action<WebApplicationBuilder> add, Action<WebApplication> map)
    {
        try
        {
            var builder = WebApplication.CreateBuilder(new WebApplicationOptions
            {
                Args = [.. args.Where(a => a != Demo)],
                ContentRootPath = AppContext.BaseDirectory,
            });
            builder.Configuration["Demo"] = args.Contains(Demo) ? "true" : "false";
            if (args.Contains(Demo))
            {
                // Devices that don't exist have no credentials.
                builder.Configuration["Mqtt:Anonymous"] = "true";
            }

            add(builder);
            await using var app = builder.Build();
            Check(app.Services);
            map(app);
            await app.StartAsync();
            Announce(app);
            if (await FirstLink.RenewAsync(app.Services, Announcement.Address(app), CancellationToken.None) is { } first)
            {
                Console.WriteLine(first);
            }

            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception wrong) when (wrong is OptionsValidationException or InvalidOperationException or InvalidDataException or FormatException or IOException or SocketException)
        {
            await Console.Error.WriteLineAsync($"Monitoring can't start:{Environment.NewLine}{wrong.Message}");
            return 1;
        }
    }

    private static void Check(IServiceProvider services)
    {
        services.GetRequiredService<IStartupValidator>().Validate();
        services.GetRequiredService<Plan>();
        var server = services.GetRequiredService<IOptions<ServerOptions>>().Value;
        RequireFree("Http:Port", server.Http.Port);
        RequireFree("Http:TlsPort", server.Http.TlsPort, IPAddress.Any);
        RequireFree("Orleans:SiloPort", server.Orleans.SiloPort);
        RequireFree("Orleans:GatewayPort", server.Orleans.GatewayPort);
        if (services.GetRequiredService<IOptions<MqttOptions>>().Value is { Mode: MqttMode.Embedded } mqtt)
        {
            RequireFree("Mqtt:Port", mqtt.Port);
            RequireFree("Mqtt:TlsPort", mqtt.TlsPort, IPAddress.Any);
        }

        services.Certificates();
    }

    private static void RequireFree(string setting, int port, IPAddress? address = null)
    {
        try
        {
            using var listener = new TcpListener(address ?? IPAddress.Loopback, port);
            listener.Start();
        }
        catch (SocketException)
        {
            throw new InvalidDataException($"{setting}: port {port} can't be opened, probably because another program (or another Monitoring) has it. Choose another with {setting.Replace(":", "__", StringComparison.Ordinal)}.");
        }
    }

    private static void Announce(WebApplication app)
    {
        foreach (var line in Announcement.Lines(app))
        {
            Console.WriteLine(line);
        }
    }
}
