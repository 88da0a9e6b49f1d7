using Monitoring.Domain.Escalation;
using Monitoring.Domain.People;
using Monitoring.Grains.Ports;
using Monitoring.Tests.Ingest;

namespace Monitoring.Tests.Server.Notifications;

public sealed class EmailTests
{
    private static Notice Notice { get; } = SomeSender.Notice(ChannelKind.Email, "sari@site.test");

    [Fact]
    public async Task A_notice_arrives_as_plain_text_with_priority_and_an_id_that_is_always_the_same()
    {
        await using var server = new SmtpServer();
        await using var sender = For(server);
        var result = await sender.SendAsync(Notice);
        Assert.Equal(SendStatus.Taken, result.Status);
        Assert.Contains("queued as 4711", result.Answer, StringComparison.Ordinal);
        await sender.SendAsync(Notice);
        await sender.SendAsync(Notice with { Id = "another", Worst = Domain.Alarms.Priority.Low });

        var mails = server.Mails.ToArray();
        Assert.Equal(("alarm@site.test", "sari@site.test"), (mails[0].From, mails[0].To));
        Assert.Equal("Api! Penggorengan 1", mails[0].Header("Subject"));
        Assert.Equal(("urgent", "1 (Highest)", "high"), (mails[0].Header("Priority"), mails[0].Header("X-Priority"), mails[0].Header("Importance")));
        Assert.Equal(("auto-generated", "text/plain; charset=utf-8"), (mails[0].Header("Auto-Submitted"), mails[0].Header("Content-Type")));
        var received = await MimeKit.MimeMessage.LoadAsync(new MemoryStream(System.Text.Encoding.ASCII.GetBytes(string.Join("\r\n", mails[0].Lines))), SomeSender.Cancellation);
        Assert.Equal(Notice.Body, received.TextBody!.ReplaceLineEndings("\n").TrimEnd());
        Assert.Equal(sender.Time.GetUtcNow(), received.Date);
        Assert.Equal(mails[0].Header("Message-ID"), mails[1].Header("Message-ID"));
        Assert.EndsWith("@site.test>", mails[0].Header("Message-ID")!, StringComparison.Ordinal);
        Assert.NotEqual(mails[0].Header("Message-ID"), mails[2].Header("Message-ID"));
        Assert.Null(mails[2].Header("Priority"));
        Assert.Empty(server.Breaches);
    }

    [Fact]
    public async Task A_subject_of_many_lines_and_letters_stays_one_header()
    {
        await using var server = new SmtpServer();
        await using var sender = For(server);
        await sender.SendAsync(Notice with { Subject = "Suhu 212,5 °C\r\nBcc: everybody@elsewhere.test\r\n\r\n" + new string('x', 5_000) });
        var mail = Assert.Single(server.Mails);
        Assert.Null(mail.Header("Bcc"));
        Assert.Empty(server.Breaches);
    }

