using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Monitoring.Domain.Escalation;
using Monitoring.Domain.People;
using Monitoring.Grains.Ports;
using Monitoring.Tests.Areas;
using Monitoring.Tests.Ingest;

namespace Monitoring.Tests.Server.Notifications;

public sealed class WebhookTests
{
    public const string Secret = "4f1d0a6e8c5b3927f0e1d2c3b4a59687";

    private static Notice Notice { get; } = SomeSender.Notice(ChannelKind.Webhook, "gateway");

    [Fact]
    public async Task A_notice_is_posted_whole_with_a_signature_that_its_receiver_can_verify()
    {
        await using var receiver = await HttpReceiver.StartAsync(HttpReceiver.Says(202, "queued"));
        await using var sender = For(receiver.Address.Port);
        var result = await sender.SendAsync(Notice);
        Assert.Equal(new SendResult(SendStatus.Taken, $"localhost:{receiver.Address.Port}: 202 queued"), result);

        var request = Assert.Single(receiver.Requests);
        Assert.Equal(("POST", "/notices/t0ken-in-the-path"), (request.Method, request.Path));
        Assert.Equal("application/json; charset=utf-8", request.Headers["Content-Type"]);
        Assert.Equal(Notice.Id, request.Headers["Idempotency-Key"]);
        using var json = JsonDocument.Parse(request.Body);
        var root = json.RootElement;
        Assert.Equal(
            [Notice.Id, "palu", "sari", "high", Notice.Subject, Notice.Body],
            new[] { "id", "facility", "person", "worst", "subject", "body" }.Select(p => root.GetProperty(p).GetString()));
        Assert.Equal(Notice.Alarms, root.GetProperty("alarms").EnumerateArray().Select(a => a.GetString()));
        Assert.Equal((0, SomeKitchen.Noon), (root.GetProperty("step").GetInt32(), root.GetProperty("sentAt").GetInt64()));
        Assert.Equal(sender.Time.GetUtcNow().ToUnixTimeSeconds(), Verify(request, Secret));
        Assert.Throws<InvalidDataException>(() => Verify(request, Secret.Replace('4', '5')));
    }

    [Fact]
    public void The_signature_is_what_any_other_program_computes()
    {
        // printf '1700000000.{"a":1}' | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef
        const string expected = "t=1700000000,v1=f05f2539e3ae1c49aec5f8cfdad75ef6b06480b133973ffbb7ec9e18827af177";
        Assert.Equal(expected, Monitoring.Server.Notifications.WebhookMessage.Sign("{\"a\":1}"u8, "0123456789abcdef0123456789abcdef", 1_700_000_000));
    }

