using System.Security.Cryptography;
using System.Text;
using MimeKit;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Escalation;

namespace Monitoring.Server.Notifications;

/// <summary>A notice as an e-mail: plain text.</summary>
internal static class MailMessage
{
    private const int LongestSubject = 200;

    public static MimeMessage Compose(Notice notice, MailboxAddress from, MailboxAddress to, DateTimeOffset now)
    {
        var subject = AnswerText.Shorten(AnswerText.OneLine(notice.Subject), LongestSubject);
        var message = new MimeMessage(new[] { from }, new[] { to }, subject, new TextPart("plain") { Text = notice.Body })
        {
            Date = now,
            MessageId = IdOf(notice.Id, from.Domain),
        };

        // No out-of-office reply, please (RFC 3834).
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        if (notice.Worst == Priority.High)
        {
            message.Importance = MessageImportance.High;
            message.Priority = MessagePriority.Urgent;
            message.XPriority = XMessagePriority.Highest;
        }

        return message;
    }

    /// <summary>The same for the same notice: of two that arrive, a mail system drops one.</summary>
    public static string IdOf(string notice, string domain) => $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(notice)).AsSpan(0, 16))}@{domain}";
}
