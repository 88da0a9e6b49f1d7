using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;
using Monitoring.Domain.Signals;
using Monitoring.Grains;
using Monitoring.Grains.Contracts;
using Monitoring.Grains.Ports;
using Monitoring.Ingest;
using Monitoring.Ingest.Devices;
using Monitoring.Records.Access;
using Monitoring.Records.Plans;
using Monitoring.Records.Audit;
using Monitoring.Server;
using Monitoring.Server.Access;
using Monitoring.Server.Access.Certificates;
using Monitoring.Server.Api;
using Monitoring.Server.Dashboard;
using Monitoring.Server.Devices;
using Monitoring.Server.Exports;
using Monitoring.Server.Health;
using Monitoring.Server.Live;
using Monitoring.Server.Reviews;
using Monitoring.Server.Telemetry;
using Monitoring.Server.Trials;
using Monitoring.Tests.Areas;
using Monitoring.Tests.Records.Alarms;
using Monitoring.Tests.Records.Plans;
using Monitoring.Tests.Server.Access;

namespace Monitoring.Tests.Server;

/// <summary>
/// The host on a real Kestrel with real grains, a kitchen and a workshop; readings are given to the grains by hand. Whoever asks without saying who they are has
/// every right.
/// </summary>
public class SomeServer : IAsyncLifetime
{
    public const int Sanitiser = 3;

    private readonly RecordsFolder folder = new();
    private WebApplication app = null!;
    private long last;

    /// <summary>Somebody with every right over every facility, signed in as a browser is.</summary>
    public HttpClient Http => Everybody.Http;

    internal SomeCaller Everybody { get; private set; } = null!;

    internal SomeCallers Callers { get; private set; } = null!;

    public Uri Address { get; private set; } = null!;

    /// <summary>What a part of the server says is wrong with it.</summary>
    public string? Problem { get; set; }

    private protected virtual Plan Served => Plan;

    internal static Plan Plan { get; } = new("plan-server", [SomeKitchen.Plan.Facilities[0] with
    {
        Areas = [.. SomeKitchen.Plan.Facilities[0].Areas, Workshop()],
        People =
        [
            new Person("sari", "Sari", Role.Supervisor, Language.Indonesian, [], []),
            new Person("budi", "Budi", Role.FacilityHead, Language.English, ["never"], []),
        ],
        Shifts = [new DailyHours("never", new Text("Tidak pernah", "Never"), new TimeOnly(0, 0), new TimeOnly(0, 1), [DayOfWeek.Monday])],
    }]);

    internal JournalInMemory Records { get; } = new();

    /// <summary>The real one, for the delivery log.</summary>
    internal OpenBook Book { get; private set; } = null!;

    internal IServiceProvider Services => app.Services;

    private IKitchenGrain Kitchen => app.Services.GetRequiredService<IGrainFactory>().GetGrain<IKitchenGrain>("palu/kitchen");

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration["Http:Port"] = "0";
        builder.Configuration["Data:Directory"] = folder.Path;
        builder.Configuration["Orleans:SiloPort"] = $"{FreePort()}";
        builder.Configuration["Orleans:GatewayPort"] = "0";
        builder.Logging.ClearProviders();
        builder.AddHost();
        builder.AddTelemetry();
        builder.Services.AddSingleton(Served);
        builder.Services.AddSingleton<IAlarmRecords>(Records);
        Book = folder.Open();
        builder.Services.AddSingleton<INoticeRecords>(Book.Notices);
        builder.Services.AddSingleton<IReadingHistory, RampHistory>();
        builder.Services.AddSingleton<IPlanText>(SmallText());
        builder.Services.AddSingleton<RejectsQuery>(() => new RejectsView(
            3, new Dictionary<string, long> { ["unknownSignal"] = 3 }, [new RejectView("v1/palu/kitchen/toaster", "unknownSignal", "Add it to the plan.", 3, 1, 2, "{\"v\":1}")]));
        builder.Services.AddAccessRecords(builder.Configuration).AddAuditTrail();
        builder.AddAccess();
        builder.Services.AddRights();
        builder.Services.AddMqttSettings(builder.Configuration).AddSingleton<IDeviceConnections, DeviceConnections>().AddDevices();
        builder.Services.AddGrains();
        builder.Services.AddLive();
        builder.Services.AddTrials();
        builder.Services.AddReviews();
        builder.Services.AddExports();
        builder.Services.AddApi();
        builder.Services.AddServerHealth().AddProblem("readings", _ => Problem);
        app = builder.Build();
        app.UseBrowserProtection();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseDashboardFiles();
        app.UseAccess();
        app.MapApi();
        app.MapLive();
        app.MapHealth();
        app.MapAuthority();
        app.MapTelemetry();
        app.MapDashboard();
        await app.StartAsync();
        Address = new Uri(app.Urls.Single());
        Callers = new SomeCallers(app.Services, Address);
        Everybody = await Callers.PersonAsync("everybody", [.. Enum.GetValues<Role>().Select(r => new Grant(r))]);
    }

    public async ValueTask DisposeAsync()
    {
        Callers.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        Book.Dispose();
        folder.Dispose();
    }

    /// <summary>A reading of the kitchen that is measured and received now.</summary>
    public Task ReadAsync(int signal, double value)
    {
        // Readings of one instant are one reading.
        var now = Math.Max(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), last + 1);
        last = now;
        return Kitchen.Ingest(new ReadingBatch(Served.Version, "store", 0, TimeProvider.System.GetUtcNow().UtcTicks, [new Reading(signal, now, value)], []));
    }

    public HubConnection Connect(string? origin = null)
    {
        return Callers.Connect(Everybody, origin);
    }

    internal HubConnection Connect(SomeCaller caller) => Callers.Connect(caller);

    /// <summary>The same person each time for the same name.</summary>
    internal Task<SomeCaller> SignedInAsync(string name, params Grant[] grants) => Callers.SignedInAsync(name, grants);

    /// <summary>Somebody with one role.</summary>
    internal Task<SomeCaller> SignedInAsync(Role role, string? facility = "palu", string? area = null) =>
        Callers.SignedInAsync($"{role}-{facility ?? "all"}-{area ?? "all"}", [new Grant(role, facility, area)]);

    internal Task<SomeCaller> ProgramAsync(Right rights, string? facility = null, string? area = null) => Callers.ProgramAsync(rights, facility, area);

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Some plan's; nobody reads from it what is in force.</summary>
    private PlanText SmallText()
    {
        var file = Path.Combine(folder.Path, "plan.yaml");
        File.WriteAllText(file, SmallPlan.Yaml);
        return new PlanText(file);
    }

    private static AreaPlan Workshop() => new("workshop", new Text("Bengkel", "Workshop"), AreaKind.Workshop,
    [
        new EquipmentPlan("store", new Text("Gudang benang", "Yarn store"),
        [
            new SignalPlan("humidity", new Text("Kelembapan", "Humidity"), Unit.RelativeHumidity, 0, 100, null, null, Domain.Alarms.Priority.Low, TimeSpan.FromMinutes(5), []),
        ]),
    ]);
}
