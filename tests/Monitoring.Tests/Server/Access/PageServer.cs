using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Monitoring.Server.Access;
using Monitoring.Server.Access.Certificates;
using Monitoring.Server.Dashboard;
using Monitoring.Tests.Ingest;

namespace Monitoring.Tests.Server.Access;

/// <summary>The dashboard's files and pages and the authority on a real Kestrel, with secrets beside and above them.</summary>
public sealed class PageServer : IAsyncLifetime
{
    public const string Page = "<!doctype html><title>The page</title>";
    public const string Script = "console.log('the script')";
    public const string Secret = "the secret of the kitchen";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("pages-");
    private WebApplication app = null!;

    public Uri Address { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var root = folder.CreateSubdirectory("app");
        foreach (var (file, text) in new[] { ("wwwroot/index.html", Page), ("wwwroot/assets/app-1a2b.js", Script), ("secret.txt", Secret), ("appsettings.json", $$"""{"s":"{{Secret}}"}"""), ("wwwroot.txt", Secret), ("../secret.txt", Secret) })
        {
            var path = Path.Combine(root.FullName, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        }

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = root.FullName });
        builder.Logging.ClearProviders();
        builder.Configuration["Http:TlsPort"] = $"{IngestHost.FreePort()}";
        builder.Configuration["Data:Directory"] = Path.Combine(root.FullName, "wwwroot-data");
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddCertificates().AddBrowserProtection().AddProblemDetails();
        app = builder.Build();
        app.UseBrowserProtection();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseDashboardFiles();
        app.MapAuthority();
        app.MapDashboard();
        await app.StartAsync(TestContext.Current.CancellationToken);
        Address = new Uri(app.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
