using System.Collections.Immutable;
using Monitoring.Simulator.Faults;
using Monitoring.Simulator.Physics;

namespace Monitoring.Simulator.Devices;

/// <summary>The physics behind one piece of equipment, and what its device reads of it.</summary>
/// <param name="Step">Goes on by so many seconds.</param>
internal sealed record Model(Action<double, Moment> Step, ImmutableArray<Sensor> Sensors)
{
    /// <summary>The faults that this equipment itself can have, and their switches.</summary>
    public ImmutableDictionary<FaultKind, Action<bool>> Switches { get; init; } = ImmutableDictionary<FaultKind, Action<bool>>.Empty;
}

/// <param name="Every">How often it is sent; a multiple of a second.</param>
/// <param name="Read">In the signal's unit; null: nothing to send this time.</param>
internal sealed record Sensor(string Signal, TimeSpan Every, Func<double?> Read);
