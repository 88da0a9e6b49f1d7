using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Monitoring.Domain.Escalation;
using Monitoring.Grains.Ports;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;

namespace Monitoring.Server.Notifications;

/// <summary>
/// A message of a Telegram bot to a chat, which the person must have begun. The bot's token stands in the address of every request: nothing of that address, and no
/// exception that may hold it, leaves this class.
/// </summary>
internal sealed partial class TelegramChannel : NoticeChannel
{
    /// <summary>In UTF-16 units, as Telegram counts.</summary>
    private const int LongestMessage = 4096;

    private readonly HttpClient http;
    private readonly TelegramBotClient bot;
    private readonly string secret;

    public TelegramChannel(TelegramOptions options, string token, TrustedAuthorities authorities)
    {
        http = new HttpClient(new BoundedAnswers(OutwardHttp.CreateHandler(authorities))) { Timeout = Timeout.InfiniteTimeSpan };
        // Retries are the caller's: here a message would wait for them unrecorded.
        bot = new TelegramBotClient(new TelegramBotClientOptions(token, options.BaseAddress) { RetryThreshold = 0 }, http);
        secret = token[(token.IndexOf(':', StringComparison.Ordinal) + 1)..];
    }

    public static bool LooksLikeToken(string token) => Token().IsMatch(token);

    public override Task<SendResult> SendAsync(Notice notice, CancellationToken cancellation) =>
        FindChat(notice.Address) is { } chat
            ? AskAsync(
                () => bot.SendMessage(chat, Compose(notice), linkPreviewOptions: new LinkPreviewOptions { IsDisabled = true }, cancellationToken: cancellation),
                message => $"Message {message.Id}.",
                cancellation)
            : Task.FromResult(new SendResult(
                SendStatus.Refused, AnswerText.Clean($"'{notice.Address}' isn't a chat: write its number, or @name of a public group, into the plan.")));

    public override Task<SendResult> ProbeAsync(CancellationToken cancellation) => AskAsync(() => bot.GetMe(cancellation), me => $"We are @{me.Username}.", cancellation);

    public override void Dispose() => http.Dispose();

    private static string Compose(Notice notice) => AnswerText.Shorten($"{AnswerText.OneLine(notice.Subject)}\n\n{notice.Body}", LongestMessage);

    private static ChatId? FindChat(string address) =>
        long.TryParse(address, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? new ChatId(number)
        : ChannelName().IsMatch(address) ? new ChatId(address)
        : null;

    private async Task<SendResult> AskAsync<T>(Func<Task<T>> ask, Func<T, string> say, CancellationToken cancellation)
    {
        try
        {
            return new SendResult(SendStatus.Taken, AnswerText.Clean(say(await ask()), secret));
        }
        catch (ApiRequestException answer)
        {
            return Judge(answer);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested && failure is RequestException or HttpRequestException or IOException)
        {
            var what = failure is RequestException { HttpStatusCode: { } code } ? $"something else answers in its place ({(int)code})." : AnswerText.Of(failure);
            return new SendResult(SendStatus.Failed, AnswerText.Clean($"Telegram can't be reached: {what}", secret));
        }
        catch (RequestException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
    }

    private SendResult Judge(ApiRequestException answer)
    {
        var said = AnswerText.Clean($"Telegram: {answer.ErrorCode} {answer.Message}", secret);
        return (HttpStatusCode)answer.ErrorCode switch
        {
            HttpStatusCode.BadRequest when answer.Parameters?.MigrateToChatId is { } moved =>
                new(SendStatus.Refused, $"{said}. The group has a new number: write {moved} into the plan."),
            HttpStatusCode.BadRequest or HttpStatusCode.Forbidden => new(SendStatus.Refused, said),
            HttpStatusCode.TooManyRequests => new(SendStatus.Failed, said, answer.Parameters?.RetryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null),
            HttpStatusCode.Unauthorized or HttpStatusCode.NotFound =>
                new(SendStatus.Failed, $"{said}. It doesn't know our token: put the one that BotFather shows into Notifications:Telegram:TokenFile and restart."),
            _ => new(SendStatus.Failed, said),
        };
    }

    [GeneratedRegex("^[0-9]{1,16}:[A-Za-z0-9_-]{20,100}$")]
    private static partial Regex Token();

    [GeneratedRegex("^@[A-Za-z0-9_]{4,32}$")]
    private static partial Regex ChannelName();
}
