namespace Monitoring.Simulator.Devices;

/// <param name="Time">Unix milliseconds, UTC.</param>
/// <param name="Value"><see cref="double.NaN"/>: the device can't measure.</param>
/// <param name="Sequence">Counts the equipment's samples from 1.</param>
internal readonly record struct Sample(string Signal, long Time, double Value, long Sequence);
