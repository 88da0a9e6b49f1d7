using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Monitoring.Tests.Server.Notifications;

/// <summary>
/// A strict mail server on loopback. It takes mail from those who log in, notes every breach of RFC 5321, and departs from the usual answers where a test asks for it.
/// </summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    public const string User = "alarm";
    public const string Password = "päss-word-of-the-site";

    private readonly CancellationTokenSource ending = new();
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> reached = new();
    private readonly ConcurrentBag<Task> sessions = [];
    private readonly X509Certificate2? certificate;
    private readonly bool tlsFromStart;
    private readonly Task accepting;
    private int connections;

    public SmtpServer(X509Certificate2? certificate = null, bool tlsFromStart = false)
    {
        (this.certificate, this.tlsFromStart) = (certificate, tlsFromStart);
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public int Connections => Volatile.Read(ref connections);

    public ConcurrentQueue<Mail> Mails { get; } = [];

    /// <summary>First words of the commands that came.</summary>
    public ConcurrentQueue<string> Heard { get; } = [];

    public ConcurrentQueue<string> Breaches { get; } = [];

    /// <summary>
    /// What to do at a step instead of the usual: a whole answer, <see cref="Close"/> or <see cref="Silence"/>. Steps: GREETING, the commands, TEXT (amid the
    /// message), END.
    /// </summary>
    public ConcurrentDictionary<string, string> Script { get; } = new();

    public const string Close = "close";
    public const string Silence = "silence";

    public bool WantsLogin { get; init; } = true;

    /// <summary>Completes when the step has come up.</summary>
    public Task Reached(string step) => reached.GetOrAdd(step, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task
        .WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await accepting;
        listener.Stop();
        await Task.WhenAll(sessions);
        ending.Dispose();
    }

    /// <returns>False: the connection is to be closed.</returns>
    internal async Task<bool> AnswerAsync(SmtpSession session, string step, string usual)
    {
        reached.GetOrAdd(step, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        switch (Script.GetValueOrDefault(step, usual))
        {
            case Close:
                return false;
            case Silence:
                await session.UntilGoneAsync(ending.Token);
                return false;
            case var answer:
                await session.SayAsync(answer, ending.Token);
                return !answer.StartsWith("421", StringComparison.Ordinal);
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (!ending.IsCancellationRequested)
            {
                var client = await listener.AcceptTcpClientAsync(ending.Token);
                Interlocked.Increment(ref connections);
                sessions.Add(ServeAsync(client));
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            return;
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                Stream stream = client.GetStream();
                if (tlsFromStart)
                {
                    stream = await EncryptAsync(stream);
                }

                await new SmtpSession(this, stream, certificate is null ? null : EncryptAsync).RunAsync(ending.Token);
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
            {
                return;
            }
        }
    }

    private async Task<Stream> EncryptAsync(Stream inner)
    {
        var tls = new SslStream(inner);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, ending.Token);
        return tls;
    }

    /// <param name="Lines">The message as it came, header and body, its dots unstuffed.</param>
    internal sealed record Mail(string From, string To, IReadOnlyList<string> Lines)
    {
        public string? Header(string name) =>
            Lines.TakeWhile(l => l.Length > 0).FirstOrDefault(l => l.StartsWith($"{name}: ", StringComparison.OrdinalIgnoreCase))?[(name.Length + 2)..];
    }
}