    [Theory]
    [InlineData("GREETING", "421 4.3.2 closing down", SendStatus.Failed)]
    [InlineData("GREETING", "554 5.7.1 nobody comes in here", SendStatus.Failed)]
    [InlineData("GREETING", "what do you want?", SendStatus.Failed)]
    [InlineData("GREETING", SmtpServer.Close, SendStatus.Failed)]
    [InlineData("EHLO", SmtpServer.Close, SendStatus.Failed)]
    [InlineData("AUTH", "454 4.7.0 try later", SendStatus.Failed)]
    [InlineData("AUTH", "535 5.7.8 no such user or password", SendStatus.Failed)]
    [InlineData("MAIL", "451 4.7.1 come again later", SendStatus.Failed)]
    [InlineData("MAIL", "553 5.7.1 that sender isn't yours", SendStatus.Failed)]
    [InlineData("RCPT", "450 4.2.1 mailbox busy, greylisted", SendStatus.Failed)]
    [InlineData("RCPT", "421 4.3.2 closing down", SendStatus.Failed)]
    [InlineData("RCPT", "550 5.1.1 no such person", SendStatus.Refused)]
    [InlineData("RCPT", SmtpServer.Close, SendStatus.Failed)]
    [InlineData("DATA", "451 4.3.0 disk full", SendStatus.Failed)]
    [InlineData("TEXT", SmtpServer.Close, SendStatus.Failed)]
    [InlineData("END", "452 4.3.1 disk full", SendStatus.Failed)]
    [InlineData("END", "554 5.7.1 this is spam", SendStatus.Refused)]
    [InlineData("END", SmtpServer.Close, SendStatus.Failed)]
    public async Task What_the_server_says_against_it_is_passed_on(string step, string answer, SendStatus expected)
    {
        await using var server = new SmtpServer();
        await using var sender = For(server);
        server.Script[step] = answer;
        var result = await sender.SendAsync(Notice);
        Assert.Equal(expected, result.Status);
        Assert.StartsWith($"localhost:{server.Port}", result.Answer, StringComparison.Ordinal);
        if (char.IsAsciiDigit(answer[0]))
        {
            Assert.Contains(answer[..3], result.Answer, StringComparison.Ordinal);
            Assert.Contains(answer[10..], result.Answer, StringComparison.Ordinal);
        }

        Assert.Empty(server.Mails);
        server.Script.Clear();
        Assert.Equal(SendStatus.Taken, (await sender.SendAsync(Notice)).Status);
        Assert.DoesNotContain(sender.Log, l => l.Contains("This is a fault", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("GREETING")]
    [InlineData("EHLO")]
    [InlineData("AUTH")]
    [InlineData("MAIL")]
    [InlineData("RCPT")]
    [InlineData("DATA")]
    [InlineData("TEXT")]
    [InlineData("END")]
    public async Task A_server_that_falls_silent_is_given_up_after_thirty_seconds(string step)
    {
        await using var server = new SmtpServer();
        await using var sender = For(server);
        server.Script[step] = SmtpServer.Silence;
        var sending = sender.SendAsync(Notice);
        await server.Reached(step);
        sender.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(sending.IsCompleted);
        sender.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(new SendResult(SendStatus.Failed, "No answer within 30 s."), await sending);
    }

    [Fact]
    public async Task A_server_that_is_down_is_a_failure_and_so_is_one_that_has_no_name()
    {
        await using var sender = For(IngestHost.FreePort());
        var result = await sender.SendAsync(Notice);
        Assert.Equal(SendStatus.Failed, result.Status);
        Assert.Contains("refused", result.Answer, StringComparison.Ordinal);

        await using var nowhere = For(25).With("Email:Host", "mail.nowhere.invalid").With("Email:Security", "StartTls");
        Assert.Equal(SendStatus.Failed, (await nowhere.SendAsync(Notice)).Status);
    }

    [Theory]
    [InlineData("sari")]
    [InlineData("")]
    [InlineData("@site.test")]
    [InlineData("sari@site.test, everybody@elsewhere.test")]
    [InlineData("sari@site.test>\r\nRCPT TO:<everybody@elsewhere.test")]
    public async Task What_is_no_address_is_refused_before_anything_is_said(string address)
    {
        await using var server = new SmtpServer();
        await using var sender = For(server);
        Assert.Equal(SendStatus.Refused, (await sender.SendAsync(Notice with { Address = address })).Status);
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task Messages_that_follow_each_other_take_one_login_and_a_connection_that_died_meanwhile_does_no_harm()
    {
        await using var server = new SmtpServer();
        await using var sender = For(server);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(SendStatus.Taken, (await sender.SendAsync(Notice)).Status);
        }

        Assert.Equal(1, server.Connections);
        server.Script["NOOP"] = SmtpServer.Close;
        Assert.Equal(SendStatus.Taken, (await sender.SendAsync(Notice)).Status);
        Assert.Equal(2, server.Connections);

        server.Script["NOOP"] = SmtpServer.Silence;
        var waiting = server.Heard.Count;
        var patient = sender.SendAsync(Notice);
        await Device.Until(() => server.Heard.Count > waiting, "asked whether it's still there");
        sender.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(SendStatus.Taken, (await patient).Status);
        Assert.Equal(3, server.Connections);

        server.Script.Clear();
        sender.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(SendStatus.Taken, (await sender.SendAsync(Notice)).Status);
        Assert.Equal(4, server.Connections);
    }

    [Fact]
    public async Task Four_are_under_way_at_once_and_the_fifth_waits_for_its_place()
    {
        await using var server = new SmtpServer();
        await using var sender = For(server);
        server.Script["GREETING"] = SmtpServer.Silence;
        using var giveUp = new CancellationTokenSource();
        var first = Enumerable.Range(0, 4).Select(_ => sender.Sender.SendAsync(Notice, giveUp.Token)).ToArray();
        await Device.Until(() => server.Connections == 4, "four are connected");
        var fifth = sender.SendAsync(Notice);
        sender.Time.Advance(TimeSpan.FromSeconds(10));
        var result = await fifth;
        Assert.Equal(SendStatus.Failed, result.Status);
        Assert.Contains("Too many messages at once", result.Answer, StringComparison.Ordinal);
        Assert.Equal(4, server.Connections);

        var sixth = sender.SendAsync(Notice);
        server.Script.Clear();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(first));
        Assert.Equal(SendStatus.Taken, (await sixth).Status);
    }

    [Fact]
    public async Task The_log_says_once_that_a_channel_fails_and_once_that_it_works_again()
    {
        await using var server = new SmtpServer();
        await using var sender = For(server);
        foreach (var answer in new[] { "450 4.2.1 busy", "450 4.2.1 busy", "550 5.1.1 nobody", null, null })
        {
            server.Script.Clear();
            if (answer is not null)
            {
                server.Script["RCPT"] = answer;
            }

            await sender.SendAsync(Notice);
        }

        Assert.Single(sender.Log, l => l.Contains("Telling people by e-mail fails", StringComparison.Ordinal));
        Assert.Single(sender.Log, l => l.Contains("Telling people by e-mail works again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_probe_logs_in_and_tells_nobody()
    {
        await using var server = new SmtpServer();
        await using var sender = For(server);
        Assert.Equal(SendStatus.Taken, (await sender.Sender.ProbeAsync(ChannelKind.Email, SomeSender.Cancellation)).Status);
        Assert.Equal(["EHLO", "AUTH", "NOOP", "QUIT"], server.Heard);
        server.Script["AUTH"] = "535 5.7.8 no such user or password";
        var result = await sender.Sender.ProbeAsync(ChannelKind.Email, SomeSender.Cancellation);
        Assert.Equal(SendStatus.Failed, result.Status);
        Assert.Contains("Notifications:Email:UserName", result.Answer, StringComparison.Ordinal);
        server.Script["AUTH"] = SmtpServer.Silence;
        server.Script["NOOP"] = SmtpServer.Silence;
        var silent = sender.Sender.ProbeAsync(ChannelKind.Email, SomeSender.Cancellation);
        await Device.Until(() => server.Connections == 3, "connected");
        sender.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(SendStatus.Failed, (await silent).Status);
    }

    [Fact]
    public async Task A_server_that_wants_a_login_says_so_when_there_is_none()
    {
        await using var server = new SmtpServer();
        await using var sender = For(server).With("Email:UserName", null).With("Email:PasswordFile", null);
        var result = await sender.SendAsync(Notice);
        Assert.Equal(SendStatus.Failed, result.Status);
        Assert.Contains("asks for a login", result.Answer, StringComparison.Ordinal);

        await using var open = new SmtpServer { WantsLogin = false };
        await using var anonymous = For(open).With("Email:UserName", null).With("Email:PasswordFile", null);
        Assert.Equal(SendStatus.Taken, (await anonymous.SendAsync(Notice)).Status);
        Assert.DoesNotContain("AUTH", open.Heard);
    }

    [Fact]
    public async Task A_password_that_the_server_repeats_is_not_in_the_answer_and_not_in_the_log()
    {
        await using var server = new SmtpServer();
        await using var sender = For(server);
        server.Script["AUTH"] = $"535 5.7.8 no, {SmtpServer.Password} is wrong";
        var result = await sender.SendAsync(Notice);
        Assert.Contains("no, *** is wrong", result.Answer, StringComparison.Ordinal);
        Assert.DoesNotContain(sender.Log, l => l.Contains(SmtpServer.Password, StringComparison.Ordinal));
    }

    internal static SomeSender For(SmtpServer server) => For(server.Port);

    private static SomeSender For(int port) => new SomeSender()
        .With("Email:Host", "localhost").With("Email:Port", $"{port}").With("Email:Security", "None").With("Email:From", "Monitoring Palu <alarm@site.test>")
        .With("Email:UserName", SmtpServer.User).WithSecret("Email:Password", SmtpServer.Password);
}
