namespace Monitoring.Server.Access;

/// <summary>A secret that a browser keeps and no script reads. On HTTPS its name has the prefix that ties it to this host and to encryption (RFC 6265bis, 4.1.3.2).</summary>
/// <param name="name">On loopback without encryption.</param>
internal sealed class Cookie(string name)
{
    public static Cookie Session { get; } = new("monitoring");

    public static Cookie Kiosk { get; } = new("monitoring-kiosk");

    /// <summary>Null: the browser sent none.</summary>
    public string? Read(HttpRequest request) => request.Cookies[Name(request)] is { Length: > 0 and <= 200 } value ? value : null;

    public void Write(HttpContext context, string value, TimeSpan life) =>
        context.Response.Cookies.Append(Name(context.Request), value, Attributes(context.Request, life));

    public void Delete(HttpContext context) => context.Response.Cookies.Delete(Name(context.Request), Attributes(context.Request, null));

    private static CookieOptions Attributes(HttpRequest request, TimeSpan? life) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = request.IsHttps,
        Path = "/",
        MaxAge = life,
        IsEssential = true,
    };

    private string Name(HttpRequest request) => request.IsHttps ? $"__Host-{name}" : name;
}
