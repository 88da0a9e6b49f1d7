using Microsoft.AspNetCore.StaticFiles;

namespace Monitoring.Server.Dashboard;

/// <summary>The browser's program: built into <c>wwwroot</c>. Its pages are all the same file; its assets carry their content's hash in their names.</summary>
internal static class DashboardModule
{
    private static readonly string[] Pages =
    [
        "/", "/alarms/{**rest}", "/areas/{**rest}", "/history",
        "/sign-in", "/welcome/{code}", "/account",
        "/people", "/devices", "/kiosks", "/keys", "/audit",
    ];

    public static void MapDashboard(this WebApplication app)
    {
        var files = new StaticFileOptions { OnPrepareResponse = SetCaching };
        app.UseStaticFiles(files);
        foreach (var page in Pages)
        {
            app.MapFallbackToFile(page, "index.html", files);
        }
    }

    private static void SetCaching(StaticFileResponseContext file) => file.Context.Response.Headers.CacheControl =
        file.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
}
