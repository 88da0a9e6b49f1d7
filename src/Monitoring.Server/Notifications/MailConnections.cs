using System.Text;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Monitoring.Server.Notifications;

/// <summary>
/// Connections to the mail server, ready to send on. One that has just been used is kept for a while: a burst of messages then takes one login, and servers limit those.
/// </summary>
internal sealed class MailConnections : IDisposable
{
    private static readonly TimeSpan KeepFor = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan AliveWithin = TimeSpan.FromSeconds(3);

    private readonly Lock gate = new();
    private readonly Stack<Idle> idle = [];
    private readonly EmailOptions options;
    private readonly string? password;
    private readonly TrustedAuthorities authorities;
    private readonly TimeProvider time;
    private readonly ITimer sweeper;
    private bool isClosed;

    public MailConnections(EmailOptions options, string? password, TrustedAuthorities authorities, TimeProvider time)
    {
        (this.options, this.password, this.authorities, this.time) = (options, password, authorities, time);
        sweeper = time.CreateTimer(_ => CloseIdle(KeepFor), null, KeepFor, KeepFor);
    }

    public async Task<SmtpClient> RentAsync(CancellationToken cancellation)
    {
        while (TryPop(out var client))
        {
            if (await IsAliveAsync(client, cancellation))
            {
                return client;
            }

            client.Dispose();
        }

        return await OpenAsync(cancellation);
    }

    /// <summary>Whoever rented a connection gives it back when it can send again, or disposes of it.</summary>
    public void Return(SmtpClient client)
    {
        lock (gate)
        {
            if (!isClosed && client.IsConnected)
            {
                idle.Push(new Idle(client, time.GetTimestamp()));
                return;
            }
        }

        client.Dispose();
    }

    /// <summary>Connected, encrypted and logged in.</summary>
    public async Task<SmtpClient> OpenAsync(CancellationToken cancellation)
    {
        var client = new SmtpClient { CheckCertificateRevocation = false, ServerCertificateValidationCallback = authorities.Believes };
        try
        {
            var security = options.Security switch
            {
                EmailSecurity.Tls => SecureSocketOptions.SslOnConnect,
                EmailSecurity.StartTls => SecureSocketOptions.StartTls,
                _ => SecureSocketOptions.None,
            };
            await client.ConnectAsync(options.Host!, options.EffectivePort, security, cancellation);
            if (options.UserName is { } user)
            {
                await client.AuthenticateAsync(Encoding.UTF8, user, password!, cancellation);
            }

            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        sweeper.Dispose();
        lock (gate)
        {
            isClosed = true;
        }

        CloseIdle(TimeSpan.Zero);
    }

    private bool TryPop([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out SmtpClient? client)
    {
        lock (gate)
        {
            client = idle.TryPop(out var last) ? last.Client : null;
            return client is not null;
        }
    }

    private void CloseIdle(TimeSpan unusedFor)
    {
        Idle[] old;
        lock (gate)
        {
            old = [.. idle.Where(i => time.GetElapsedTime(i.Since) >= unusedFor)];
            var young = idle.Except(old).Reverse().ToArray();
            idle.Clear();
            foreach (var kept in young)
            {
                idle.Push(kept);
            }
        }

        foreach (var (client, _) in old)
        {
            client.Dispose();
        }
    }

    /// <summary>A server closes what it finds idle for too long, and may have done so without our hearing of it.</summary>
    private async Task<bool> IsAliveAsync(SmtpClient client, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(AliveWithin, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            await client.NoOpAsync(both.Token);
            return true;
        }
        catch (Exception dead) when (!cancellation.IsCancellationRequested || dead is not OperationCanceledException)
        {
            return false;
        }
    }

    private readonly record struct Idle(SmtpClient Client, long Since);
}
