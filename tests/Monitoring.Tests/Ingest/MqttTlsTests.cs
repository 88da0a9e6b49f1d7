using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Monitoring.Grains.Settings;
using MQTTnet;
using MQTTnet.Exceptions;

namespace Monitoring.Tests.Ingest;

/// <summary>Real handshakes with the broker's encrypted port and the self-made authority.</summary>
public sealed class MqttTlsTests : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("mqtt-tls-");
    private readonly int port = IngestHost.FreePort();
    private readonly TestAuthority devices = new();
    private IngestHost host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private X509Certificate2 Authority => X509Certificate2.CreateFromPem(new KeyFolder(folder.FullName).Find("authority.pem"));

    public async ValueTask InitializeAsync()
    {
        var file = Path.Combine(folder.FullName, "devices.pem");
        await File.WriteAllTextAsync(file, devices.Certificate.ExportCertificatePem(), Cancellation);
        host = await IngestHost.StartAsync(directory: folder.FullName, settings: [("Mqtt:TlsPort", $"{port}"), ("Tls:DeviceAuthoritiesFile", file)]);
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    public async Task A_device_that_has_the_authority_publishes_encrypted_with_its_password_and_nobody_without_one(string name)
    {
        var password = host.Devices.Add("palu/kitchen/fryer-1");
        using var device = await ConnectAsync(name, Authority, password);
        host.Store.Release();
        Assert.True((await device.SendAsync("""{"v":180}""")).IsSuccess);
        await Assert.ThrowsAnyAsync<Exception>(() => ConnectAsync(name, Authority));
    }

    [Fact]
    public async Task A_device_that_has_another_authority_does_not_connect()
    {
        using var other = new TestAuthority();
        await Assert.ThrowsAnyAsync<MqttCommunicationException>(() => ConnectAsync("localhost", other.Certificate, host.Devices.Add("palu/kitchen/fryer-1")));
    }

    [Fact]
    public async Task A_device_may_come_with_a_certificate_of_an_authority_that_is_known_and_no_other()
    {
        var known = Known(devices.Issue("fryer-1", forClients: true));
        using (var device = await ConnectAsync("localhost", Authority, own: known))
        {
            host.Store.Release();
            Assert.True((await device.SendAsync("""{"v":180}""")).IsSuccess);
        }

        using var strangers = new TestAuthority();
        await Assert.ThrowsAnyAsync<MqttCommunicationException>(() => ConnectAsync("localhost", Authority, own: Known(strangers.Issue("fryer-1", forClients: true))));
        await Assert.ThrowsAnyAsync<MqttCommunicationException>(() => ConnectAsync("localhost", Authority, own: Known(devices.Issue("fryer-1", forClients: false))));
        await Assert.ThrowsAnyAsync<Exception>(() => ConnectAsync("localhost", Authority, own: devices.Issue("fryer-1", forClients: true)));

        X509Certificate2 Known(X509Certificate2 certificate)
        {
            host.Devices.AddCertificate("palu/kitchen/fryer-1", certificate.GetCertHashString(HashAlgorithmName.SHA256));
            return certificate;
        }
    }

    [Fact]
    public async Task Plain_MQTT_at_the_encrypted_port_ends_the_connection_and_nothing_else()
    {
        using (var plain = new TcpClient("127.0.0.1", port))
        {
            byte[] connect = [0x10, 13, 0, 4, .. Encoding.ASCII.GetBytes("MQTT"), 4, 2, 0, 60, 0, 1, (byte)'a'];
            await plain.GetStream().WriteAsync(connect, Cancellation);
            Assert.True(await EndsAsync(plain.GetStream()));
        }

        using var device = await ConnectAsync("localhost", Authority, host.Devices.Add("palu/kitchen/fryer-1"));
        Assert.True(device.IsConnected);
    }

    [Fact]
    public async Task Connections_that_only_begin_a_handshake_count_and_are_ended_in_time()
    {
        await using var small = await IngestHost.StartAsync(
            directory: folder.CreateSubdirectory("small").FullName,
            settings: [("Mqtt:TlsPort", $"{IngestHost.FreePort()}"), ("Mqtt:MaximumConnections", "1"), ("Mqtt:ConnectTimeout", "00:00:01")]);
        using var silent = new TcpClient("127.0.0.1", small.TlsPort);
        using var second = new TcpClient("127.0.0.1", small.TlsPort);
        Assert.True(await EndsAsync(second.GetStream()));
        Assert.True(await EndsAsync(silent.GetStream()));
    }

    private static async Task<bool> EndsAsync(NetworkStream stream)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        try
        {
            // An alert may come before the end.
            var answer = new byte[256];
            while (await stream.ReadAsync(answer, patience.Token) is > 0 and < 64)
            {
                Assert.NotEqual(0x20, answer[0]);
            }

            return true;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private Task<IMqttClient> ConnectAsync(string name, X509Certificate2 authority, string? password = null, X509Certificate2? own = null)
    {
        X509Certificate2Collection certificates = own is null ? [] : [own];
        return host.ConnectAsync(configure: options =>
        {
            options.WithTcpServer(name, port).WithTlsOptions(tls => tls
                .WithSslProtocols(SslProtocols.None)
                .WithTrustChain([authority])
                .WithRevocationMode(X509RevocationMode.NoCheck)
                .WithClientCertificates(certificates));
            if (password is not null)
            {
                options.WithCredentials("palu.kitchen.fryer-1", password);
            }
        });
    }
}

/// <summary>Somebody's own authority.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TestAuthority()
    {
        var request = new CertificateRequest($"CN=Authority {Guid.NewGuid():N}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        Certificate = request.CreateSelfSigned(Now.AddDays(-1), Now.AddDays(30));
    }

    public X509Certificate2 Certificate { get; }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public X509Certificate2 Issue(string name, bool forClients)
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", own, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(forClients ? "1.3.6.1.5.5.7.3.2" : "1.3.6.1.5.5.7.3.1")], false));
        using var issued = request.Create(Certificate, Now.AddHours(-1), Now.AddDays(20), RandomNumberGenerator.GetBytes(8));
        using var withKey = issued.CopyWithPrivateKey(own);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pfx), null);
    }

    public void Dispose()
    {
        Certificate.Dispose();
        key.Dispose();
    }
}
