using System.Net;
using Microsoft.EntityFrameworkCore;
using Monitoring.Server.Access.SignIn;

namespace Monitoring.Tests.Server.Access;

public sealed class SecondFactorTests : SetUpServer
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    [Fact]
    public async Task It_counts_once_a_code_of_it_was_shown()
    {
        var secret = await BeginAsync();
        using var browser = Server.Open();
        Assert.Equal(HttpStatusCode.OK, (await browser.SignInAsync("rahma", AccessServer.Password)).Status);
        Assert.Equal("codeWrong", (await ConfirmAsync(WrongCode(secret))).Reason);
        var confirmed = await ConfirmAsync(Code(secret));
        Assert.Equal(SecondFactor.RecoveryCodes, confirmed.Json.GetProperty("recoveryCodes").GetArrayLength());
        Assert.Equal("codeNeeded", (await browser.SignInAsync("rahma", AccessServer.Password)).Reason);
    }

    [Fact]
    public async Task The_picture_is_square_and_begins_with_its_mark()
    {
        var begun = await First.SendAsync(HttpMethod.Post, "/api/v1/account/totp", new { password = AccessServer.Password });
        var rows = begun.Json.GetProperty("qr").EnumerateArray().Select(r => r.GetString()!).ToArray();
        Assert.All(rows, r => Assert.Equal(rows.Length, r.Length));
        Assert.Contains("1111111", rows.First(r => r.Contains('1', StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.StartsWith("otpauth://totp/Monitoring:rahma?secret=", begun.Json.GetProperty("uri").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_signs_in_once()
    {
        var secret = await SetUpAsync();
        using var browser = Server.Open();
        var shown = Code(secret);
        Assert.Equal("codeWrong", (await browser.SignInAsync("rahma", AccessServer.Password, shown)).Reason);
        Server.Clock.Advance(TimeSpan.FromSeconds(30));
        var next = Code(secret);
        Assert.Equal(HttpStatusCode.OK, (await browser.SignInAsync("rahma", AccessServer.Password, next)).Status);
        using var thief = Server.Open();
        Assert.Equal("codeWrong", (await thief.SignInAsync("rahma", AccessServer.Password, next)).Reason);
    }

    [Fact]
    public async Task A_code_does_not_make_a_wrong_password_good_and_is_not_used_up_by_it()
    {
        var secret = await SetUpAsync();
        Server.Clock.Advance(TimeSpan.FromSeconds(30));
        using var browser = Server.Open();
        Assert.Equal("wrong", (await browser.SignInAsync("rahma", "not the password at all", Code(secret))).Reason);
        Assert.Equal(HttpStatusCode.OK, (await browser.SignInAsync("rahma", AccessServer.Password, Code(secret))).Status);
    }

    [Fact]
    public async Task Guessing_codes_with_the_right_password_is_counted_like_guessing_passwords()
    {
        var secret = await SetUpAsync();
        using var browser = Server.Open();
        for (var guess = 0; guess < 5; guess++)
        {
            Assert.Equal("codeNeeded", (await browser.SignInAsync("rahma", AccessServer.Password)).Reason);
            Assert.Equal("codeWrong", (await browser.SignInAsync("rahma", AccessServer.Password, WrongCode(secret))).Reason);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await browser.SignInAsync("rahma", AccessServer.Password, Code(secret))).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await browser.SignInAsync("rahma", AccessServer.Password)).Status);
    }

    [Fact]
    public async Task Each_recovery_code_works_once()
    {
        var codes = await SetUpWithCodesAsync();
        using var browser = Server.Open();
        Assert.Equal(HttpStatusCode.OK, (await browser.SignInAsync("rahma", AccessServer.Password, codes[3])).Status);
        Assert.Equal(9, (await browser.GetAsync("/api/v1/account")).Json.GetProperty("recoveryCodesLeft").GetInt32());
        using var again = Server.Open();
        Assert.Equal("codeWrong", (await again.SignInAsync("rahma", AccessServer.Password, codes[3])).Reason);
        Assert.Equal(HttpStatusCode.OK, (await again.SignInAsync("rahma", AccessServer.Password, codes[4].ToUpperInvariant().Replace("-", " ", StringComparison.Ordinal))).Status);
    }

    [Fact]
    public async Task Of_two_who_show_the_same_recovery_code_at_once_one_gets_in()
    {
        var codes = await SetUpWithCodesAsync();
        var browsers = Enumerable.Range(0, 4).Select(_ => Server.Open()).ToArray();
        var answers = await Task.WhenAll(browsers.Select(b => b.SignInAsync("rahma", AccessServer.Password, codes[0])));
        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Array.ForEach(browsers, b => b.Dispose());
    }

    [Fact]
    public async Task Neither_the_secret_nor_a_recovery_code_stands_in_the_database()
    {
        var secret = await BeginAsync();
        var codes = (await ConfirmAsync(Code(secret))).Json.GetProperty("recoveryCodes").EnumerateArray().Select(c => c.GetString()!).ToArray();
        var kept = await Server.InDatabaseAsync(d => d.UserTokens.AsNoTracking().Select(t => t.Name + " " + t.Value).ToListAsync(Browser.Cancellation));
        Assert.DoesNotContain(kept, k => k.Contains(Convert.ToBase64String(secret), StringComparison.Ordinal) || k.Contains(Totp.Write(secret), StringComparison.Ordinal));
        Assert.DoesNotContain(kept, k => codes.Any(c => k.Contains(c.Replace("-", "", StringComparison.Ordinal), StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_link_to_a_new_password_asks_for_the_code_too_unless_the_app_is_lost()
    {
        await SetUpAsync();
        var link = await Server.LinkAsync("rahma");
        using var browser = Server.Open();
        Assert.Equal("codeNeeded", (await FollowAsync(link)).Reason);

        var without = await Server.LinkAsync("rahma", resetTotp: true);
        Assert.Equal("codeNeeded", (await browser.SignInAsync("rahma", AccessServer.Password)).Reason);
        Assert.False((await browser.GetAsync($"/api/v1/invitations/{without}")).Json.GetProperty("totp").GetBoolean());
        Assert.Equal(HttpStatusCode.NotFound, (await FollowAsync(link)).Status);
        Assert.Equal(HttpStatusCode.OK, (await FollowAsync(without)).Status);
        Assert.False((await browser.GetAsync("/api/v1/account")).Json.GetProperty("totp").GetBoolean());

        Task<Answer> FollowAsync(string code) =>
            browser.SendAsync(HttpMethod.Post, $"/api/v1/invitations/{code}", new { password = "gajah terbang di sore hari" });
    }

    [Fact]
    public async Task Taking_it_away_asks_for_the_password()
    {
        await SetUpAsync();
        Assert.Equal("wrong", (await First.SendAsync(HttpMethod.Delete, "/api/v1/account/totp", new { password = "not the password at all" })).Reason);
        Assert.Equal(HttpStatusCode.NoContent, (await First.SendAsync(HttpMethod.Delete, "/api/v1/account/totp", new { password = AccessServer.Password })).Status);
        using var browser = Server.Open();
        Assert.Equal(HttpStatusCode.OK, (await browser.SignInAsync("rahma", AccessServer.Password)).Status);
    }

    private async Task<byte[]> BeginAsync()
    {
        var begun = await First.SendAsync(HttpMethod.Post, "/api/v1/account/totp", new { password = AccessServer.Password });
        Assert.Equal(HttpStatusCode.OK, begun.Status);
        return Read(begun.Json.GetProperty("secret").GetString()!);
    }

    private Task<Answer> ConfirmAsync(string code) => First.SendAsync(HttpMethod.Post, "/api/v1/account/totp/confirm", new { code });

    private async Task<byte[]> SetUpAsync()
    {
        var secret = await BeginAsync();
        Assert.Equal(HttpStatusCode.OK, (await ConfirmAsync(Code(secret))).Status);
        return secret;
    }

    private async Task<string[]> SetUpWithCodesAsync()
    {
        var secret = await BeginAsync();
        return [.. (await ConfirmAsync(Code(secret))).Json.GetProperty("recoveryCodes").EnumerateArray().Select(c => c.GetString()!)];
    }

    private string Code(byte[] secret) => Totp.Compute(secret, Server.Clock.GetUtcNow().ToUnixTimeSeconds() / 30);

    private string WrongCode(byte[] secret)
    {
        var now = Server.Clock.GetUtcNow().ToUnixTimeSeconds() / 30;
        var right = Enumerable.Range(-2, 5).Select(s => Totp.Compute(secret, now + s)).ToHashSet();
        return Enumerable.Range(0, 10).Select(n => $"00000{n}").First(c => !right.Contains(c));
    }

    private static byte[] Read(string text)
    {
        var bits = string.Concat(text.Select(c => Convert.ToString(Base32.IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Select(b => Convert.ToByte(new string(b), 2))];
    }
}
