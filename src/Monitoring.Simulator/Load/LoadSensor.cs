using System.Collections.Immutable;
using System.Globalization;
using Monitoring.Domain.Devices;

namespace Monitoring.Simulator.Load;

/// <summary>One signal of the load and what has been sent of it. Belongs to one connection.</summary>
internal sealed class LoadSensor(int number)
{
    public const string Facility = "load";
    public const string Signal = "value";
    public const int PerArea = 20;

    /// <summary>Values are below it, except while the sensor is driven to alarm.</summary>
    public const int HiLimit = 90;

    public int Number { get; } = number;

    public string Area { get; } = string.Create(CultureInfo.InvariantCulture, $"area-{number / PerArea:00}");

    public string Equipment { get; } = string.Create(CultureInfo.InvariantCulture, $"sensor-{number % PerArea:00}");

    public string Address => $"{Facility}/{Area}/{Equipment}/{Signal}";

    /// <summary>What it signs in as, when it is a registered device.</summary>
    public string User => new DeviceAddress(Facility, Area, Equipment).UserName;

    public string Topic => $"v1/{Address}";

    /// <summary>Time of the newest reading: Unix milliseconds, UTC. No two readings of a sensor have the same: they would be one reading.</summary>
    public long LastTime { get; set; }

    public bool High { get; set; }

    public long Sent { get; set; }

    public long Acknowledged { get; set; }

    public static ImmutableArray<LoadSensor> Create(int count) => [.. Enumerable.Range(0, count).Select(n => new LoadSensor(n))];
}