    [Theory]
    [InlineData(200, SendStatus.Taken)]
    [InlineData(204, SendStatus.Taken)]
    [InlineData(400, SendStatus.Refused)]
    [InlineData(401, SendStatus.Refused)]
    [InlineData(404, SendStatus.Refused)]
    [InlineData(410, SendStatus.Refused)]
    [InlineData(408, SendStatus.Failed)]
    [InlineData(425, SendStatus.Failed)]
    [InlineData(429, SendStatus.Failed)]
    [InlineData(500, SendStatus.Failed)]
    [InlineData(503, SendStatus.Failed)]
    public async Task The_status_of_the_answer_decides(int status, SendStatus expected)
    {
        await using var receiver = await HttpReceiver.StartAsync(HttpReceiver.Says(status));
        await using var sender = For(receiver.Address.Port);
        var result = await sender.SendAsync(Notice);
        Assert.Equal(expected, result.Status);
        Assert.Null(result.RetryAfter);
        Assert.Contains($": {status}", result.Answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429, "120", 120)]
    [InlineData(503, "Sun, 22 Nov 2026 12:05:00 GMT", null)]
    [InlineData(503, "DATE", 300)]
    [InlineData(429, "soon", null)]
    [InlineData(429, "99999999999", null)]
    public async Task When_to_come_again_is_passed_on(int status, string retryAfter, int? seconds)
    {
        await using var sender = For(0);
        var value = retryAfter == "DATE" ? sender.Time.GetUtcNow().AddMinutes(5).ToString("R", CultureInfo.InvariantCulture) : retryAfter;
        await using var receiver = await HttpReceiver.StartAsync(HttpReceiver.Says(status, "", ("Retry-After", value)));
        sender.With("Webhooks:gateway:Address", $"http://localhost:{receiver.Address.Port}/");
        var result = await sender.SendAsync(Notice);
        Assert.Equal((SendStatus.Failed, seconds is { } s ? TimeSpan.FromSeconds(s) : null), (result.Status, result.RetryAfter));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_refused_and_not_followed(int status)
    {
        await using var elsewhere = await HttpReceiver.StartAsync(HttpReceiver.Says(200));
        await using var receiver = await HttpReceiver.StartAsync(HttpReceiver.Says(status, "", ("Location", elsewhere.Address.ToString())));
        await using var sender = For(receiver.Address.Port);
        var result = await sender.SendAsync(Notice);
        Assert.Equal(SendStatus.Refused, result.Status);
        Assert.Contains("Redirects aren't followed", result.Answer, StringComparison.Ordinal);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task A_huge_answer_is_read_for_a_kilobyte_and_told_in_less()
    {
        using var receiver = new RawReceiver();
        await using var sender = For(receiver.Port);
        var sending = sender.SendAsync(Notice);
        var sent = 0L;
        await receiver.AnswerAsync(async stream =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n"u8.ToArray(), SomeSender.Cancellation);
            var part = Encoding.ASCII.GetBytes(new string('x', 64 * 1024));
            await Assert.ThrowsAnyAsync<IOException>(async () =>
            {
                for (; sent < 1L << 30; sent += part.Length)
                {
                    await stream.WriteAsync(part, SomeSender.Cancellation);
                }
            });
        });
        var result = await sending;
        Assert.Equal((SendStatus.Taken, 500), (result.Status, result.Answer.Length));
        Assert.InRange(sent, 0, 64L << 20);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_after_its_status_has_been_heard()
    {
        using var receiver = new RawReceiver();
        await using var sender = For(receiver.Port);
        var sending = sender.SendAsync(Notice);
        await receiver.AnswerAsync(stream => stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"u8.ToArray(), SomeSender.Cancellation).AsTask());
        var result = await sending;
        Assert.Equal(SendStatus.Taken, result.Status);
        Assert.EndsWith("broke off)", result.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receiver_that_is_silent_is_given_up_after_its_own_time()
    {
        await using var receiver = await HttpReceiver.StartAsync(HttpReceiver.StaysSilent);
        await using var sender = For(receiver.Address.Port).With("Webhooks:gateway:Timeout", "00:00:04");
        var sending = sender.SendAsync(Notice);
        await receiver.Reached;
        sender.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.False(sending.IsCompleted);
        sender.Time.Advance(TimeSpan.FromSeconds(1));
        var result = await sending;
        Assert.Equal(new SendResult(SendStatus.Failed, $"localhost:{receiver.Address.Port}: no answer within 4 s."), result);
    }

    [Fact]
    public async Task A_receiver_that_is_slow_is_waited_for()
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var receiver = await HttpReceiver.StartAsync(async context =>
        {
            await go.Task;
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        });
        await using var sender = For(receiver.Address.Port);
        var sending = sender.SendAsync(Notice);
        await receiver.Reached;
        sender.Time.Advance(TimeSpan.FromSeconds(9.9));
        go.SetResult();
        Assert.Equal(SendStatus.Taken, (await sending).Status);
    }

    [Fact]
    public async Task A_receiver_that_is_down_or_breaks_off_is_a_failure()
    {
        await using var sender = For(IngestHost.FreePort());
        var down = await sender.SendAsync(Notice);
        Assert.Equal(SendStatus.Failed, down.Status);
        Assert.Contains("refused", down.Answer, StringComparison.Ordinal);
        Assert.Equal(SendStatus.Failed, (await sender.Sender.ProbeAsync(ChannelKind.Webhook, SomeSender.Cancellation)).Status);

        await using var rude = await HttpReceiver.StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        await using var other = For(rude.Address.Port);
        Assert.Equal(SendStatus.Failed, (await other.SendAsync(Notice)).Status);
        Assert.Equal(SendStatus.Taken, (await other.Sender.ProbeAsync(ChannelKind.Webhook, SomeSender.Cancellation)).Status);
        Assert.Single(rude.Requests);
    }

    [Fact]
    public async Task A_webhook_that_the_settings_do_not_have_is_refused_with_those_that_they_have()
    {
        await using var sender = For(IngestHost.FreePort()).With("Webhooks:sms:Address", "http://localhost:1/").WithSecret("Webhooks:sms:Secret", Secret);
        var result = await sender.SendAsync(Notice with { Address = "whatsapp" });
        Assert.Equal(SendStatus.Refused, result.Status);
        Assert.Contains("'whatsapp' in Notifications:Webhooks, but gateway, sms.", result.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_the_secret_nor_the_path_with_its_key_is_told()
    {
        await using var receiver = await HttpReceiver.StartAsync(context => HttpReceiver.Says(400, $"no such page {context.Request.Path} {Secret}")(context));
        await using var sender = For(receiver.Address.Port);
        var result = await sender.SendAsync(Notice);
        Assert.Contains("no such page *** ***", result.Answer, StringComparison.Ordinal);
        await using var dead = For(IngestHost.FreePort());
        var told = (await dead.SendAsync(Notice)).Answer + string.Join(' ', dead.Log) + string.Join(' ', sender.Log);
        Assert.DoesNotContain("t0ken", told, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_in_the_path_or_the_query_is_told_in_none_of_their_forms()
    {
        await using var receiver = await HttpReceiver.StartAsync(context => HttpReceiver.Says(404, $"Cannot POST {context.Request.Path} with key=t0ken 2")(context));
        await using var sender = For(receiver.Address.Port).With("Webhooks:gateway:Address", $"http://localhost:{receiver.Address.Port}/notices/t0ken-in-the-path?key=t0ken%202");
        var answer = (await sender.SendAsync(Notice)).Answer;
        Assert.Contains("Cannot POST *** with ***", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("t0ken", answer + string.Join(' ', sender.Log), StringComparison.Ordinal);
    }

    private static SomeSender For(int port) => new SomeSender()
        .With("Webhooks:gateway:Address", $"http://localhost:{port}/notices/t0ken-in-the-path").WithSecret("Webhooks:gateway:Secret", Secret);

    /// <summary>As a receiver does it, from README's words alone.</summary>
    private static long Verify(HttpReceiver.Received request, string secret)
    {
        var parts = request.Headers["Monitoring-Signature"].Split(',').Select(p => p.Split('=')).ToDictionary(p => p[0], p => p[1]);
        using var mac = new HMACSHA256(Encoding.ASCII.GetBytes(secret));
        var expected = mac.ComputeHash([.. Encoding.ASCII.GetBytes(parts["t"] + "."), .. request.Body]);
        return CryptographicOperations.FixedTimeEquals(expected, Convert.FromHexString(parts["v1"]))
            ? long.Parse(parts["t"], CultureInfo.InvariantCulture)
            : throw new InvalidDataException("The signature is wrong.");
    }
}
