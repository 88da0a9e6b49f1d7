using Monitoring.Domain.People;
using Monitoring.Grains.Ports;

namespace Monitoring.Tests.Server.Notifications;

public sealed class TlsTests
{
    [Theory]
    [InlineData("StartTls")]
    [InlineData("Tls")]
    public async Task Mail_goes_encrypted_to_a_server_of_an_authority_that_we_trust(string security)
    {
        await using var server = new SmtpServer(Certificates.Localhost, security == "Tls");
        await using var sender = For(server, security);
        var notice = SomeSender.Notice(ChannelKind.Email, "sari@site.test");
        var result = await sender.SendAsync(notice);
        Assert.Equal(SendStatus.Failed, result.Status);
        Assert.Contains("Notifications:AuthoritiesFile", result.Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("AUTH", server.Heard);

        await using var trusting = For(server, security);
        trusting.With("AuthoritiesFile", trusting.WriteFile("authority.pem", Certificates.Authority));
        Assert.Equal(SendStatus.Taken, (await trusting.SendAsync(notice)).Status);
        Assert.Equal(SendStatus.Taken, (await trusting.Sender.ProbeAsync(ChannelKind.Email, SomeSender.Cancellation)).Status);
        Assert.Empty(server.Breaches);
    }

    [Theory]
    [InlineData("StartTls")]
    [InlineData("Tls")]
    public async Task A_certificate_for_another_name_is_not_believed_whoever_issued_it(string security)
    {
        await using var server = new SmtpServer(Certificates.Elsewhere, security == "Tls");
        await using var sender = For(server, security);
        sender.With("AuthoritiesFile", sender.WriteFile("authority.pem", Certificates.Authority));
        Assert.Equal(SendStatus.Failed, (await sender.SendAsync(SomeSender.Notice(ChannelKind.Email, "sari@site.test"))).Status);
        Assert.DoesNotContain("AUTH", server.Heard);
    }

    [Fact]
    public async Task A_server_that_offers_no_TLS_gets_no_password()
    {
        await using var server = new SmtpServer();
        await using var sender = For(server, "StartTls");
        var result = await sender.SendAsync(SomeSender.Notice(ChannelKind.Email, "sari@site.test"));
        Assert.Equal(SendStatus.Failed, result.Status);
        Assert.Contains("Notifications:Email:Security", result.Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("AUTH", server.Heard);
    }

    [Fact]
    public async Task A_webhook_is_posted_to_whom_we_trust_and_to_nobody_else()
    {
        var notice = SomeSender.Notice(ChannelKind.Webhook, "gateway");
        await using var receiver = await HttpReceiver.StartAsync(HttpReceiver.Says(200), Certificates.Localhost);
        await using var wary = Webhook(receiver);
        var result = await wary.SendAsync(notice);
        Assert.Equal(SendStatus.Failed, result.Status);
        Assert.Contains("certificate", result.Answer, StringComparison.Ordinal);
        Assert.Equal(SendStatus.Failed, (await wary.Sender.ProbeAsync(ChannelKind.Webhook, SomeSender.Cancellation)).Status);
        Assert.Empty(receiver.Requests);

        await using var trusting = Webhook(receiver);
        trusting.With("AuthoritiesFile", trusting.WriteFile("authority.pem", Certificates.Authority));
        Assert.Equal(SendStatus.Taken, (await trusting.Sender.ProbeAsync(ChannelKind.Webhook, SomeSender.Cancellation)).Status);
        Assert.Empty(receiver.Requests);
        Assert.Equal(SendStatus.Taken, (await trusting.SendAsync(notice)).Status);
        Assert.Single(receiver.Requests);

        await using var other = await HttpReceiver.StartAsync(HttpReceiver.Says(200), Certificates.Elsewhere);
        await using var deceived = Webhook(other);
        deceived.With("AuthoritiesFile", deceived.WriteFile("authority.pem", Certificates.Authority));
        Assert.Equal(SendStatus.Failed, (await deceived.SendAsync(notice)).Status);
        Assert.Empty(other.Requests);
    }

    private static SomeSender For(SmtpServer server, string security) => EmailTests.For(server).With("Email:Security", security);

    private static SomeSender Webhook(HttpReceiver receiver) => new SomeSender()
        .With("Webhooks:gateway:Address", $"https://localhost:{receiver.Address.Port}/notices").WithSecret("Webhooks:gateway:Secret", WebhookTests.Secret);
}
