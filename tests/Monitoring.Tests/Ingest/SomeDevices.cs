using System.Collections.Immutable;
using System.Security.Cryptography;
using Monitoring.Domain.Devices;
using Monitoring.Grains.Ports;

namespace Monitoring.Tests.Ingest;

/// <summary>Registered devices that a test gives credentials and takes them away.</summary>
internal sealed class SomeDevices : IDeviceRegistry
{
    private ImmutableDictionary<DeviceAddress, DeviceCredential> credentials = ImmutableDictionary<DeviceAddress, DeviceCredential>.Empty;

    public event Action? Changed;

    public DeviceRoster Current => new([.. credentials.Values]);

    public static DeviceAddress Address(string text) => DeviceAddress.TryParse(text, out var address) ? address.Value : throw new FormatException(text);

    /// <summary>Registers a device, or gives it a new password.</summary>
    /// <returns>The password.</returns>
    public string Add(string device)
    {
        var password = DevicePassword.Write(RandomNumberGenerator.GetBytes(DevicePassword.SecretLength));
        Put(new DeviceCredential(Address(device), Guid.NewGuid(), DevicePassword.Hash(password, RandomNumberGenerator.GetBytes(DevicePassword.SaltLength)), null));
        return password;
    }

    public void AddCertificate(string device, string thumbprint) => Put(new DeviceCredential(Address(device), Guid.NewGuid(), null, thumbprint));

    public void Revoke(string device)
    {
        credentials = credentials.Remove(Address(device));
        Changed?.Invoke();
    }

    public void Put(DeviceCredential credential)
    {
        credentials = credentials.SetItem(credential.Address, credential);
        Changed?.Invoke();
    }
}
