using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Domain.People;
using Monitoring.Records.Access;
using Monitoring.Records.Access.Database;

namespace Monitoring.Tests.Records.Access;

public sealed class AccessBookTests(AccessPlaces places)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.PostgreSql)]
    public async Task A_change_is_kept_with_who_did_it_from_where_and_why(Kind kind)
    {
        await using var place = await places.NewAsync(kind);
        var process = place.Process();
        await process.CreateAsync("budi", new Grant(Role.ShiftLead, "palu"), new Grant(Role.QualityReviewer));

        var account = await process.ReadAsync(c => c.Users.Include(a => a.Grants).SingleAsync(Cancellation));
        Assert.Equal(("budi", "Name of budi", Language.English), (account.UserName, account.Name, account.Language));
        Assert.Equal([new Grant(Role.ShiftLead, "palu"), new Grant(Role.QualityReviewer)], account.Grants.Select(g => g.ToGrant()).OrderBy(g => g.Role));
        var entry = Assert.Single(await process.TrailAsync());
        Assert.Equal((1, "ani", "10.0.0.7", "account.create", "because", "account/budi"), (entry.Number, entry.Who, entry.From, entry.What, entry.Why, entry.Subject));
        Assert.Null(entry.Before);
        Assert.Equal("""{"grants":[{"facility":"palu","role":"shiftLead"},{"role":"qualityReviewer"}]}""", entry.After);
        Assert.Equal("""{"email":"budi@example.org","name":"Name of budi"}""", entry.Private);
        Assert.InRange(entry.At, 1_700_000_000_000, 4_000_000_000_000);
        Assert.Equal(1, process.Changes.Version);
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.PostgreSql)]
    public async Task Roles_and_rights_stand_in_the_database_by_name(Kind kind)
    {
        await using var place = await places.NewAsync(kind);
        var process = place.Process();
        await process.CreateAsync("budi", new Grant(Role.FacilityHead));
        await process.ChangeAsync((c, _) => c.ApiKeys.Add(new ApiKey { Id = "k1", Rights = Right.See | Right.Review }));

        Assert.Equal(["FacilityHead"], await place.AskAsync("""SELECT "Role" FROM "Grants" """));
        Assert.Equal(["See, Review"], await place.AskAsync("""SELECT "Rights" FROM "ApiKeys" """));
        Assert.Equal(Right.See | Right.Review, await process.ReadAsync(c => c.ApiKeys.Select(k => k.Rights).SingleAsync(Cancellation)));
        await place.ExecuteAsync("""UPDATE "Grants" SET "Role" = 'Emperor'""");
        await Assert.ThrowsAsync<InvalidOperationException>(() => process.ReadAsync(c => c.Grants.ToArrayAsync(Cancellation)));
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.PostgreSql)]
    public async Task Work_that_throws_leaves_nothing_behind_neither_its_own_nor_what_identity_saved(Kind kind)
    {
        await using var place = await places.NewAsync(kind);
        var process = place.Process();
        await process.CreateAsync("ani");

        await process.InScopeAsync(async s =>
        {
            var (book, users) = (s.GetRequiredService<AccessBook>(), s.GetRequiredService<UserManager<Account>>());
            await Assert.ThrowsAsync<FormatException>(() => book.ChangeAsync(AccessProcess.Note, async draft =>
            {
                draft.Subject = "test";
                var account = await book.Context.Users.SingleAsync(Cancellation);
                account.Name = "Somebody else";
                Assert.True((await users.UpdateAsync(account)).Succeeded);
                Assert.True((await users.CreateAsync(new Account { UserName = "dewi" })).Succeeded);
                throw new FormatException();
            }, Cancellation));
            Assert.Equal("Name of ani", (await book.Context.Users.SingleAsync(Cancellation)).Name);

            // The same scope may go on.
            await book.ChangeAsync(AccessProcess.Note, draft => { draft.Subject = "after"; return Task.CompletedTask; }, Cancellation);
            return true;
        });

        Assert.Equal(["ani"], await place.AskAsync("""SELECT "UserName" FROM "Accounts" """));
        Assert.Equal([1, 2], (await process.TrailAsync()).Select(e => e.Number));
        Assert.Equal(2, process.Changes.Version);
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.PostgreSql)]
    public async Task A_name_or_badge_that_somebody_has_is_refused_and_the_database_isn_t_blamed(Kind kind)
    {
        await using var place = await places.NewAsync(kind);
        var process = place.Process();
        await process.ChangeAsync((c, _) => c.Users.Add(new Account { Id = "1", UserName = "ani", NormalizedUserName = "ANI", BadgeDigest = "b" }));

        await Assert.ThrowsAsync<DbUpdateException>(() => process.ChangeAsync((c, _) => c.Users.Add(new Account { UserName = "Ani", NormalizedUserName = "ANI" })));
        await Assert.ThrowsAsync<DbUpdateException>(() => process.ChangeAsync((c, _) => c.Users.Add(new Account { UserName = "budi", NormalizedUserName = "BUDI", BadgeDigest = "b" })));

        Assert.Single(await process.TrailAsync());
        Assert.Null(process.Health.Problem);
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.PostgreSql)]
    public async Task A_change_inside_of_another_is_refused_instead_of_waiting_for_itself(Kind kind)
    {
        await using var place = await places.NewAsync(kind);
        var process = place.Process();

        await process.InScopeAsync(async s =>
        {
            var book = s.GetRequiredService<AccessBook>();
            var nested = await Assert.ThrowsAsync<InvalidOperationException>(() => book.ChangeAsync(
                AccessProcess.Note, draft => book.ChangeAsync(AccessProcess.Note with { What = "inner" }, _ => Task.FromResult(1), Cancellation), Cancellation));
            Assert.StartsWith("'inner' begins inside of another change", nested.Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<InvalidOperationException>(() => book.ChangeAsync(
                AccessProcess.Note, draft => process.ChangeAsync((_, _) => { }, AccessProcess.Note with { What = "other scope" }), Cancellation));
            return true;
        });

        Assert.Empty(await process.TrailAsync());
        await process.ChangeAsync((_, _) => { });
        await process.ChangeAsync((_, _) => { });
        Assert.Equal(2, (await process.TrailAsync()).Length);
    }

    [Fact]
    public async Task A_change_that_doesn_t_say_what_it_changed_isn_t_made()
    {
        await using var place = await places.NewAsync(Kind.Sqlite);
        var process = place.Process();

        var wrong = await Assert.ThrowsAsync<InvalidOperationException>(() => process.ChangeAsync((c, draft) =>
        {
            c.Kiosks.Add(new Kiosk { Id = "dapur-1" });
            draft.Subject = "";
        }));

        Assert.Contains("set Subject", wrong.Message, StringComparison.Ordinal);
        Assert.Empty(await place.AskAsync("""SELECT "Id" FROM "Kiosks" """));
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.PostgreSql)]
    public async Task Changes_of_several_processes_at_once_follow_each_other_and_none_is_lost(Kind kind)
    {
        const int Each = 15;
        await using var place = await places.NewAsync(kind);
        AccessProcess[] processes = [place.Process(), place.Process(), place.Process()];
        var id = await processes[0].CreateAsync("ani");

        await Task.WhenAll(processes.SelectMany(p => Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++)
            {
                // Read, then written: only right if nobody comes in between.
                await p.ChangeAsync((c, _) => c.Users.Single(a => a.Id == id).FailedInRow++);
            }
        }))));

        Assert.Equal(["91"], await place.AskAsync("""SELECT "Changes" FROM "State" """));
        Assert.Equal([$"{6 * Each}"], await place.AskAsync("""SELECT "FailedInRow" FROM "Accounts" """));
        var trail = await processes[0].TrailAsync();
        Assert.Equal(Enumerable.Range(1, (6 * Each) + 1).Select(n => (long)n), trail.Select(e => e.Number));
        Assert.All(trail.Zip(trail.Skip(1)), pair => Assert.Equal(AuditSeal.Hash(pair.First.Hash, pair.Second), pair.Second.Hash));
        Assert.Equal(AuditSeal.Hash(null, trail[0]), trail[0].Hash);
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.PostgreSql)]
    public async Task A_change_that_is_cancelled_while_it_waits_or_works_leaves_nothing_and_keeps_nobody_waiting(Kind kind)
    {
        await using var place = await places.NewAsync(kind);
        var process = place.Process();
        using var cancelled = new CancellationTokenSource();
        var working = new TaskCompletionSource();

        var first = process.InScopeAsync(s => s.GetRequiredService<AccessBook>().ChangeAsync(
            AccessProcess.Note,
            async draft =>
            {
                draft.Subject = "test";
                working.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancelled.Token);
                return true;
            },
            cancelled.Token));
        await working.Task;
        var second = process.InScopeAsync(s => s.GetRequiredService<AccessBook>().ChangeAsync(AccessProcess.Note, _ => Task.FromResult(true), cancelled.Token));
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        await process.ChangeAsync((_, _) => { });
        Assert.Single(await process.TrailAsync());
    }

    [Fact]
    public async Task The_clock_going_back_is_seen_in_the_trail_and_the_numbers_keep_its_order()
    {
        await using var place = await places.NewAsync(Kind.Sqlite);
        await place.Process(new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(2_000))).ChangeAsync((_, _) => { });
        var process = place.Process(new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(1_000)));
        await process.ChangeAsync((_, _) => { });

        var trail = await process.TrailAsync();
        Assert.Equal([(1L, 2_000L), (2L, 1_000L)], trail.Select(e => (e.Number, e.At)));
        Assert.Equal(AuditSeal.Hash(trail[0].Hash, trail[1]), trail[1].Hash);
    }
}
