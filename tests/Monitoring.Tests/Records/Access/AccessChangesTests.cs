using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Monitoring.Domain.Devices;
using Monitoring.Records.Access;
using Monitoring.Tests.History.Store;

namespace Monitoring.Tests.Records.Access;

public sealed class AccessChangesTests(AccessPlaces places)
{
    private static readonly DeviceAddress Fryer = new("palu", "kitchen", "fryer-1");

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.PostgreSql)]
    public async Task A_change_of_this_process_is_told_before_its_caller_goes_on_and_another_s_within_two_seconds(Kind kind)
    {
        await using var place = await places.NewAsync(kind);
        var clock = new FakeTimeProvider();
        var (here, there) = (await place.StartAsync(clock), place.Process());
        var told = 0;
        using (here.Changes.OnChange(() => Interlocked.Increment(ref told)))
        {
            await here.ChangeAsync((_, _) => { });
            Assert.Equal(1, told);

            await there.ChangeAsync((_, _) => { });
            await StoreSteps.EventuallyAsync(() =>
            {
                clock.Advance(TimeSpan.FromSeconds(2));
                return Volatile.Read(ref told) >= 2;
            });
            Assert.Equal(2, here.Changes.Version);
        }

        await here.ChangeAsync((_, _) => { });
        Assert.Equal(2, told);
    }

    [Fact]
    public async Task One_who_fails_to_take_a_change_in_keeps_nobody_else_from_it()
    {
        await using var place = await places.NewAsync(Kind.Sqlite);
        var process = place.Process();
        var told = 0;
        using var first = process.Changes.OnChange(() => throw new FormatException());
        using var second = process.Changes.OnChange(() => told++);

        await process.ChangeAsync((_, _) => { });

        Assert.Equal(1, told);
        Assert.Single(process.Log, l => l.Level == LogLevel.Error && l.Text.Contains("failed to take one in", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.PostgreSql)]
    public async Task Devices_that_another_process_registers_renews_or_revokes_are_in_the_roster_or_gone_from_it(Kind kind)
    {
        await using var place = await places.NewAsync(kind);
        var there = place.Process();
        await there.ChangeAsync((c, _) => c.Devices.Add(Registered("fryer-1", "A1")));
        await there.ChangeAsync((c, _) => c.Devices.Add(Registered("fryer-2", null, revokedAt: 5)));
        var clock = new FakeTimeProvider();
        var here = await place.StartAsync(clock);
        var first = here.Devices.Current.Find(Fryer.UserName);
        Assert.NotNull(first);
        Assert.Same(first, here.Devices.Current.FindCertificate("a1"));
        Assert.Null(here.Devices.Current.Find("palu.kitchen.fryer-2"));
        var changed = 0;
        here.Devices.Changed += () => Interlocked.Increment(ref changed);

        await there.ChangeAsync((c, _) => c.Devices.Single(d => d.Id == "fryer-1").Credential = Guid.NewGuid());
        await SoonAsync(() => here.Devices.Current.Find(Fryer.UserName) is { } device && device.Credential != first.Credential);

        await there.ChangeAsync((c, _) => c.Devices.Single(d => d.Id == "fryer-1").RevokedAt = 7);
        await SoonAsync(() => here.Devices.Current.Find(Fryer.UserName) is null);
        await StoreSteps.EventuallyAsync(() => Volatile.Read(ref changed) == 2);

        Task SoonAsync(Func<bool> condition) => StoreSteps.EventuallyAsync(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(2));
            return condition();
        });
    }

    [Fact]
    public async Task Devices_of_this_process_s_own_change_are_there_at_once_without_any_poll()
    {
        await using var place = await places.NewAsync(Kind.Sqlite);
        var here = await place.StartAsync(new FakeTimeProvider());

        await here.ChangeAsync((c, _) => c.Devices.Add(Registered("fryer-1", null)));

        await StoreSteps.EventuallyAsync(() => here.Devices.Current.Find(Fryer.UserName) is not null);
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.PostgreSql)]
    public async Task Two_devices_in_force_never_share_a_certificate(Kind kind)
    {
        await using var place = await places.NewAsync(kind);
        var process = place.Process();
        await process.ChangeAsync((c, _) => c.Devices.AddRange(Registered("fryer-1", "A1"), Registered("fryer-2", "A1", revokedAt: 1), Registered("fryer-3", null), Registered("fryer-4", null)));

        await Assert.ThrowsAsync<DbUpdateException>(() => process.ChangeAsync((c, _) => c.Devices.Add(Registered("fryer-5", "A1"))));
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.PostgreSql)]
    public async Task Devices_that_cannot_be_read_stay_as_they_were_which_is_said_once(Kind kind)
    {
        await using var place = await places.NewAsync(kind);
        var clock = new FakeTimeProvider();
        var here = await place.StartAsync(clock);
        await here.ChangeAsync((c, _) => c.Devices.Add(Registered("fryer-1", null)));
        await StoreSteps.EventuallyAsync(() => here.Devices.Current.Credentials.Length == 1);
        await place.ExecuteAsync("""ALTER TABLE "Devices" RENAME TO "Gone" """);

        await here.ChangeAsync((_, _) => { });
        await StoreSteps.EventuallyAsync(() => Said(here) == 1);
        clock.Advance(TimeSpan.FromSeconds(2));
        await here.ChangeAsync((_, _) => { });
        Assert.Single(here.Devices.Current.Credentials);

        await place.ExecuteAsync("""ALTER TABLE "Gone" RENAME TO "Devices" """);
        await place.ExecuteAsync("""DELETE FROM "Devices" """);
        await StoreSteps.EventuallyAsync(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(2));
            return here.Devices.Current.Credentials.IsEmpty;
        });
        Assert.Equal(1, Said(here));

        static int Said(AccessProcess process) => process.Log.Count(l => l.Text.Contains("devices can't be read", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.PostgreSql)]
    public async Task A_database_that_cannot_be_read_is_a_problem_until_it_can(Kind kind)
    {
        await using var place = await places.NewAsync(kind);
        var clock = new FakeTimeProvider();
        var here = await place.StartAsync(clock);
        Assert.Null(here.Health.Problem);
        await place.ExecuteAsync("""ALTER TABLE "State" RENAME TO "Gone" """);
        await PassesUntilAsync(() => here.Health.Problem is not null);
        Assert.Contains(kind == Kind.Sqlite ? "access.db' can't be used" : "The database 'd", here.Health.Problem, StringComparison.Ordinal);
        Assert.Contains("(since ", here.Health.Problem, StringComparison.Ordinal);

        await place.ExecuteAsync("""ALTER TABLE "Gone" RENAME TO "State" """);
        await PassesUntilAsync(() => here.Health.Problem is null);

        Assert.Single(here.Log, l => l.Level == LogLevel.Error && !l.Text.Contains("devices", StringComparison.Ordinal));
        Assert.Single(here.Log, l => l.Text.StartsWith("The access database works again", StringComparison.Ordinal));

        Task PassesUntilAsync(Func<bool> condition) => StoreSteps.EventuallyAsync(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(2));
            return condition();
        });
    }

    private static Device Registered(string id, string? thumbprint, long? revokedAt = null) => new()
    {
        Facility = "palu",
        Area = "kitchen",
        Id = id,
        Credential = Guid.NewGuid(),
        PasswordHash = thumbprint is null ? "$7$101$AA==$AA==" : null,
        CertificateThumbprint = thumbprint,
        CreatedBy = "ani",
        RevokedAt = revokedAt,
    };
}
