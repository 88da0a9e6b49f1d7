using System.Net;

namespace Monitoring.Tests.Server.Access;

public sealed class CsrfTests : SetUpServer
{
    private static readonly object Rename = new { displayName = "Bu Rahma", language = "en" };

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("made-up")]
    [InlineData("CfDJ8AAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_change_that_a_cookie_stands_for_needs_the_pages_token(string? token)
    {
        First.Csrf = token;
        var answer = await First.SendAsync(HttpMethod.Put, "/api/v1/account", Rename);
        Assert.Equal((HttpStatusCode.Forbidden, "csrf"), (answer.Status, answer.Reason));
    }

    [Fact]
    public async Task With_the_token_the_change_is_made() =>
        Assert.Equal(HttpStatusCode.NoContent, (await First.SendAsync(HttpMethod.Put, "/api/v1/account", Rename)).Status);

    [Fact]
    public async Task The_token_of_another_session_does_not_do()
    {
        using var other = Server.Open();
        await other.SignInAsync("rahma", AccessServer.Password);
        First.Csrf = other.Csrf;
        Assert.Equal("csrf", (await First.SendAsync(HttpMethod.Put, "/api/v1/account", Rename)).Reason);
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("null")]
    public async Task A_page_of_another_site_gets_nowhere_even_with_the_token(string origin) =>
        Assert.Equal(HttpStatusCode.Forbidden, (await First.SendAsync(HttpMethod.Put, "/api/v1/account", Rename, ("Origin", origin))).Status);

    [Fact]
    public async Task A_page_of_another_site_can_not_sign_anybody_in()
    {
        using var browser = Server.Open();
        var answer = await browser.SendAsync(HttpMethod.Post, "/api/v1/session", new { user = "rahma", password = AccessServer.Password }, ("Origin", "http://evil.example"));
        Assert.Equal((HttpStatusCode.Forbidden, 0), (answer.Status, answer.Cookies.Length));
    }

    [Fact]
    public async Task A_key_needs_no_token_and_is_not_made_good_by_a_cookie()
    {
        var key = (await First.SendAsync(HttpMethod.Post, "/api/v1/keys", new { name = "script", rights = new[] { "see", "acknowledge" }, facility = "palu", days = 1 })).Json.GetProperty("key").GetString()!;
        using var program = Server.Open();
        Assert.Equal(HttpStatusCode.OK, (await program.SendAsync(HttpMethod.Post, "/try/palu/kitchen/act", null, ("Authorization", $"Bearer {key}"))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await First.SendAsync(HttpMethod.Post, "/try/palu/kitchen/act", null, ("Authorization", $"Bearer {key}x"))).Status);
    }
}
