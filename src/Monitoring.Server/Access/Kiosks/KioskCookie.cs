namespace Monitoring.Server.Access.Kiosks;

/// <summary>What makes a browser a kiosk: <c>ID.SECRET</c>. Browsers keep a cookie for 400 days at most, so it is given anew whenever the kiosk asks who it is.</summary>
internal static class KioskCookie
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(400);

    public static (string Id, string Secret)? Read(HttpRequest request) =>
        Cookie.Kiosk.Read(request) is { } value && value.Split('.') is [{ Length: > 0 } id, { Length: > 0 } secret] ? (id, secret) : null;

    public static void Write(HttpContext context, string id, string secret) => Cookie.Kiosk.Write(context, $"{id}.{secret}", Life);

    public static void Renew(HttpContext context)
    {
        if (Read(context.Request) is var (id, secret))
        {
            Write(context, id, secret);
        }
    }
}
