using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Monitoring.Domain.Devices;

/// <summary>Every device that may connect, as of one moment.</summary>
public sealed class DeviceRoster(ImmutableArray<DeviceCredential> credentials)
{
    private readonly FrozenDictionary<string, DeviceCredential> byName =
        credentials.ToFrozenDictionary(c => c.Address.UserName, StringComparer.Ordinal);

    private readonly FrozenDictionary<string, DeviceCredential> byThumbprint =
        credentials.Where(c => c.Thumbprint is not null).ToFrozenDictionary(c => c.Thumbprint!, StringComparer.OrdinalIgnoreCase);

    public static DeviceRoster Empty { get; } = new([]);

    public ImmutableArray<DeviceCredential> Credentials { get; } = credentials;

    public DeviceCredential? Find(string userName) => byName.GetValueOrDefault(userName);

    public DeviceCredential? FindCertificate(string thumbprint) => byThumbprint.GetValueOrDefault(thumbprint);
}
