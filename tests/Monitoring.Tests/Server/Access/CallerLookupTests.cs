using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Domain.People;
using Monitoring.Server.Access;

namespace Monitoring.Tests.Server.Access;

/// <summary>What the hub's guard asks, and how old an answer may be.</summary>
public sealed class CallerLookupTests : SetUpServer
{
    private CallerLookup Lookup => Server.Services.GetRequiredService<CallerLookup>();

    [Fact]
    public async Task A_caller_is_told_as_they_are_now_until_they_are_no_more()
    {
        var (id, browser) = await Server.InviteAsync(First, "sari", Role.Supervisor);
        using var sari = browser;
        var then = await Lookup.FindSessionAsync(sari.Cookies["monitoring"], Browser.Cancellation);
        Assert.NotNull(then);
        Assert.True((await AskAsync(then))!.Permissions.Allows(Right.Shelve, "palu", null));
        await First.SendAsync(HttpMethod.Put, $"/api/v1/accounts/{id}", new { displayName = "Sari", language = "id", grants = new[] { new { role = "operator", facility = "palu" } } });
        Assert.False((await AskAsync(then))!.Permissions.Allows(Right.Shelve, "palu", null));
        Assert.Equal(HttpStatusCode.NoContent, (await sari.SendAsync(HttpMethod.Delete, "/api/v1/session", null)).Status);
        Assert.Null(await AskAsync(then));
    }

    [Fact]
    public async Task Somebody_who_was_here_for_one_act_is_not_here_any_more() =>
        Assert.Null(await AskAsync(new Caller(CallerKind.Person, "some-id", "sari", "Sari", Permissions.None, "kiosk:dapur-1 10.0.0.7", null)));

    [Fact]
    public async Task A_kiosk_that_was_registered_anew_is_another()
    {
        using var kiosk = Server.Open();
        await kiosk.SignInAsync("rahma", AccessServer.Password);
        await kiosk.SendAsync(HttpMethod.Post, "/api/v1/kiosks", new { id = "dapur-1", name = "Dapur", facility = "palu", area = "kitchen" });
        var parts = kiosk.Cookies["monitoring-kiosk"].Split('.');
        var then = await Lookup.FindAsync(CallerKind.Kiosk, parts[0], parts[1], Browser.Cancellation);
        Assert.NotNull(then);
        Assert.NotNull(await AskAsync(then));
        await First.SendAsync(HttpMethod.Post, "/api/v1/kiosks", new { id = "dapur-1", name = "Dapur", facility = "palu", area = "kitchen" });
        Assert.Null(await AskAsync(then));
    }

    [Fact]
    public async Task What_nobody_told_this_process_is_noticed_after_five_seconds_at_the_latest()
    {
        Assert.Equal("rahma", await First.WhoAsync());
        await Server.InDatabaseAsync(d => d.Sessions.ExecuteUpdateAsync(s => s.SetProperty(x => x.RevokedAt, 1L), Browser.Cancellation));
        Server.Clock.Advance(CallerLookup.Age);
        Assert.Null(await First.WhoAsync());
    }

    [Fact]
    public async Task The_servers_keys_are_for_its_own_user_alone()
    {
        using var kiosk = Server.Open();
        await kiosk.SignInAsync("rahma", AccessServer.Password);
        await kiosk.SendAsync(HttpMethod.Post, "/api/v1/kiosks", new { id = "dapur-1", name = "Dapur", facility = "palu", area = "kitchen" });
        await kiosk.WhoAsync();
        await kiosk.SendAsync(HttpMethod.Post, "/api/v1/kiosk/identify", new { badge = "0412AB7F" });
        var keys = new DirectoryInfo(Path.Combine(Server.Folder, "data", "keys"));
        Assert.Contains(keys.GetFiles(), f => f.Name == "badges.key");
        Assert.Contains(keys.GetFiles(), f => f.Name.StartsWith("protection-", StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, keys.UnixFileMode);
            Assert.All(keys.GetFiles(), f => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, f.UnixFileMode));
        }
    }

    private ValueTask<Caller?> AskAsync(Caller then) => Lookup.StillValidAsync(then, Browser.Cancellation);
}
