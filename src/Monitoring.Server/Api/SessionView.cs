using Monitoring.Domain.People;
using Monitoring.Server.Access;
using Monitoring.Server.Access.Keys;

namespace Monitoring.Server.Api;

/// <param name="Caller">Null: nobody is signed in.</param>
/// <param name="Csrf">Goes with every change that the cookie stands for; null: no cookie does.</param>
/// <param name="SetupNeeded">Nobody has an account yet.</param>
/// <param name="OpenMqtt">Devices on this machine are let in without credentials: the demonstration.</param>
internal sealed record SessionView(CallerView? Caller, string? Csrf, bool SetupNeeded, SingleSignOnView? SingleSignOn, bool OpenMqtt);

internal sealed record SingleSignOnView(string Name);

/// <param name="Name">The short one, which stands in the records.</param>
internal sealed record CallerView(
    CallerKind Kind, string Id, string Name, string DisplayName, string Language, bool Totp, bool MustSetPin, PlaceView[] Places, KioskPlaceView? Kiosk);

/// <param name="Facility">Null: every facility.</param>
/// <param name="Area">Null: the whole facility.</param>
/// <param name="Role">Null: a kiosk's or a program's.</param>
internal sealed record PlaceView(string? Facility, string? Area, Role? Role, string[] Rights)
{
    public static PlaceView[] Of(Permissions permissions) => [.. permissions.Each.Select(p => new PlaceView(p.Facility, p.Area, p.Role, RightWords.Of(p.Rights)))];
}

internal sealed record KioskPlaceView(string Id, string Name, string Facility, string Area);

/// <summary>Languages under their ISO 639 codes.</summary>
internal static class LanguageCode
{
    public static string Of(Language language) => language == Language.English ? "en" : "id";

    /// <exception cref="RefusedException">It is none of ours.</exception>
    public static Language Read(string? code) => code switch
    {
        "id" => Language.Indonesian,
        "en" => Language.English,
        _ => throw RefusedException.Invalid("language", "One of id and en."),
    };
}
