using System.Diagnostics;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Monitoring.EndToEnd.Tests;

/// <summary>What README promises of TLS, against the built server.</summary>
public sealed class TlsTests : IAsyncLifetime
{
    private readonly int[] ports = ServerUnderTest.FreePorts(2);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tls-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private int Https => ports[0];

    private int Mqtts => ports[1];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task With_TLS_on_the_server_makes_an_authority_and_browsers_and_devices_reach_it_by_every_address_of_the_machine()
    {
        await using var server = new ServerUnderTest(settings: Settings());
        await server.StartAsync(Cancellation);
        var authority = Path.Combine(server.DataDirectory, "keys", "authority.pem");
        await Eventually.Async("the address and the authority are printed", () => Task.FromResult(server.Output), o => o.Contains($":{Https}/authority.pem", StringComparison.Ordinal) && o.Contains(authority, StringComparison.Ordinal));
        Assert.DoesNotContain("no sign-in", server.Output, StringComparison.Ordinal);

        foreach (var name in Names())
        {
            using var http = Client(File.ReadAllText(authority));
            using var answer = await http.GetAsync(new Uri($"https://{name}:{Https}/authority.pem"), Cancellation);
            Assert.Equal(File.ReadAllText(authority).Trim(), (await answer.Content.ReadAsStringAsync(Cancellation)).Trim());
            Assert.Equal(name is not ("localhost" or "127.0.0.1"), answer.Headers.Contains("Strict-Transport-Security"));
        }

        using var wary = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => wary.GetAsync(new Uri($"https://localhost:{Https}/healthz/live"), Cancellation));
        await PlainIsRefusedAsync(Https, "GET /healthz/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
        await PlainIsRefusedAsync(Mqtts, "\u0010\r\0\u0004MQTT\u0004\u0002\0<\0\u0001a");
        await DeviceAsync(server, authority);
        await OnlyHereAsync(server.HttpPort);
        await OnlyHereAsync(server.MqttPort);
        using var still = await server.Http.GetAsync(new Uri("/healthz/ready", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
    }

    [Fact]
    public async Task A_certificate_of_the_users_is_replaced_while_the_server_runs()
    {
        var first = Give();
        await using var server = new ServerUnderTest(settings: Settings(("Tls__CertificateFile", FileOf("site.pem")), ("Tls__KeyFile", FileOf("site.key")), ("Tls__Names", "localhost")));
        await server.StartAsync(Cancellation);
        Assert.Equal(first, await SeenAsync());
        var second = Give();
        await Eventually.Async("the new certificate is in use", SeenAsync, seen => seen == second);
    }

    [Fact]
    public async Task A_key_that_everybody_may_read_ends_the_start_with_the_command_that_mends_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        Give();
        File.SetUnixFileMode(FileOf("site.key"), (UnixFileMode)0b110_100_100);
        await using var server = new ServerUnderTest(settings: Settings(("Tls__CertificateFile", FileOf("site.pem")), ("Tls__KeyFile", FileOf("site.key"))));
        Assert.Equal(1, await server.RunToEndAsync(Cancellation));
        Assert.Contains($"chmod 600 '{FileOf("site.key")}'", server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", server.Output, StringComparison.Ordinal);
    }

    private static HttpClient Client(string authority)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(X509Certificate2.CreateFromPem(authority));
        return new HttpClient(new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy } });
    }

    private static IEnumerable<string> Names() => ["localhost", "127.0.0.1", .. Addresses().Select(a => a.ToString())];

    private static IEnumerable<IPAddress> Addresses() => NetworkInterface.GetAllNetworkInterfaces().Where(i => i.OperationalStatus == OperationalStatus.Up)
        .SelectMany(i => i.GetIPProperties().UnicastAddresses).Select(a => a.Address).Where(a => a.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(a));

    private static async Task PlainIsRefusedAsync(int port, string request)
    {
        using var plain = new TcpClient("127.0.0.1", port);
        await plain.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request), Cancellation);
        using var answer = new MemoryStream();
        try
        {
            await plain.GetStream().CopyToAsync(answer, Cancellation);
        }
        catch (IOException)
        {
            // A reset is a refusal, too.
        }

        // At most a TLS alert, never an answer of the protocol inside.
        Assert.True(answer.Length < 16, Encoding.Latin1.GetString(answer.ToArray()));
    }

    private static async Task OnlyHereAsync(int port)
    {
        foreach (var address in Addresses())
        {
            using var client = new TcpClient();
            await Assert.ThrowsAnyAsync<SocketException>(() => client.ConnectAsync(address, port, Cancellation).AsTask());
        }
    }

    private async Task DeviceAsync(ServerUnderTest server, string authority)
    {
        var publisher = Mosquitto.Find("mosquitto_pub");
        Assert.SkipWhen(publisher is null, "mosquitto_pub isn't installed (Debian: mosquitto-clients).");
        var (code, printed) = await server.RunCommandAsync(["device", "add", "palu/kitchen/fryer-1"], Cancellation);
        Assert.True(code == 0, printed);
        var password = printed.Split('\n').Single(l => l.StartsWith("Password:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        await Eventually.Async("the device is known", () => PublishAsync(authority, password), ended => ended == 0);
        Assert.NotEqual(0, await PublishAsync(authority, "wrong"));
        Assert.NotEqual(0, await PublishAsync(null, password));

        async Task<int> PublishAsync(string? file, string secret)
        {
            string[] trust = file is null ? ["--capath", folder.FullName] : ["--cafile", file];
            using var publish = Process.Start(new ProcessStartInfo(publisher!, ["-h", "localhost", "-p", $"{Mqtts}", .. trust, "-u", "palu.kitchen.fryer-1", "-P", secret, "-q", "1", "-t", "v1/palu/kitchen/fryer-1/oil_temp", "-m", """{"v":180}"""]) { RedirectStandardError = true })!;
            await publish.WaitForExitAsync(Cancellation);
            return publish.ExitCode;
        }
    }

    private Dictionary<string, string> Settings(params (string Name, string Value)[] more) =>
        new(more.Select(m => new KeyValuePair<string, string>(m.Name, m.Value))) { ["Http__TlsPort"] = $"{Https}", ["Mqtt__TlsPort"] = $"{Mqtts}" };

    private string FileOf(string name) => Path.Combine(folder.FullName, name);

    /// <returns>The thumbprint of the certificate that the files now hold.</returns>
    private string Give()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddHours(-1), now.AddDays(90));
        File.WriteAllText(FileOf("site.pem"), made.ExportCertificatePem());
        File.WriteAllText(FileOf("site.key"), key.ExportPkcs8PrivateKeyPem());
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(FileOf("site.key"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return made.Thumbprint;
    }

    private async Task<string> SeenAsync()
    {
        using var client = new TcpClient("127.0.0.1", Https);
        string? seen = null;
        await using var stream = new SslStream(client.GetStream(), false, (_, certificate, _, _) =>
        {
            seen = new X509Certificate2(certificate!).Thumbprint;
            return certificate is not null;
        });
        await stream.AuthenticateAsClientAsync("localhost");
        return seen!;
    }
}
