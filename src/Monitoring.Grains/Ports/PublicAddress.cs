namespace Monitoring.Grains.Ports;

/// <summary>Where people reach the dashboard: what the links in messages begin with.</summary>
/// <param name="Root">Absolute, ends with a slash.</param>
public sealed record PublicAddress(Uri Root);
