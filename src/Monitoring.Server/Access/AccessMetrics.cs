using System.Diagnostics.Metrics;

namespace Monitoring.Server.Access;

internal static class AccessMetrics
{
    private static readonly Meter Meter = new("Monitoring");

    /// <summary>By <c>reason</c>.</summary>
    public static readonly Counter<long> Refused = Meter.CreateCounter<long>("monitoring.access.refused", "{attempt}", "Attempts to sign in or to say who one is that were refused, by reason");

    /// <summary>By <c>with</c>.</summary>
    public static readonly Counter<long> SignedIn = Meter.CreateCounter<long>("monitoring.access.signins", "{session}", "Sessions that began, by what with");

    public static void Refuse(string reason) => Refused.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public static void SignIn(string with) => SignedIn.Add(1, new KeyValuePair<string, object?>("with", with));

    public static void Observe(string name, string unit, string description, Func<int> count) => Meter.CreateObservableGauge(name, count, unit, description);
}
