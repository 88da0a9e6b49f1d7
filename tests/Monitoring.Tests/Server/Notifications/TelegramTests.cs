using System.Text.Json;
using Monitoring.Domain.Escalation;
using Monitoring.Domain.People;
using Monitoring.Grains.Ports;
using Monitoring.Tests.Ingest;

namespace Monitoring.Tests.Server.Notifications;

public sealed class TelegramTests
{
    private const string Secret = "AAH4fKx-2uQ_wwz7vXg0rJb5yN1cD3eF6gH";
    private const string Token = "123456789:" + Secret;
    private const string Sent = """{"ok":true,"result":{"message_id":77,"date":1795435200,"chat":{"id":4711,"type":"private"},"text":"…"}}""";

    private static Notice Notice { get; } = SomeSender.Notice(ChannelKind.Telegram, "4711");

    [Fact]
    public async Task A_notice_is_sent_to_its_chat_as_plain_text()
    {
        await using var telegram = await HttpReceiver.StartAsync(HttpReceiver.Says(200, Sent));
        await using var sender = For(telegram.Address);
        Assert.Equal(new SendResult(SendStatus.Taken, "Message 77."), await sender.SendAsync(Notice));
        var request = Assert.Single(telegram.Requests);
        Assert.Equal(("POST", $"/bot{Token}/sendMessage"), (request.Method, request.Path));
        using var json = JsonDocument.Parse(request.Body);
        Assert.Equal("4711", json.RootElement.GetProperty("chat_id").ToString());
        Assert.Equal($"{Notice.Subject}\n\n{Notice.Body}", json.RootElement.GetProperty("text").GetString());
        Assert.False(json.RootElement.TryGetProperty("parse_mode", out _));

        await sender.SendAsync(Notice with { Address = "-1001234567890", Body = new string('x', 10_000) });
        await sender.SendAsync(Notice with { Address = "@kitchen_palu" });
        using var second = JsonDocument.Parse(telegram.Requests.ElementAt(1).Body);
        Assert.Equal(("-1001234567890", 4096), (second.RootElement.GetProperty("chat_id").ToString(), second.RootElement.GetProperty("text").GetString()!.Length));
        Assert.Equal(3, telegram.Requests.Count);
    }

