using System.Diagnostics.CodeAnalysis;

namespace Monitoring.Domain.Devices;

/// <summary>Where a device stands: its equipment in the plan, and the beginning of its topics.</summary>
public readonly record struct DeviceAddress(string Facility, string Area, string Device)
{
    /// <summary>The name that it signs in with at the broker. Ids have no dots.</summary>
    public string UserName => $"{Facility}.{Area}.{Device}";

    /// <summary>Everything that it publishes is here or below.</summary>
    public string Topic => $"v1/{Facility}/{Area}/{Device}";

    /// <param name="text"><c>facility/area/device</c>.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out DeviceAddress? address)
    {
        address = text?.Split('/') is [{ Length: > 0 } facility, { Length: > 0 } area, { Length: > 0 } device] ? new DeviceAddress(facility, area, device) : null;
        return address is not null;
    }

    public override string ToString() => $"{Facility}/{Area}/{Device}";
}
