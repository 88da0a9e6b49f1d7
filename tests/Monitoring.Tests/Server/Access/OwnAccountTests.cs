using System.Net;
using System.Text.Json;

namespace Monitoring.Tests.Server.Access;

public sealed class OwnAccountTests : SetUpServer
{
    private const string Other = "gajah terbang di sore hari";

    [Fact]
    public async Task A_new_password_ends_every_other_session_and_keeps_this_one()
    {
        using var elsewhere = Server.Open();
        await elsewhere.SignInAsync("rahma", AccessServer.Password);
        Assert.Equal(HttpStatusCode.NoContent, (await First.SendAsync(HttpMethod.Post, "/api/v1/account/password", new { current = AccessServer.Password, @new = Other })).Status);
        Assert.Equal("rahma", await First.WhoAsync());
        Assert.Null(await elsewhere.WhoAsync());
        Assert.Equal("wrong", (await elsewhere.SignInAsync("rahma", AccessServer.Password)).Reason);
        Assert.Equal(HttpStatusCode.OK, (await elsewhere.SignInAsync("rahma", Other)).Status);
    }

    [Fact]
    public async Task Whoever_finds_the_screen_unlocked_does_not_get_the_account()
    {
        for (var guess = 0; guess < 5; guess++)
        {
            Assert.Equal("wrong", (await First.SendAsync(HttpMethod.Post, "/api/v1/account/password", new { current = "not the password at all", @new = Other })).Reason);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await First.SendAsync(HttpMethod.Post, "/api/v1/account/password", new { current = AccessServer.Password, @new = Other })).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await First.SendAsync(HttpMethod.Put, "/api/v1/account/pin", new { password = AccessServer.Password, pin = "739102" })).Status);
    }

    [Fact]
    public async Task A_guessable_password_or_PIN_is_refused_by_its_field()
    {
        var password = await First.SendAsync(HttpMethod.Post, "/api/v1/account/password", new { current = AccessServer.Password, @new = "rahma rahma rahma" });
        Assert.True(password.Json.GetProperty("errors").TryGetProperty("new", out _));
        var pin = await First.SendAsync(HttpMethod.Put, "/api/v1/account/pin", new { password = AccessServer.Password, pin = "123456" });
        Assert.True(pin.Json.GetProperty("errors").TryGetProperty("pin", out _));
    }

    [Fact]
    public async Task One_of_ones_sessions_can_be_ended_and_nobody_elses()
    {
        using var elsewhere = Server.Open("Tablet/1.0");
        await elsewhere.SignInAsync("rahma", AccessServer.Password);
        var sessions = (await First.GetAsync("/api/v1/account")).Json.GetProperty("sessions").EnumerateArray().ToArray();
        Assert.Equal(2, sessions.Length);
        var other = sessions.Single(s => !s.GetProperty("current").GetBoolean());
        Assert.Equal("Tablet/1.0", other.GetProperty("agent").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await First.SendAsync(HttpMethod.Delete, $"/api/v1/account/sessions/{new string('0', 64)}", null)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await First.SendAsync(HttpMethod.Delete, $"/api/v1/account/sessions/{other.GetProperty("id").GetString()}", null)).Status);
        Assert.Null(await elsewhere.WhoAsync());
        Assert.Equal("rahma", await First.WhoAsync());
    }

    [Fact]
    public async Task The_name_and_language_are_ones_own_to_choose()
    {
        Assert.Equal(HttpStatusCode.NoContent, (await First.SendAsync(HttpMethod.Put, "/api/v1/account", new { displayName = "Ibu Rahma", language = "id" })).Status);
        var caller = (await First.GetAsync("/api/v1/session")).Json.GetProperty("caller");
        Assert.Equal(("Ibu Rahma", "id"), (caller.GetProperty("displayName").GetString(), caller.GetProperty("language").GetString()));
        Assert.Equal(HttpStatusCode.BadRequest, (await First.SendAsync(HttpMethod.Put, "/api/v1/account", new { displayName = "a\nb", language = "id" })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await First.SendAsync(HttpMethod.Put, "/api/v1/account", new { displayName = "a", language = "fr" })).Status);
    }

    [Fact]
    public async Task What_is_kept_about_one_comes_as_a_file_without_secrets()
    {
        var file = await First.GetAsync("/api/v1/account/export");
        Assert.Equal(("application/json", "rahma.json"), (file.Message.Content.Headers.ContentType?.MediaType, file.Message.Content.Headers.ContentDisposition?.FileName));
        Assert.Equal("rahma", file.Json.GetProperty("account").GetProperty("user").GetString());
        Assert.DoesNotContain(First.Cookies["monitoring"], file.Json.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("no-store", file.Message.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task Answers_about_people_are_kept_in_no_cache()
    {
        foreach (var path in new[] { "/api/v1/session", "/api/v1/account", "/api/v1/accounts", "/api/v1/keys", "/api/v1/kiosks" })
        {
            Assert.Equal("no-store", (await First.GetAsync(path)).Message.Headers.CacheControl?.ToString());
        }
    }

    [Theory]
    [InlineData("/api/v1/session", """{"user":7}""")]
    [InlineData("/api/v1/session", """["user"]""")]
    [InlineData("/api/v1/session", "not json")]
    [InlineData("/api/v1/session", "{}")]
    public async Task A_body_that_can_not_be_read_is_the_askers_to_mend(string path, string body)
    {
        using var http = new HttpClient();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri(Server.Plain, path), content, Browser.Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(400, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Browser.Cancellation)).RootElement.GetProperty("status").GetInt32());
    }
}