    [Theory]
    [InlineData(400, """{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}""", SendStatus.Refused, "chat not found")]
    [InlineData(400, """{"ok":false,"error_code":400,"description":"upgraded","parameters":{"migrate_to_chat_id":-1009}}""", SendStatus.Refused, "write -1009 into the plan")]
    [InlineData(403, """{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}""", SendStatus.Refused, "blocked by the user")]
    [InlineData(401, """{"ok":false,"error_code":401,"description":"Unauthorized"}""", SendStatus.Failed, "Notifications:Telegram:TokenFile")]
    [InlineData(404, """{"ok":false,"error_code":404,"description":"Not Found"}""", SendStatus.Failed, "Notifications:Telegram:TokenFile")]
    [InlineData(500, """{"ok":false,"error_code":500,"description":"Internal Server Error"}""", SendStatus.Failed, "500")]
    [InlineData(502, "<html>Bad Gateway</html>", SendStatus.Failed, "502")]
    [InlineData(302, "", SendStatus.Failed, "302")]
    [InlineData(200, "<html>Sign in to this network</html>", SendStatus.Failed, "something else answers")]
    [InlineData(400, "<html>Proxy says no</html>", SendStatus.Failed, "400")]
    public async Task What_Telegram_says_against_it_is_passed_on(int status, string answer, SendStatus expected, string told)
    {
        await using var telegram = await HttpReceiver.StartAsync(HttpReceiver.Says(status, answer));
        await using var sender = For(telegram.Address);
        var result = await sender.SendAsync(Notice);
        Assert.Equal(expected, result.Status);
        Assert.Contains(told, result.Answer, StringComparison.Ordinal);
        Assert.Null(result.RetryAfter);
        Assert.DoesNotContain(sender.Log, l => l.Contains("This is a fault", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Too_many_messages_are_for_the_caller_to_send_again_when_Telegram_says()
    {
        await using var telegram = await HttpReceiver.StartAsync(
            HttpReceiver.Says(429, """{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 1","parameters":{"retry_after":1}}"""));
        await using var sender = For(telegram.Address);
        var result = await sender.SendAsync(Notice);
        Assert.Equal((SendStatus.Failed, TimeSpan.FromSeconds(1)), (result.Status, result.RetryAfter));
        Assert.Single(telegram.Requests);
    }

    [Fact]
    public async Task Silence_is_given_up_after_thirty_seconds()
    {
        await using var telegram = await HttpReceiver.StartAsync(HttpReceiver.StaysSilent);
        await using var sender = For(telegram.Address);
        var sending = sender.SendAsync(Notice);
        await telegram.Reached;
        sender.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(sending.IsCompleted);
        sender.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(new SendResult(SendStatus.Failed, "No answer within 30 s."), await sending);
    }

    [Fact]
    public async Task Who_cancels_is_not_told_a_story()
    {
        await using var telegram = await HttpReceiver.StartAsync(HttpReceiver.StaysSilent);
        await using var sender = For(telegram.Address);
        using var stop = new CancellationTokenSource();
        var sending = sender.Sender.SendAsync(Notice, stop.Token);
        await telegram.Reached;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Fact]
    public async Task Being_down_breaking_off_and_never_ending_are_failures()
    {
        await using var down = For(new Uri($"http://localhost:{IngestHost.FreePort()}/"));
        var result = await down.SendAsync(Notice);
        Assert.Equal(SendStatus.Failed, result.Status);
        Assert.Contains("refused", result.Answer, StringComparison.Ordinal);

        await using var rude = await HttpReceiver.StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        await using var broken = For(rude.Address);
        Assert.Equal(SendStatus.Failed, (await broken.SendAsync(Notice)).Status);

        await using var endless = await HttpReceiver.StartAsync(async context =>
        {
            var part = new byte[64 * 1024];
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(part, context.RequestAborted);
            }
        });
        await using var flooded = For(endless.Address);
        Assert.Equal(SendStatus.Failed, (await flooded.SendAsync(Notice)).Status);
    }

    [Theory]
    [InlineData("sari")]
    [InlineData("")]
    [InlineData("+62 812 3456")]
    [InlineData("@")]
    public async Task What_is_no_chat_is_refused_without_asking(string address)
    {
        await using var telegram = await HttpReceiver.StartAsync(HttpReceiver.Says(200, Sent));
        await using var sender = For(telegram.Address);
        Assert.Equal(SendStatus.Refused, (await sender.SendAsync(Notice with { Address = address })).Status);
        Assert.Empty(telegram.Requests);
    }

    [Fact]
    public async Task A_probe_asks_who_we_are()
    {
        await using var telegram = await HttpReceiver.StartAsync(
            HttpReceiver.Says(200, """{"ok":true,"result":{"id":123456789,"is_bot":true,"first_name":"Alarm","username":"palu_alarm_bot"}}"""));
        await using var sender = For(telegram.Address);
        Assert.Equal(new SendResult(SendStatus.Taken, "We are @palu_alarm_bot."), await sender.Sender.ProbeAsync(ChannelKind.Telegram, SomeSender.Cancellation));
        Assert.EndsWith("/getMe", Assert.Single(telegram.Requests).Path, StringComparison.Ordinal);

        await using var unknown = await HttpReceiver.StartAsync(HttpReceiver.Says(401, """{"ok":false,"error_code":401,"description":"Unauthorized"}"""));
        await using var revoked = For(unknown.Address);
        Assert.Equal(SendStatus.Failed, (await revoked.Sender.ProbeAsync(ChannelKind.Telegram, SomeSender.Cancellation)).Status);
    }

    [Fact]
    public async Task The_token_is_in_no_answer_and_in_no_log_whatever_happens()
    {
        await using var echo = await HttpReceiver.StartAsync(context => HttpReceiver.Says(
            400, JsonSerializer.Serialize(new { ok = false, error_code = 400, description = $"no such page {context.Request.Path} {Token}" }))(context));
        await using var talkative = await HttpReceiver.StartAsync(context => HttpReceiver.Says(502, $"<p>{context.Request.Path}</p>")(context));
        await using var silent = await HttpReceiver.StartAsync(HttpReceiver.StaysSilent);
        var told = new List<string>();
        var down = new Uri($"http://localhost:{IngestHost.FreePort()}/");
        foreach (var address in new[] { echo.Address, talkative.Address, silent.Address, down, new Uri("https://api.nowhere.invalid/") })
        {
            await using var sender = For(address);
            var sending = sender.SendAsync(Notice);
            if (address == silent.Address)
            {
                await silent.Reached;
                sender.Time.Advance(TimeSpan.FromSeconds(30));
            }

            told.Add((await sending).Answer);
            told.AddRange(sender.Log);
        }

        Assert.Contains(told, t => t.Contains("no such page /bot123456789:***", StringComparison.Ordinal));
        Assert.DoesNotContain(told, t => t.Contains(Secret, StringComparison.OrdinalIgnoreCase));
    }

    private static SomeSender For(Uri address) => new SomeSender().With("Telegram:BaseAddress", address.ToString()).WithSecret("Telegram:Token", Token);
}
