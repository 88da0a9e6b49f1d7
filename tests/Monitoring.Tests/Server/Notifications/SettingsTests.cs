using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;
using Monitoring.Grains.Ports;
using Monitoring.Tests.Areas;

namespace Monitoring.Tests.Server.Notifications;

public sealed class SettingsTests
{
    [Fact]
    public async Task A_channel_that_the_settings_do_not_have_is_not_set_up_and_says_so()
    {
        await using var sender = new SomeSender();
        foreach (var channel in Enum.GetValues<ChannelKind>())
        {
            Assert.False(sender.Sender.IsSetUp(channel));
            foreach (var result in new[] { await sender.SendAsync(SomeSender.Notice(channel, "x")), await sender.Sender.ProbeAsync(channel, SomeSender.Cancellation) })
            {
                Assert.Equal(SendStatus.Refused, result.Status);
                Assert.Contains("isn't set up on this server", result.Answer, StringComparison.Ordinal);
            }
        }

        await sender.StartAsync();
        Assert.Equal(new Uri("http://localhost:5080/"), sender.Services.GetRequiredService<PublicAddress>().Root);
    }

    [Fact]
    public async Task All_channels_together_are_set_up()
    {
        await using var sender = Whole().With("PublicAddress", "https://monitoring.site.test/palu");
        await sender.StartAsync();
        Assert.All(Enum.GetValues<ChannelKind>(), channel => Assert.True(sender.Sender.IsSetUp(channel)));
        Assert.Equal(new Uri("https://monitoring.site.test/palu/"), sender.Services.GetRequiredService<PublicAddress>().Root);
        Assert.DoesNotContain(sender.Log, l => l.StartsWith("Warning", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("PublicAddress", "monitoring.site.test", "Notifications:PublicAddress isn't an address")]
    [InlineData("PublicAddress", "https://<host>/", "Notifications:PublicAddress isn't an address")]
    [InlineData("PublicAddress", "https://site.test/?a=1", "Notifications:PublicAddress isn't an address")]
    [InlineData("AuthoritiesFile", "/nowhere/authority.pem", "Notifications:AuthoritiesFile (/nowhere/authority.pem) can't be used")]
    [InlineData("Email:Host", null, "Notifications:Email:Host is missing")]
    [InlineData("Email:Host", "<mail server>", "Notifications:Email:Host is missing")]
    [InlineData("Email:Port", "70000", "Notifications:Email:Port must be from 1 to 65535")]
    [InlineData("Email:Port", "smtp", "Notifications:Email:Port")]
    [InlineData("Email:Security", "None", "Notifications:Email:Security None would send passwords")]
    [InlineData("Email:Security", "Perhaps", "Notifications:Email:Security")]
    [InlineData("Email:Security", "7", "Notifications:Email:Security isn't one of")]
    [InlineData("Email:UserName", null, "Notifications:Email:UserName is missing")]
    [InlineData("Email:UserName", "changeme", "Notifications:Email:UserName is missing")]
    [InlineData("Email:PasswordFile", null, "Notifications:Email:Password is missing")]
    [InlineData("Email:PasswordFile", "/nowhere/password", "Notifications:Email:PasswordFile (/nowhere/password) can't be read")]
    [InlineData("Email:From", null, "Notifications:Email:From isn't an e-mail address")]
    [InlineData("Email:From", "kitchen", "Notifications:Email:From isn't an e-mail address")]
    [InlineData("Email:Passwort", "x", "Passwort")]
    [InlineData("Telegram:BaseAddress", "http://telegram.site.test", "Notifications:Telegram:BaseAddress must begin with https://")]
    [InlineData("Telegram:TokenFile", null, "Notifications:Telegram:Token is missing")]
    [InlineData("Webhooks:gateway:Address", null, "Notifications:Webhooks:gateway:Address must be a whole address")]
    [InlineData("Webhooks:gateway:Address", "http://gateway.site.test/", "Notifications:Webhooks:gateway:Address must be a whole address that begins with https://")]
    [InlineData("Webhooks:gateway:Address", "ftp://localhost/", "Notifications:Webhooks:gateway:Address must be a whole address")]
    [InlineData("Webhooks:gateway:Address", "https://me:key@gateway.site.test/", "Notifications:Webhooks:gateway:Address holds a user name or password")]
    [InlineData("Webhooks:gateway:SecretFile", null, "Notifications:Webhooks:gateway:Secret is missing")]
    [InlineData("Webhooks:gateway:Timeout", "00:01:00", "Notifications:Webhooks:gateway:Timeout must be from 00:00:01 to 00:00:30")]
    [InlineData("Webhooks:a b:Address", "https://gateway.site.test/", "Notifications:Webhooks:a b: 'a b' can't be named in a plan")]
    public async Task A_wrong_setting_stops_the_start_with_a_sentence_that_names_it(string key, string? value, string sentence)
    {
        await using var sender = Whole().With(key, value);
        var wrong = await Record.ExceptionAsync(sender.StartAsync);
        Assert.True(wrong is OptionsValidationException or InvalidOperationException, $"{wrong}");
        Assert.Contains(sentence, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        await using var sender = Whole().With("Email:Host", null).With("Email:From", "x").With("Webhooks:gateway:Address", null);
        var wrong = await Assert.ThrowsAsync<OptionsValidationException>(sender.StartAsync);
        Assert.Equal(3, wrong.Failures.Count());
    }

    [Theory]
    [InlineData("Email:Password", "", "is empty")]
    [InlineData("Email:Password", "changeme", "holds a placeholder")]
    [InlineData("Email:Password", "<the password>", "holds a placeholder")]
    [InlineData("Email:Password", "one\ntwo", "has more than one line")]
    [InlineData("Webhooks:gateway:Secret", "far-too-short", "is shorter than 32 bytes")]
    [InlineData("Telegram:Token", "<token from BotFather>", "holds a placeholder")]
    [InlineData("Telegram:Token", "s3cret-but-no-token", "isn't a bot's token")]
    public async Task A_wrong_secret_stops_the_start_and_is_not_repeated(string key, string secret, string sentence)
    {
        await using var sender = Whole().WithSecret(key, secret);
        var wrong = await Assert.ThrowsAsync<OptionsValidationException>(sender.StartAsync);
        Assert.Contains($"Notifications:{key}", wrong.Message, StringComparison.Ordinal);
        Assert.Contains(sentence, wrong.Message, StringComparison.Ordinal);
        Assert.False(secret.Length > 0 && wrong.Message.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_is_no_secret_is_not_read_to_its_end()
    {
        await using var sender = Whole().WithSecret("Email:Password", new string('x', 1_000_000));
        var wrong = await Assert.ThrowsAsync<OptionsValidationException>(sender.StartAsync);
        Assert.Contains("is longer than 4096 characters", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_stands_in_a_file_or_in_the_environment_and_never_in_the_settings()
    {
        await using var open = Whole().With("Email:PasswordFile", null).With("Email:Password", "s3same-open");
        var wrong = await Assert.ThrowsAsync<OptionsValidationException>(open.StartAsync);
        Assert.Contains("Notifications:Email:Password stands in a settings file", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("Notifications__Email__Password", wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3same-open", wrong.Message, StringComparison.Ordinal);

        await using var both = Whole().With("Email:Password", "s3same-open");
        Assert.Contains("both set", (await Assert.ThrowsAsync<OptionsValidationException>(both.StartAsync)).Message, StringComparison.Ordinal);

        await using var server = new SmtpServer();
        await using var environment = EmailTests.For(server).With("Email:PasswordFile", null);
        Environment.SetEnvironmentVariable($"{environment.EnvironmentPrefix}Notifications__Email__Password", SmtpServer.Password);
        await environment.StartAsync();
        Assert.Equal(SendStatus.Taken, (await environment.SendAsync(SomeSender.Notice(ChannelKind.Email, "sari@site.test"))).Status);
    }

    [Fact]
    public async Task A_secret_that_everybody_may_read_is_warned_of()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Files have no mode here.");
            return;
        }

        await using var sender = Whole();
        var file = sender.WriteFile("open", WebhookTests.Secret);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        await sender.With("Webhooks:gateway:SecretFile", file).StartAsync();
        var warning = Assert.Single(sender.Log, l => l.StartsWith("Warning", StringComparison.Ordinal));
        Assert.Contains($"Notifications:Webhooks:gateway:Secret: everybody on this machine may read {file}", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_whom_the_plan_wants_told_in_a_way_that_the_server_has_not_are_warned_of()
    {
        var sari = new Person("sari", "Sari", Role.Supervisor, Language.Indonesian, [],
            [new ContactPoint(ChannelKind.Email, "sari@site.test"), new ContactPoint(ChannelKind.Webhook, "gateway"), new ContactPoint(ChannelKind.Webhook, "sms")]);
        var budi = sari with { Id = "budi", Channels = [new ContactPoint(ChannelKind.Email, "budi@site.test"), new ContactPoint(ChannelKind.Telegram, "1")] };
        await using var sender = new SomeSender { Plan = new Plan("people", [SomeKitchen.Plan.Facilities[0] with { People = [sari, budi] }]) }
            .With("Webhooks:gateway:Address", "https://gateway.site.test/").WithSecret("Webhooks:gateway:Secret", WebhookTests.Secret);
        await sender.StartAsync();
        Assert.Equal(
            ["budi of palu told by Telegram", "sari of palu told by Webhooks:sms", "sari, budi of palu told by Email"],
            sender.Log.Where(l => l.StartsWith("Warning", StringComparison.Ordinal)).Select(l => l.Split("wants ")[1].Split(", which")[0]).Order());
    }

    private static SomeSender Whole() => new SomeSender()
        .With("Email:Host", "mail.site.test").With("Email:From", "alarm@site.test").With("Email:UserName", "alarm").WithSecret("Email:Password", "s3same")
        .WithSecret("Telegram:Token", "123456789:AAH4fKx-2uQ_wwz7vXg0rJb5yN1cD3eF6gH")
        .With("Webhooks:gateway:Address", "https://gateway.site.test/notices").WithSecret("Webhooks:gateway:Secret", WebhookTests.Secret);
}
