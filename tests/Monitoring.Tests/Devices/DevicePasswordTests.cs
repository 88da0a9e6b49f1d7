using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Monitoring.Domain.Devices;

namespace Monitoring.Tests.Devices;

public sealed class DevicePasswordTests
{
    private static readonly byte[] Salt = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

    [Fact]
    public async Task What_Mosquitto_has_hashed_matches_its_password_and_no_other()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/mosquitto_passwd"), "mosquitto_passwd isn't installed (Debian: apt-get install mosquitto).");
        var file = Path.Combine(Directory.CreateTempSubdirectory("passwd-").FullName, "file");
        using (var mosquitto = Process.Start("/usr/bin/mosquitto_passwd", ["-b", "-c", file, "palu.kitchen.fryer-1", "kata sandi-é"]))
        {
            await mosquitto.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var line = (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Trim();
        var hash = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..];
        Assert.StartsWith("$7$", hash, StringComparison.Ordinal);
        Assert.True(DevicePassword.Matches(hash, Encoding.UTF8.GetBytes("kata sandi-é")));
        Assert.False(DevicePassword.Matches(hash, Encoding.UTF8.GetBytes("kata sandi-e")));
    }

    [Fact]
    public void A_password_is_thirty_two_letters_and_digits_that_nobody_mistakes()
    {
        var password = DevicePassword.Write(RandomNumberGenerator.GetBytes(DevicePassword.SecretLength));
        Assert.Equal(32, password.Length);
        Assert.All(password, c => Assert.Contains(c, "abcdefghijkmnpqrstuvwxyz23456789"));
    }

    [Fact]
    public void Different_secrets_are_different_passwords() =>
        Gen.Select(Gen.Byte.Array[DevicePassword.SecretLength], Gen.Byte.Array[DevicePassword.SecretLength])
            .Sample((a, b) => a.SequenceEqual(b) == (DevicePassword.Write(a) == DevicePassword.Write(b)));

    [Fact]
    public void A_password_matches_its_own_hash_alone()
    {
        var hash = DevicePassword.Hash("abc", Salt);
        Assert.True(DevicePassword.Matches(hash, "abc"u8));
        Assert.False(DevicePassword.Matches(hash, "abd"u8));
        Assert.False(DevicePassword.Matches(hash, ""u8));
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("$6$101$AAAA$AAAA")]
    [InlineData("$7$0$AAAA$AAAA")]
    [InlineData("$7$-1$AAAA$AAAA")]
    [InlineData("$7$101$AAAA")]
    [InlineData("$7$101$AAAA$")]
    [InlineData("$7$101$not base64$AAAA")]
    [InlineData("$7$99999999999$AAAA$AAAA")]
    public void What_is_no_hash_matches_nothing(string hash)
    {
        Assert.False(DevicePassword.Matches(hash, ""u8));
        Assert.False(DevicePassword.Matches(hash, "abc"u8));
    }

    [Fact]
    public void A_hash_of_another_length_matches_nothing() =>
        Assert.False(DevicePassword.Matches($"$7$101${Convert.ToBase64String(Salt)}${Convert.ToBase64String(new byte[63])}", "abc"u8));
}
