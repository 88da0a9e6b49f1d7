using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;
using Monitoring.Domain.Signals;
using Monitoring.Grains.Ports;
using Monitoring.History.Store;
using Monitoring.Server.Access;
using Monitoring.Server.Api;
using Monitoring.Server.Exports;
using Monitoring.Tests.History.Store;

namespace Monitoring.Tests.Server.Exports;

/// <summary>The export on a real Kestrel over a real embedded store, on a machine whose decimal point is a comma.</summary>
internal sealed class ExportServer : IAsyncDisposable
{
    public const string Fryer = "palu/fry/fryer/a";
    public const string Fridge = "palu/fry/fryer/b";

    private readonly StoreFolder folder = new();
    private readonly WebApplication app;

    private ExportServer(Plan plan, ExportSizes sizes)
    {
        Store = folder.Open(plan: plan);
        History = new WatchedHistory(new ReadingHistory(Store));
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrel(k => k.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(plan).AddSingleton<IReadingHistory>(History).AddExports().AddSingleton(sizes).AddApi().AddRights();
        app = builder.Build();
        var reviewer = new Caller(CallerKind.Person, "1", "ani", "Bu Ani", Permissions.Of([new Grant(Role.QualityReviewer)]), "", "1");
        app.UseExceptionHandler();
        app.Use((context, next) =>
        {
            CultureInfo.CurrentCulture = DecimalComma();
            context.User = new ClaimsPrincipal(new CallerIdentity(reviewer, "test"));
            return next(context);
        });
        app.UseAuthorization();
        app.MapGroup("/api/v1").MapExport();
    }

    public ReadingStore Store { get; }

    public WatchedHistory History { get; }

    public HttpClient Http { get; private set; } = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<ExportServer> StartAsync(Plan? plan = null, ExportSizes? sizes = null)
    {
        var server = new ExportServer(plan ?? StoreFolder.PlanOf(["a", "b", "c"]), sizes ?? new ExportSizes());
        await server.app.StartAsync(Cancellation);
        server.Http = new HttpClient { BaseAddress = new Uri(server.app.Urls.Single()) };
        return server;
    }

    /// <summary>Facility, area and signals with these ids.</summary>
    public static Plan PlanOf(string facility, string area, params (string Id, Unit Unit)[] signals)
    {
        var text = new Text("", "");
        var plans = signals.Select(s => new SignalPlan(s.Id, text, s.Unit, -50, 300, null, null, Priority.Low, TimeSpan.FromMinutes(1), [])).ToImmutableArray();
        return new Plan("test", [new FacilityPlan(facility, text, "Asia/Makassar", [new AreaPlan(area, text, AreaKind.Kitchen, [new EquipmentPlan("fryer", text, plans)])])]);
    }

    /// <param name="rest">What follows the signals, for example <c>&amp;format=csv</c>.</param>
    public static Uri Question(string rest, params string[] signals) =>
        new($"/api/v1/history/export?{string.Join('&', signals.Select(s => "signal=" + Uri.EscapeDataString(s)))}{rest}", UriKind.Relative);

    /// <summary>The first ten years from the store's start on.</summary>
    /// <param name="format">What else may follow, for example <c>csv&amp;resolution=hour</c>.</param>
    public static Uri All(string format, params string[] signals) => Question($"&from={StoreFolder.Start}&to={StoreFolder.Start + 315_360_000_000}&format={format}", signals);

    public async Task<byte[]> DownloadAsync(Uri question) => await Http.GetByteArrayAsync(question, Cancellation);

    /// <summary>Ends when its headers are here.</summary>
    public Task<HttpResponseMessage> OpenAsync(Uri question) => Http.GetAsync(question, HttpCompletionOption.ResponseHeadersRead, Cancellation);

    public Task SealAsync(long until) => Store.SealAllAsync(folder, until);

    public Task StopAsync() => app.StopAsync(Cancellation);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        History.Release();
        await app.DisposeAsync();
        Store.Dispose();
        folder.Dispose();
    }

    // Cultures have no data in this build, as on a small machine: what id-ID would say is said by hand.
    private static CultureInfo DecimalComma()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        culture.DateTimeFormat.TimeSeparator = ".";
        return culture;
    }
}
