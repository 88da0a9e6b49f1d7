using Monitoring.Domain.Devices;

namespace Monitoring.Records.Access;

/// <param name="Who">Short name, as <c>ani</c>, <c>kiosk:dapur-1</c>, <c>key:grafana</c>; a command: <c>command</c>.</param>
/// <param name="From">Address, or the kiosk that it came through.</param>
/// <param name="What">For example <c>account.create</c>, <c>device.revoke</c>.</param>
/// <param name="Why">In the words of who did it.</param>
public sealed record AuditNote(string Who, string From, string What, string? Why = null);

/// <summary>What the work of a change says about itself. The three objects are written as JSON with sorted names.</summary>
public sealed class AuditDraft
{
    /// <summary>What was changed, as <see cref="AuditSubject"/> writes it. Must be said.</summary>
    public string Subject { get; set; } = "";

    /// <summary>The facility whose people may read the entry; null: those alone who may read everything.</summary>
    public string? Facility { get; set; }

    /// <summary>Null: nothing was there.</summary>
    public object? Before { get; set; }

    /// <summary>Null: nothing is left.</summary>
    public object? After { get; set; }

    /// <summary>What may be erased later: names, addresses, e-mail of the person that <see cref="Subject"/> names. Nothing of the sort in <see cref="Before"/> and <see cref="After"/>.</summary>
    public object? Private { get; set; }
}

/// <summary>Names of what is changed, one form for each: what is kept about a person is found by it.</summary>
public static class AuditSubject
{
    /// <param name="userName">Short name.</param>
    public static string Account(string userName) => $"account/{userName}";

    public static string Device(DeviceAddress address) => $"device/{address}";

    public static string Kiosk(string id) => $"kiosk/{id}";

    public static string Key(string id) => $"key/{id}";

    public static string Plan => "plan";
}
