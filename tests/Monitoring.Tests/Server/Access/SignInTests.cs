using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Domain.People;
using Monitoring.Server.Access;
using Monitoring.Server.Access.Passwords;
using Monitoring.Tests.History.Store;

namespace Monitoring.Tests.Server.Access;

public sealed class SignInTests : SetUpServer
{
    [Fact]
    public async Task Whoever_signs_in_is_told_what_they_may_do_where()
    {
        using var browser = Server.Open();
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/v1/account")).Status);
        var answer = await browser.SignInAsync("RAHMA", AccessServer.Password);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var caller = answer.Json.GetProperty("caller");
        Assert.Equal(("person", "rahma", "Bu Rahma", "en"), (Text("kind"), Text("name"), Text("displayName"), Text("language")));
        Assert.Equal(["regionalOffice", "maintainer"], caller.GetProperty("places").EnumerateArray().Select(p => p.GetProperty("role").GetString()));
        Assert.Contains("managePeople", caller.GetProperty("places")[0].GetProperty("rights").EnumerateArray().Select(r => r.GetString()));
        Assert.Equal("rahma", await browser.WhoAsync());

        string? Text(string name) => caller.GetProperty(name).GetString();
    }

    [Fact]
    public async Task Ten_thousand_guesses_get_nowhere_and_the_right_password_works_when_the_wait_is_over()
    {
        var work = Server.Services.GetRequiredService<PasswordWork>();
        var before = work.Computed;
        using var guesser = Server.Open();
        var statuses = new Dictionary<HttpStatusCode, int>();
        for (var guess = 0; guess < 10_000; guess++)
        {
            var status = (await guesser.SignInAsync("rahma", guess == 9_000 ? AccessServer.Password : $"a guess with number {guess}")).Status;
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
        }

        Assert.Equal((5, 9_995, 2), (statuses[HttpStatusCode.Unauthorized], statuses[HttpStatusCode.TooManyRequests], statuses.Count));
        Assert.Equal(5, work.Computed - before);
        await StoreSteps.EventuallyAsync(async () => await Server.InDatabaseAsync(d => d.AuditEntries.CountAsync(e => e.What == "session.refused", Browser.Cancellation)) == 1);

        var locked = await guesser.SignInAsync("rahma", AccessServer.Password);
        Assert.Equal((30, "30"), (locked.Json.GetProperty("retryAfter").GetInt32(), locked.Message.Headers.RetryAfter?.ToString()));
        Server.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await guesser.SignInAsync("rahma", AccessServer.Password)).Status);
        Server.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await guesser.SignInAsync("rahma", AccessServer.Password)).Status);
    }

    [Fact]
    public async Task Each_further_failure_doubles_the_wait_and_a_success_ends_it()
    {
        using var browser = Server.Open();
        int[] waits = [30, 60, 120, 240];
        for (var failure = 1; failure <= 4; failure++)
        {
            Assert.Equal("wrong", (await browser.SignInAsync("rahma", "not the password at all")).Reason);
        }

        foreach (var wait in waits)
        {
            Assert.Equal("wrong", (await browser.SignInAsync("rahma", "not the password at all")).Reason);
            Assert.Equal(wait, (await browser.SignInAsync("rahma", "not the password at all")).Json.GetProperty("retryAfter").GetInt32());
            Server.Clock.Advance(TimeSpan.FromSeconds(wait));
        }

        Assert.Equal(HttpStatusCode.OK, (await browser.SignInAsync("rahma", AccessServer.Password)).Status);
        Assert.Equal("wrong", (await browser.SignInAsync("rahma", "not the password at all")).Reason);
        Assert.Equal(HttpStatusCode.OK, (await browser.SignInAsync("rahma", AccessServer.Password)).Status);
    }

    [Fact]
    public async Task After_the_longest_wait_all_failures_are_forgotten()
    {
        using var browser = Server.Open();
        int[] waits = [30, 60, 120, 240, 480, 900, 30];
        foreach (var wait in waits)
        {
            var answer = await browser.SignInAsync("rahma", "not the password at all");
            while (answer.Status == HttpStatusCode.Unauthorized)
            {
                answer = await browser.SignInAsync("rahma", "not the password at all");
            }

            Assert.Equal(wait, answer.Json.GetProperty("retryAfter").GetInt32());
            Server.Clock.Advance(TimeSpan.FromSeconds(wait));
        }
    }

    [Theory]
    [InlineData("rahma")]
    [InlineData("nobody-has-this-name")]
    [InlineData("invited")]
    public async Task A_name_that_nobody_has_goes_the_same_way_as_one_that_somebody_has(string user)
    {
        Assert.Equal(HttpStatusCode.Created, (await First.SendAsync(HttpMethod.Post, "/api/v1/accounts", new
        {
            user = "invited",
            displayName = "Tamu",
            language = "id",
            grants = new[] { new { role = "operator", facility = "palu" } },
        })).Status);
        var work = Server.Services.GetRequiredService<PasswordWork>();
        using var browser = Server.Open();
        for (var failure = 1; failure <= 5; failure++)
        {
            var before = work.Computed;
            var answer = await browser.SignInAsync(user, "not the password at all");
            Assert.Equal((HttpStatusCode.Unauthorized, "wrong", 1L), (answer.Status, answer.Reason, work.Computed - before));
            Assert.Equal("The name or the password isn't right.", answer.Json.GetProperty("detail").GetString());
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await browser.SignInAsync(user, "not the password at all")).Status);
    }

    [Fact]
    public async Task An_address_that_guesses_at_many_names_waits_seconds_and_no_longer()
    {
        using var browser = Server.Open();
        var answers = new List<Answer>();
        for (var name = 0; name < 70; name++)
        {
            answers.Add(await browser.SignInAsync($"somebody-{name}", "always the same password"));
        }

        Assert.Equal(60, answers.Count(a => a.Status == HttpStatusCode.Unauthorized));
        Assert.InRange(answers[^1].Json.GetProperty("retryAfter").GetInt32(), 1, 2);
        Server.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(HttpStatusCode.OK, (await browser.SignInAsync("rahma", AccessServer.Password)).Status);
        await StoreSteps.EventuallyAsync(async () => await Server.InDatabaseAsync(d => d.AuditEntries.CountAsync(e => e.What == "session.refused", Browser.Cancellation)) == 1);
    }

    [Fact]
    public async Task A_session_that_somebody_else_put_there_is_not_taken_up()
    {
        using var victim = Server.Open();
        using var attacker = Server.Open();
        await attacker.SignInAsync("rahma", AccessServer.Password);
        var planted = attacker.Cookies["monitoring"];
        victim.Cookies["monitoring"] = planted;
        Assert.Equal("rahma", await victim.WhoAsync());
        Assert.Equal(HttpStatusCode.OK, (await victim.SignInAsync("rahma", AccessServer.Password)).Status);
        Assert.NotEqual(planted, victim.Cookies["monitoring"]);
        Assert.Null(await attacker.WhoAsync());

        using var other = Server.Open();
        other.Cookies["monitoring"] = new string('x', 43);
        Assert.Equal(HttpStatusCode.OK, (await other.SignInAsync("rahma", AccessServer.Password)).Status);
        Assert.NotEqual(new string('x', 43), other.Cookies["monitoring"]);
    }

    [Fact]
    public async Task The_cookie_is_for_this_host_alone_and_for_no_script()
    {
        using var plain = Server.Open();
        var cookie = Assert.Single((await plain.SignInAsync("rahma", AccessServer.Password)).Cookies);
        Assert.StartsWith("monitoring=", cookie, StringComparison.Ordinal);
        Assert.Equal(["httponly", "max-age=2592000", "path=/", "samesite=strict"], Attributes(cookie));

        using var encrypted = Server.OpenEncrypted();
        var secure = Assert.Single((await encrypted.SignInAsync("rahma", AccessServer.Password)).Cookies);
        Assert.StartsWith("__Host-monitoring=", secure, StringComparison.Ordinal);
        Assert.Equal(["httponly", "max-age=2592000", "path=/", "samesite=strict", "secure"], Attributes(secure));

        static string[] Attributes(string cookie) => [.. cookie.Split("; ")[1..].Select(a => a.ToLowerInvariant()).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task The_database_holds_no_secret_that_signs_somebody_in()
    {
        var cookie = First.Cookies["monitoring"];
        var sessions = await Server.InDatabaseAsync(d => d.Sessions.AsNoTracking().ToListAsync(Browser.Cancellation));
        Assert.Equal(Secret.Digest(cookie), Assert.Single(sessions).Id);
        Assert.DoesNotContain(cookie, sessions[0].Id, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_digest_of_a_password_is_as_slow_as_it_should_be()
    {
        await using var slow = await AccessServer.StartAsync((AccessServer.SlowDigests, "true"));
        using var browser = await slow.SetUpAsync();
        var account = await slow.InDatabaseAsync(d => d.Users.AsNoTracking().SingleAsync(Browser.Cancellation));

        // Identity's form: 1, then PRF (2: HMAC-SHA512) and iterations, big-endian.
        var hash = Convert.FromBase64String(account.PasswordHash!);
        Assert.Equal((1, 2, PasswordWork.Iterations), (hash[0], hash[4], (hash[5] << 24) | (hash[6] << 16) | (hash[7] << 8) | hash[8]));
    }

    [Fact]
    public async Task A_session_ends_when_it_is_idle_and_when_it_is_old()
    {
        Server.Clock.Advance(TimeSpan.FromHours(11));
        Assert.Equal("rahma", await First.WhoAsync());
        Server.Clock.Advance(TimeSpan.FromHours(11));
        Assert.Equal("rahma", await First.WhoAsync());
        using var idle = Server.Open();
        await idle.SignInAsync("rahma", AccessServer.Password);
        Server.Clock.Advance(TimeSpan.FromHours(12));
        Assert.Null(await idle.WhoAsync());

        using var busy = Server.Open();
        await busy.SignInAsync("rahma", AccessServer.Password);
        for (var half = 0; half < 30 * 4; half++)
        {
            Assert.Equal("rahma", await busy.WhoAsync());
            Server.Clock.Advance(TimeSpan.FromHours(6));
        }

        Assert.Null(await busy.WhoAsync());
    }

    [Fact]
    public async Task That_somebody_was_here_is_written_once_a_minute()
    {
        var before = await SeenAsync();
        Server.Clock.Advance(TimeSpan.FromSeconds(59));
        await First.WhoAsync();
        Assert.Equal(before, await SeenAsync());
        Server.Clock.Advance(TimeSpan.FromSeconds(6));
        await First.WhoAsync();
        Assert.Equal(before + 65_000, await SeenAsync());

        Task<long> SeenAsync() => Server.InDatabaseAsync(d => d.Sessions.Select(s => s.LastSeenAt).SingleAsync(Browser.Cancellation));
    }

    [Fact]
    public async Task Who_signs_out_is_signed_out_in_the_database_too()
    {
        using var copy = Server.Open();
        copy.Cookies["monitoring"] = First.Cookies["monitoring"];
        Assert.Equal(HttpStatusCode.NoContent, (await First.SendAsync(HttpMethod.Delete, "/api/v1/session", null)).Status);
        Assert.False(First.Cookies.ContainsKey("monitoring"));
        Assert.Null(await copy.WhoAsync());
        Assert.Equal(["session.open", "session.close"], (await Server.InDatabaseAsync(d => d.AuditEntries.OrderBy(e => e.Number).Select(e => e.What).ToListAsync(Browser.Cancellation))).Where(w => w.StartsWith("session.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_disabled_account_looks_like_one_that_nobody_has()
    {
        var (id, browser) = await Server.InviteAsync(First, "sari", Role.Operator);
        using var sari = browser;
        Assert.Equal(HttpStatusCode.NoContent, (await First.SendAsync(HttpMethod.Post, $"/api/v1/accounts/{id}/disable", new { why = "left" })).Status);
        Assert.Null(await sari.WhoAsync());
        Assert.Equal("wrong", (await sari.SignInAsync("sari", AccessServer.Password)).Reason);
    }
}
