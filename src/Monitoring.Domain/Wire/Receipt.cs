namespace Monitoring.Domain.Wire;

/// <summary>How a message came.</summary>
/// <param name="At">Time of receipt: Unix milliseconds, UTC.</param>
/// <param name="FromRetainedStore">A broker had kept it for whoever subscribes: it is history of unknown age, not what a device sends now.</param>
public readonly record struct Receipt(long At, bool FromRetainedStore = false);
