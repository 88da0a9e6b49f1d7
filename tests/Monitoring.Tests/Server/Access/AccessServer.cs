using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;
using Monitoring.Grains.Ports;
using Monitoring.Ingest;
using Monitoring.Ingest.Devices;
using Monitoring.Records.Access;
using Monitoring.Server.Access;
using Monitoring.Server.Access.SignIn;
using Monitoring.Server.Api;
using Monitoring.Server.Devices;

namespace Monitoring.Tests.Server.Access;

/// <summary>
/// Everything about people on a real Kestrel with a real database, and a clock that the test turns; in place of grains one route that says who acts, with which
/// rights, in the kitchen.
/// </summary>
public sealed class AccessServer : IAsyncDisposable
{
    public const string Password = "kuda laut menari di atap";

    /// <summary>A setting: digests as slow as they really are.</summary>
    public const string SlowDigests = "Test:SlowDigests";

    private readonly DirectoryInfo folder;
    private readonly WebApplication app;

    private AccessServer(DirectoryInfo folder, WebApplication app, FakeTimeProvider clock) => (this.folder, this.app, Clock) = (folder, app, clock);

    public FakeTimeProvider Clock { get; }

    public string Folder => folder.FullName;

    public Uri Plain => new(app.Urls.First(u => u.StartsWith("http:", StringComparison.Ordinal)));

    public Uri Encrypted => new(app.Urls.First(u => u.StartsWith("https:", StringComparison.Ordinal)).Replace("127.0.0.1", "localhost", StringComparison.Ordinal));

    public IServiceProvider Services => app.Services;

    /// <param name="settings">Beside the server's own.</param>
    public static async Task<AccessServer> StartAsync(params (string Name, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("access-");
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration["Data:Directory"] = Path.Combine(folder.FullName, "data");
        builder.Configuration["Http:Port"] = "0";
        foreach (var (name, value) in settings)
        {
            builder.Configuration[name] = value;
        }

        builder.Logging.ClearProviders();
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton<Plan>(SomeServer.Plan);
        builder.Services.AddAccessRecords(builder.Configuration);
        builder.AddAccess();
        if (!builder.Configuration.GetValue<bool>(SlowDigests))
        {
            // A hundred tests sign in a thousand times; how slow the digests are is a test of its own.
            builder.Services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1_000);
        }

        builder.Services.AddRights();
        builder.Services.AddMqttSettings(builder.Configuration).AddSingleton<IDeviceConnections, DeviceConnections>().AddDevices();
        builder.Services.AddApi();
        builder.Services.AddBrowserProtection();
        builder.Services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, l => l.UseHttps(Notifications.Certificates.Localhost));
        });
        var app = builder.Build();
        app.UseBrowserProtection();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseAccess();
        app.MapApi();
        app.MapPost("/try/{facility}/{area}/{right}", Act).RequireRight(Right.Acknowledge, Where.Area);
        await app.StartAsync();
        return new AccessServer(folder, app, clock);
    }

    public Browser Open(string? agent = null) => new(Plain, agent);

    public Browser OpenEncrypted() => new(Encrypted, null);

    /// <summary>The first person, signed in: of the regional office.</summary>
    public async Task<Browser> SetUpAsync(string user = "rahma", string password = Password)
    {
        var browser = Open();
        await browser.SendAsync(HttpMethod.Post, $"/api/v1/invitations/{await FirstCodeAsync()}", new { user, displayName = "Bu Rahma", language = "en", password });
        return browser;
    }

    public async Task<string> FirstCodeAsync()
    {
        var sentence = await FirstLink.RenewAsync(Services, new Uri(app.Urls.First()), CancellationToken.None);
        Assert.NotNull(sentence);
        return sentence[(sentence.LastIndexOf('/') + 1)..];
    }

    /// <summary>Somebody whom <paramref name="by"/> has invited and who has chosen a password; signed in.</summary>
    public async Task<(string Id, Browser Browser)> InviteAsync(Browser by, string user, Role role, string? facility = "palu", string? area = null, string password = Password)
    {
        var made = await by.SendAsync(HttpMethod.Post, "/api/v1/accounts", new
        {
            user,
            displayName = "Orang " + user,
            language = "id",
            grants = new[] { new { role = char.ToLowerInvariant(role.ToString()[0]) + role.ToString()[1..], facility, area } },
        });
        Assert.Equal(HttpStatusCode.Created, made.Status);
        var browser = Open();
        var link = made.Json.GetProperty("link").GetString()!;
        Assert.Equal(HttpStatusCode.OK, (await browser.SendAsync(HttpMethod.Post, $"/api/v1/invitations/{link[(link.LastIndexOf('/') + 1)..]}", new { password })).Status);
        return (made.Json.GetProperty("id").GetString()!, browser);
    }

    /// <summary>Five wrong passwords from each of so many addresses, 10.0.1.1 and on.</summary>
    public async Task GuessFromAsync(string user, int addresses)
    {
        var gate = Services.GetRequiredService<PasswordGate>();
        for (var guess = 0; guess < 5 * addresses; guess++)
        {
            var answer = await gate.TryAsync(user, "not the password at all", null, RequestFrom($"10.0.1.{1 + (guess / 5)}"), Browser.Cancellation);
            Assert.Equal(GateOutcome.Wrong, answer.Outcome);
        }
    }

    public static HttpContext RequestFrom(string address) => new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(address) } };

    /// <summary>A new link for somebody, as the command on the server makes it.</summary>
    /// <returns>Its code.</returns>
    public async Task<string> LinkAsync(string user, bool resetTotp = false)
    {
        await using var scope = Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<Invitations>().RenewAsync(user, "command", resetTotp, CancellationToken.None)).Code;
    }

    public async Task<T> InDatabaseAsync<T>(Func<AccessContext, Task<T>> question)
    {
        await using var scope = Services.CreateAsyncScope();
        return await question(scope.ServiceProvider.GetRequiredService<AccessContext>());
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static IResult Act(HttpContext http) => http.Caller() is { } caller
        ? Results.Json(new { name = caller.Name, from = caller.From, rights = caller.Permissions.Each.Select(p => $"{p.Facility}/{p.Area}:{p.Rights}") })
        : Results.StatusCode(500);
}
