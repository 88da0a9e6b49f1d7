using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Domain.People;
using Monitoring.Records.Access;
using Monitoring.Records.Access.Database;

namespace Monitoring.Tests.Records.Access;

public sealed class PersonalDataTests(AccessPlaces places)
{
    private static readonly AuditNote Wish = new("head", "10.0.0.1", "account.erase", "asked in writing");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.PostgreSql)]
    public async Task A_person_gets_everything_that_is_kept_about_them_and_nothing_private_of_others_nor_a_secret(Kind kind)
    {
        await using var place = await places.NewAsync(kind);
        var process = place.Process();
        var id = await FilledAsync(process);

        var export = await process.InScopeAsync(s => s.GetRequiredService<PersonalData>().ExportAsync(id, Cancellation));

        var text = Encoding.UTF8.GetString(export!);
        foreach (var secret in new[] { "PIN-HASH", "BADGE", "TOTP-SECRET", "COOKIE-DIGEST", "INVITATION-DIGEST", "KEY-DIGEST", "AQAAAA" })
        {
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("Name of budi", text, StringComparison.Ordinal);
        var kept = JsonElement.Parse(text);
        var account = kept.GetProperty("account");
        Assert.Equal(("ani", "Name of ani", "ani@example.org"), (account.GetProperty("user").GetString(), account.GetProperty("displayName").GetString(), account.GetProperty("email").GetString()));
        Assert.All(new[] { "password", "pin", "badge" }, secret => Assert.True(account.GetProperty(secret).GetBoolean()));
        Assert.Equal("facilityHead", kept.GetProperty("grants")[0].GetProperty("role").GetString());
        Assert.Equal("Firefox on the tablet", kept.GetProperty("sessions")[0].GetProperty("agent").GetString());
        Assert.Equal("https://id.example.org", kept.GetProperty("logins")[0].GetProperty("loginProvider").GetString());
        Assert.Equal("dapur-1", kept.GetProperty("kiosks")[0].GetProperty("id").GetString());
        Assert.Equal("grafana", kept.GetProperty("keys")[0].GetProperty("name").GetString());
        Assert.Equal("fryer-1", kept.GetProperty("devices")[0].GetProperty("device").GetString());
        Assert.Equal(["account.create", "test.change", "account.create"], kept.GetProperty("trail").EnumerateArray().Select(e => e.GetProperty("what").GetString()));
        Assert.Equal("Name of ani", kept.GetProperty("trail")[0].GetProperty("private").GetProperty("name").GetString());
        Assert.False(kept.GetProperty("trail")[2].TryGetProperty("private", out _));
        Assert.Null(await process.InScopeAsync(s => s.GetRequiredService<PersonalData>().ExportAsync("nobody", Cancellation)));
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.PostgreSql)]
    public async Task A_person_is_taken_out_for_good_but_for_the_short_name_and_the_chain_stays_whole(Kind kind)
    {
        await using var place = await places.NewAsync(kind);
        var process = place.Process();
        var id = await FilledAsync(process);
        var before = await process.TrailAsync();

        Assert.True(await process.InScopeAsync(s => s.GetRequiredService<PersonalData>().EraseAsync(id, Wish, Cancellation)));

        var everything = await EverythingAsync(place, kind);
        foreach (var personal in new[] { "Name of ani", "ani@example.org", "ANI@EXAMPLE.ORG", "PIN-HASH", "BADGE", "TOTP-SECRET", "COOKIE-DIGEST", "INVITATION-DIGEST", "Firefox", "ani-at-provider" })
        {
            Assert.DoesNotContain(personal, everything.Replace("Name of budi", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }

        Assert.Contains("Name of budi", everything, StringComparison.Ordinal);
        var trail = await process.TrailAsync();
        Assert.Equal(before.Select(e => (e.Number, e.Hash, e.PrivateDigest)), trail[..^1].Select(e => (e.Number, e.Hash, e.PrivateDigest)));
        Assert.All(trail.Zip(trail.Skip(1)), pair => Assert.Equal(AuditSeal.Hash(pair.First.Hash, pair.Second), pair.Second.Hash));
        Assert.Equal(("head", "account.erase", "account/ani", "asked in writing", null), (trail[^1].Who, trail[^1].What, trail[^1].Subject, trail[^1].Why, trail[^1].Private));

        await process.InScopeAsync(async s =>
        {
            var users = s.GetRequiredService<UserManager<Account>>();
            var account = await users.FindByNameAsync("ani");
            Assert.Equal(("ani", "ani", true, true), (account!.UserName, account.Name, account.DisabledAt is not null, account.ErasedAt is not null));
            Assert.False(await users.CheckPasswordAsync(account, "Correct-horse-battery-1"));
            Assert.Null(await users.FindByLoginAsync("https://id.example.org", "ani-at-provider"));
            Assert.Contains((await users.CreateAsync(new Account { UserName = "Ani" })).Errors, e => e.Code == "DuplicateUserName");
            return true;
        });
    }

    [Fact]
    public async Task Nobody_is_erased_twice_and_nobody_who_isn_t_there()
    {
        await using var place = await places.NewAsync(Kind.Sqlite);
        var process = place.Process();
        var id = await process.CreateAsync("ani");

        Assert.True(await EraseAsync(id));
        Assert.False(await EraseAsync(id));
        Assert.False(await EraseAsync("nobody"));

        Assert.Equal(["account.create", "account.erase"], (await process.TrailAsync()).Select(e => e.What));

        Task<bool> EraseAsync(string account) => process.InScopeAsync(s => s.GetRequiredService<PersonalData>().EraseAsync(account, Wish, Cancellation));
    }

    [Fact]
    public async Task What_is_erased_is_gone_from_the_bytes_of_the_file_too()
    {
        await using var place = new SqlitePlace();
        var process = place.Process();
        var id = await FilledAsync(process);
        Assert.Contains("Name of ani", await BytesAsync(), StringComparison.Ordinal);

        await process.InScopeAsync(s => s.GetRequiredService<PersonalData>().EraseAsync(id, Wish, Cancellation));

        var bytes = await BytesAsync();
        Assert.DoesNotContain("Name of ani", bytes, StringComparison.Ordinal);
        Assert.DoesNotContain("TOTP-SECRET", bytes, StringComparison.Ordinal);
        Assert.Contains("Name of budi", bytes, StringComparison.Ordinal);

        async Task<string> BytesAsync()
        {
            var all = new StringBuilder();
            foreach (var file in Directory.GetFiles(place.Folder))
            {
                all.Append(Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Cancellation)));
            }

            return all.ToString();
        }
    }

    private static async Task<string> FilledAsync(AccessProcess process)
    {
        var id = await process.CreateAsync("ani", new Grant(Role.FacilityHead, "palu"));
        await process.ChangeAsync((c, draft) =>
        {
            draft.Subject = AuditSubject.Account("ani");
            draft.Private = new { Phone = "Name of ani's phone" };
            var account = c.Users.Single(a => a.Id == id);
            (account.PinHash, account.BadgeDigest, account.TwoFactorEnabled) = ("PIN-HASH", "BADGE", true);
            c.Sessions.Add(new Session { Id = "COOKIE-DIGEST", AccountId = id, Agent = "Firefox on the tablet", Address = "10.0.0.7" });
            c.Invitations.Add(new Invitation { Digest = "INVITATION-DIGEST", AccountId = id, CreatedBy = "head" });
            c.UserTokens.Add(new IdentityUserToken<string> { UserId = id, LoginProvider = "totp", Name = "key", Value = "TOTP-SECRET" });
            c.UserLogins.Add(new IdentityUserLogin<string> { UserId = id, LoginProvider = "https://id.example.org", ProviderKey = "ani-at-provider" });
            c.Kiosks.Add(new Kiosk { Id = "dapur-1", RegisteredBy = "ani" });
            c.ApiKeys.Add(new ApiKey { Id = "k1", Name = "grafana", CreatedBy = "ani", SecretDigest = "KEY-DIGEST" });
            c.Devices.Add(new Device { Facility = "palu", Area = "kitchen", Id = "fryer-1", CreatedBy = "ani" });
        });
        await process.CreateAsync("budi");
        return id;
    }

    private static async Task<string> EverythingAsync(AccessPlace place, Kind kind)
    {
        var all = new StringBuilder();
        foreach (var table in await place.AskAsync(kind == Kind.Sqlite ? "SELECT name FROM sqlite_schema WHERE type = 'table'" : "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"))
        {
            all.AppendJoin('\n', await place.AskAsync($"""SELECT * FROM "{table}" """));
        }

        return all.ToString();
    }
}
