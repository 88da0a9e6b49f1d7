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

    /// <summary>Before anybody is asked who they are: the program holds nothing that isn't public.</summary>
    public static void UseDashboardFiles(this IApplicationBuilder app) => app.UseStaticFiles(Files());

    public static void MapDashboard(this IEndpointRouteBuilder routes)
    {
        foreach (var page in Pages)
        {
            routes.MapFallbackToFile(page, "index.html", Files()).AllowAnonymous();
        }
    }

    private static StaticFileOptions Files() => new() { OnPrepareResponse = SetCaching };

    private static void SetCaching(StaticFileResponseContext file) => file.Context.Response.Headers.CacheControl =
        file.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
}
