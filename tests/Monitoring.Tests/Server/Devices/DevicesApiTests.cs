using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Domain.Devices;
using Monitoring.Domain.People;
using Monitoring.Grains.Ports;
using Monitoring.Tests.Ingest;
using Monitoring.Tests.Server.Access;

namespace Monitoring.Tests.Server.Devices;

public sealed class DevicesApiTests : SetUpServer
{
    private static readonly object Fryer = new { facility = "palu", area = "kitchen", device = "fryer-1" };

    [Fact]
    public async Task A_password_is_shown_once_and_kept_as_a_hash_that_it_matches()
    {
        var made = await RegisterAsync(Fryer);
        Assert.Equal(HttpStatusCode.Created, made.Status);
        var password = made.Json.GetProperty("password").GetString()!;
        Assert.Equal(("palu.kitchen.fryer-1", "v1/palu/kitchen/fryer-1"), (made.Json.GetProperty("user").GetString(), made.Json.GetProperty("topic").GetString()));
        var credential = await InForceAsync("palu.kitchen.fryer-1", c => c is not null);
        Assert.True(DevicePassword.Matches(credential!.PasswordHash!, Encoding.UTF8.GetBytes(password)));
        var listed = (await First.GetAsync("/api/v1/devices")).Json;
        Assert.DoesNotContain(password, listed.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("$7$", listed.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(password, await TrailAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("$7$", await TrailAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_shown_can_be_scanned_and_pasted()
    {
        var made = (await RegisterAsync(Fryer)).Json;
        var (user, password) = (made.GetProperty("user").GetString()!, made.GetProperty("password").GetString()!);
        Assert.All(made.GetProperty("snippets").EnumerateObject(), s =>
        {
            Assert.Contains(user, s.Value.GetString()!, StringComparison.Ordinal);
            Assert.Contains(password, s.Value.GetString()!, StringComparison.Ordinal);
            Assert.Contains("v1/palu/kitchen/fryer-1/oil_temp", s.Value.GetString()!, StringComparison.Ordinal);
        });
        Assert.Equal(["mosquitto_pub", "esphome"], made.GetProperty("snippets").EnumerateObject().Select(s => s.Name));
        string[] rows = [.. made.GetProperty("qr").EnumerateArray().Select(r => r.GetString()!)];
        Assert.All(rows, r => Assert.Equal(rows.Length, r.Length));
        Assert.All(rows, r => Assert.DoesNotContain(r, c => c is not ('0' or '1')));
        // Its three corners: seven dark modules in a row, inside a margin of four.
        Assert.Equal((new string('0', 4) + "1111111", "1111111" + new string('0', 4)), (rows[4][..11], rows[4][^11..]));
        Assert.Equal(new string('0', 4) + "1111111", rows[^5][..11]);
    }

    [Fact]
    public async Task The_command_that_is_shown_sends_a_reading()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/mosquitto_pub"), "mosquitto_pub isn't installed (Debian: apt-get install mosquitto-clients).");
        await using var broker = await IngestHost.StartAsync(settings: [("Mqtt:Anonymous", "false")]);
        await using var other = await AccessServer.StartAsync(("Mqtt:Port", $"{broker.Port}"));
        using var person = await other.SetUpAsync();
        var command = (await person.SendAsync(HttpMethod.Post, "/api/v1/devices", Fryer)).Json.GetProperty("snippets").GetProperty("mosquitto_pub").GetString()!;
        broker.Devices.Put(other.Services.GetRequiredService<IDeviceRegistry>().Current.Find("palu.kitchen.fryer-1")
            ?? (await InForceAsync("palu.kitchen.fryer-1", c => c is not null, other))!);
        using var shell = System.Diagnostics.Process.Start("/bin/sh", ["-c", command]);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, shell.ExitCode);
        Assert.Equal(21.5, Assert.Single(broker.Store.Readings).Value);
    }

    [Fact]
    public async Task Registered_again_it_gets_something_new_and_revoked_it_has_nothing()
    {
        var before = (await RegisterAsync(Fryer)).Json.GetProperty("password").GetString()!;
        var old = await InForceAsync("palu.kitchen.fryer-1", c => c is not null);
        await RegisterAsync(Fryer);
        var renewed = await InForceAsync("palu.kitchen.fryer-1", c => c!.Credential != old!.Credential);
        Assert.False(DevicePassword.Matches(renewed!.PasswordHash!, Encoding.UTF8.GetBytes(before)));
        Assert.Equal(HttpStatusCode.NoContent, (await First.SendAsync(HttpMethod.Delete, "/api/v1/devices/palu/kitchen/fryer-1?why=stolen", null)).Status);
        await InForceAsync("palu.kitchen.fryer-1", c => c is null);
        Assert.Equal(HttpStatusCode.NotFound, (await First.SendAsync(HttpMethod.Delete, "/api/v1/devices/palu/kitchen/fryer-1", null)).Status);
        var row = (await First.GetAsync("/api/v1/devices?facility=palu&area=kitchen")).Json.EnumerateArray().Single(d => d.GetProperty("device").GetString() == "fryer-1");
        Assert.Equal((false, true, "rahma"), (row.GetProperty("registered").GetBoolean(), row.GetProperty("revoked").GetBoolean(), row.GetProperty("createdBy").GetString()));
        var trail = await Server.InDatabaseAsync(c => c.AuditEntries.Where(e => e.Subject == "device/palu/kitchen/fryer-1").OrderBy(e => e.Number).ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal(["device.register", "device.renew", "device.revoke"], trail.Select(e => e.What));
        Assert.Equal(("rahma", "palu", "stolen"), (trail[2].Who, trail[2].Facility, trail[2].Why));
    }

    [Fact]
    public async Task A_certificate_stands_for_a_password_and_is_one_devices_alone()
    {
        var pem = Certificate(99);
        var made = await RegisterAsync(new { facility = "palu", area = "kitchen", device = "fryer-1", certificate = pem });
        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (made.Json.GetProperty("password").ValueKind, made.Json.GetProperty("qr").ValueKind));
        var credential = await InForceAsync("palu.kitchen.fryer-1", c => c is not null);
        Assert.Equal(64, credential!.Thumbprint!.Length);
        var second = await RegisterAsync(new { facility = "palu", area = "kitchen", device = "fridge", certificate = pem });
        Assert.Equal(HttpStatusCode.BadRequest, second.Status);
        Assert.Contains("palu/kitchen/fryer-1", second.Json.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_certificate_is_refused_with_a_remedy()
    {
        using var key = ECDsa.Create();
        foreach (var (pem, says) in new[]
        {
            ("", "BEGIN CERTIFICATE"), ("hello", "BEGIN CERTIFICATE"), ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "BEGIN CERTIFICATE"),
            (Certificate(99) + key.ExportPkcs8PrivateKeyPem(), "private key"), (Certificate(1), "ran out"), (new string('x', 40_000), "too long"),
        })
        {
            var refused = await RegisterAsync(new { facility = "palu", area = "kitchen", device = "fryer-1", certificate = pem });
            Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
            Assert.Contains(says, refused.Json.GetProperty("errors").GetProperty("certificate")[0].GetString()!, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("palu", "kitchen", "toaster")]
    [InlineData("palu", "garden", "fryer-1")]
    [InlineData("poso", "kitchen", "fryer-1")]
    [InlineData("palu", "system", "telegram")]
    [InlineData("", "", "")]
    [InlineData(null, null, null)]
    public async Task What_the_plan_does_not_have_gets_nothing(string? facility, string? area, string? device) =>
        Assert.Equal(HttpStatusCode.NotFound, (await RegisterAsync(new { facility, area, device })).Status);

    [Fact]
    public async Task Only_who_looks_after_devices_there_gives_and_takes_credentials()
    {
        await RegisterAsync(Fryer);
        using var lead = (await Server.InviteAsync(First, "budi", Role.ShiftLead)).Browser;
        using var maintainer = (await Server.InviteAsync(First, "joko", Role.Maintainer, "palu", "workshop")).Browser;
        foreach (var browser in new[] { lead, maintainer })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.SendAsync(HttpMethod.Post, "/api/v1/devices", Fryer)).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.SendAsync(HttpMethod.Delete, "/api/v1/devices/palu/kitchen/fryer-1", null)).Status);
        }

        Assert.Equal(HttpStatusCode.Created, (await maintainer.SendAsync(HttpMethod.Post, "/api/v1/devices", new { facility = "palu", area = "workshop", device = "store" })).Status);
        Assert.All((await maintainer.GetAsync("/api/v1/devices")).Json.EnumerateArray(), d => Assert.Equal("workshop", d.GetProperty("area").GetString()));
    }

    private static string Certificate(int years)
    {
        using var key = ECDsa.Create();
        using var certificate = new CertificateRequest("CN=fryer", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(years));
        return certificate.ExportCertificatePem();
    }

    private Task<Answer> RegisterAsync(object device) => First.SendAsync(HttpMethod.Post, "/api/v1/devices", device);

    private Task<string> TrailAsync() => Server.InDatabaseAsync(async c =>
        string.Join('\n', (await c.AuditEntries.ToListAsync(TestContext.Current.CancellationToken)).Select(e => $"{e.What} {e.Before} {e.After} {e.Private}")));

    private async Task<DeviceCredential?> InForceAsync(string user, Func<DeviceCredential?, bool> condition, AccessServer? of = null)
    {
        var registry = (of ?? Server).Services.GetRequiredService<IDeviceRegistry>();
        await Device.Until(() => condition(registry.Current.Find(user)), "the registry has it");
        return registry.Current.Find(user);
    }
}
