using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Monitoring.Domain.Devices;
using Monitoring.Domain.Wire;
using Monitoring.Grains.Ports;
using Monitoring.Ingest.Mqtt;

namespace Monitoring.Ingest.Devices;

/// <summary>
/// Who comes, at CONNECT: a device by its certificate or by user name and password. What is wrong is told to the log of rejects, not to who comes: an unknown name
/// costs the same time as a wrong password and gets the same answer.
/// </summary>
internal sealed class SignIn(IDeviceRegistry registry, GuessGuard guesses, IOptions<MqttOptions> options)
{
    /// <summary>A password that nobody has: what an unknown name is compared with.</summary>
    private static readonly string Decoy = DevicePassword.Hash(
        DevicePassword.Write(RandomNumberGenerator.GetBytes(DevicePassword.SecretLength)), RandomNumberGenerator.GetBytes(DevicePassword.SaltLength));

    public SignInResult Decide(in Comer comer)
    {
        var roster = registry.Current;
        if (comer.Thumbprint is { } thumbprint && roster.FindCertificate(thumbprint) is { } byCertificate)
        {
            // A name beside a certificate is another device's only by mistake, or worse.
            return comer.User is null || comer.User == byCertificate.Address.UserName ? new(byCertificate, RejectReason.None) : new(byCertificate, RejectReason.WrongPassword);
        }

        return comer.User is { } user
            ? ByPassword(roster.Find(user), comer)
            : new(null, options.Value.Anonymous && comer.IsOnThisMachine ? RejectReason.None : RejectReason.UnknownDevice);
    }

    private SignInResult ByPassword(DeviceCredential? meant, in Comer comer)
    {
        var name = meant?.Address.UserName ?? "";
        if (DevicePassword.Matches(meant?.PasswordHash ?? Decoy, comer.Password.Span) && meant?.PasswordHash is not null)
        {
            guesses.Succeeded(comer.Address, name);
            return new(meant, RejectReason.None);
        }

        // Only now: whoever shares the address and guesses on purpose would keep the device itself out.
        if (!guesses.MayTry(comer.Address, name))
        {
            return new(meant, RejectReason.TooManyGuesses);
        }

        guesses.Failed(comer.Address, name);
        return new(meant, meant is null ? RejectReason.UnknownDevice : RejectReason.WrongPassword);
    }
}

/// <param name="Thumbprint">SHA-256 of its client certificate; null: it has none.</param>
/// <param name="Address">As <see cref="GuessGuard.Of"/> writes it.</param>
/// <param name="IsOnThisMachine">Over loopback and not encrypted.</param>
internal readonly record struct Comer(string? User, ReadOnlyMemory<byte> Password, string? Thumbprint, string Address, bool IsOnThisMachine);

/// <param name="Device">Who was meant; null: nobody who is registered, or, with <see cref="RejectReason.None"/>, somebody without a name.</param>
/// <param name="Refused"><see cref="RejectReason.None"/>: let in.</param>
internal readonly record struct SignInResult(DeviceCredential? Device, RejectReason Refused);
