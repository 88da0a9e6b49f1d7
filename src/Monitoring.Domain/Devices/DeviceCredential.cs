namespace Monitoring.Domain.Devices;

/// <summary>What a device proves itself with. Only those in force: a revoked one isn't in the roster.</summary>
/// <param name="Credential">New at each renewal: a connection that came with an earlier one ends.</param>
/// <param name="PasswordHash">As <see cref="DevicePassword"/> makes it; null: it has none and comes with a certificate.</param>
/// <param name="Thumbprint">SHA-256 of its client certificate, 64 hexadecimal digits in capitals; null: none.</param>
public sealed record DeviceCredential(DeviceAddress Address, Guid Credential, string? PasswordHash, string? Thumbprint);
