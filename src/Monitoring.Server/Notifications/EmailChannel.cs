using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Monitoring.Domain.Escalation;
using Monitoring.Grains.Ports;

namespace Monitoring.Server.Notifications;

/// <summary>E-mail through the site's mail server. Taken means: that server has it.</summary>
internal sealed class EmailChannel(EmailOptions options, string? password, TrustedAuthorities authorities, TimeProvider time) : NoticeChannel
{
    private readonly MailConnections connections = new(options, password, authorities, time);
    private readonly MailboxAddress from = MailboxAddress.Parse(options.From!);

    private string Server => $"{options.Host}:{options.EffectivePort}";

    public override async Task<SendResult> SendAsync(Notice notice, CancellationToken cancellation)
    {
        if (!MailboxAddress.TryParse(notice.Address, out var to) || string.IsNullOrEmpty(to.Domain) || string.IsNullOrEmpty(to.LocalPart))
        {
            return new SendResult(SendStatus.Refused, AnswerText.Clean($"'{notice.Address}' isn't an e-mail address. Correct it in the plan."));
        }

        SmtpClient? client = null;
        try
        {
            using var message = MailMessage.Compose(notice, from, to, time.GetUtcNow());
            client = await connections.RentAsync(cancellation);
            var answer = await client.SendAsync(message, cancellation);
            GiveBack(ref client);
            return new SendResult(SendStatus.Taken, AnswerText.Clean($"{Server}: {answer}", password));
        }
        catch (SmtpCommandException refused)
        {
            // The connection can send the next message, unless the server has ended it too.
            GiveBack(ref client);
            return Judge(refused);
        }
        catch (Exception failure) when (Explain(failure) is { } result)
        {
            return result;
        }
        finally
        {
            client?.Dispose();
        }
    }

    public override async Task<SendResult> ProbeAsync(CancellationToken cancellation)
    {
        try
        {
            using var client = await connections.OpenAsync(cancellation);
            await client.NoOpAsync(cancellation);
            await client.DisconnectAsync(quit: true, cancellation);
            return new SendResult(SendStatus.Taken, $"{Server} lets us in.");
        }
        catch (Exception failure) when (Explain(failure) is { } result)
        {
            return result;
        }
    }

    public override void Dispose() => connections.Dispose();

    private void GiveBack(ref SmtpClient? client)
    {
        if (client is not null)
        {
            connections.Return(client);
            client = null;
        }
    }

    /// <summary>4xx: not now. 5xx to the receiver or the message: never. 5xx to anything else is about us, not about them.</summary>
    private SendResult Judge(SmtpCommandException answer)
    {
        var isTheirs = answer.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted;
        var status = isTheirs && (int)answer.StatusCode >= 500 ? SendStatus.Refused : SendStatus.Failed;
        return new SendResult(status, AnswerText.Clean($"{Server} to {Stage(answer.ErrorCode)}: {(int)answer.StatusCode} {answer.Message}", password));
    }

    /// <returns>Null: not a failure of the mail server or the way to it.</returns>
    private SendResult? Explain(Exception failure) => failure switch
    {
        SmtpCommandException answer => Judge(answer),
        AuthenticationException or SaslException => Failed("refuses the login; check Notifications:Email:UserName and the password.", failure),
        ServiceNotAuthenticatedException => Failed("asks for a login; set Notifications:Email:UserName and PasswordFile.", failure),
        SslHandshakeException handshake => Failed("can't be reached by TLS.", handshake.InnerException ?? handshake),
        NotSupportedException => Failed("can't do what is asked; check Notifications:Email:Security and UserName.", failure),
        SmtpProtocolException or ServiceNotConnectedException or IOException or SocketException or TimeoutException or System.Security.Authentication.AuthenticationException =>
            Failed("broke off, or can't be reached.", failure),
        _ => null,
    };

    private SendResult Failed(string what, Exception failure) =>
        new(SendStatus.Failed, AnswerText.Clean($"{Server} {what} {AnswerText.Of(failure)}", password));

    private static string Stage(SmtpErrorCode code) => code switch
    {
        SmtpErrorCode.RecipientNotAccepted => "the receiver",
        SmtpErrorCode.SenderNotAccepted => "the sender",
        SmtpErrorCode.MessageNotAccepted => "the message",
        _ => "us",
    };
}
