using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Monitoring.Records.Access;
using Monitoring.Server.Access.Passwords;
using Monitoring.Server.Access.SignIn;
using Monitoring.Tests.History.Store;

namespace Monitoring.Tests.Server.Access;

public sealed class PasswordGateTests : SetUpServer
{
    [Fact]
    public async Task Who_guesses_from_one_address_shuts_nobody_out_elsewhere()
    {
        await Server.GuessFromAsync("rahma", addresses: 1);
        Assert.Equal(GateOutcome.Locked, await TryAsync("10.0.1.1"));
        Assert.Equal(GateOutcome.Open, await TryAsync("10.0.2.1"));
        Assert.Equal(GateOutcome.Locked, await TryAsync("10.0.1.1"));
    }

    [Fact]
    public async Task One_network_is_one_address()
    {
        for (var guess = 1; guess <= 5; guess++)
        {
            Assert.Equal(GateOutcome.Wrong, await TryAsync($"2001:db8::{guess}", "not the password at all"));
        }

        Assert.Equal(GateOutcome.Locked, await TryAsync("2001:db8::99"));
        Assert.Equal(GateOutcome.Open, await TryAsync("2001:db8:0:1::1"));
    }

    [Fact]
    public async Task Fifty_failures_lock_the_name_everywhere_and_the_account_keeps_that_over_a_restart()
    {
        await Server.GuessFromAsync("rahma", addresses: 10);
        Assert.Equal(GateOutcome.Locked, await TryAsync("10.0.2.1"));
        await EventuallyKeptAsync(50);
        var restarted = Gate(Server.Services.GetRequiredService<PasswordWork>());
        Assert.Equal(GateOutcome.Locked, (await restarted.TryAsync("rahma", AccessServer.Password, null, AccessServer.RequestFrom("10.0.2.1"), Browser.Cancellation)).Outcome);

        Server.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(GateOutcome.Wrong, await TryAsync("10.0.2.1", "not the password at all"));
        await EventuallyKeptAsync(51);

        // The one that somebody tries each quarter of an hour doesn't keep the name locked.
        for (var quarter = 0; quarter < 3; quarter++)
        {
            Server.Clock.Advance(Backoff.Forgotten);
            Assert.Equal(GateOutcome.Wrong, await TryAsync("10.0.3.1", "not the password at all"));
        }

        Assert.Equal(GateOutcome.Open, await TryAsync("10.0.2.1"));
        Assert.Equal(0, await Server.InDatabaseAsync(d => d.Users.CountAsync(a => a.FailedInRow > 0 || a.LockedUntil != null, Browser.Cancellation)));
    }

    [Fact]
    public async Task A_lock_further_off_than_any_wait_is_of_a_clock_that_was_set_back()
    {
        var until = (Server.Clock.GetUtcNow() + TimeSpan.FromHours(3)).ToUnixTimeMilliseconds();
        await Server.InDatabaseAsync(d => d.Users.ExecuteUpdateAsync(s => s.SetProperty(a => a.FailedInRow, 50).SetProperty(a => a.LockedUntil, (long?)until), Browser.Cancellation));
        Assert.Equal(GateOutcome.Open, await TryAsync("10.0.2.1"));
    }

    [Fact]
    public async Task Attempts_that_are_broken_off_cost_their_address_and_not_the_name()
    {
        using var hasher = new HeldHasher(Server.Services.GetRequiredService<IOptions<PasswordHasherOptions>>());
        using var work = new PasswordWork(hasher);
        var gate = Gate(work);
        var held = Fill(work, 1);
        for (var attempt = 0; attempt < 60; attempt++)
        {
            using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Browser.Cancellation);
            var answer = gate.TryAsync("rahma", "not the password at all", null, AccessServer.RequestFrom("10.0.2.1"), leaving.Token);
            await StoreSteps.EventuallyAsync(() => work.Waiting == 2);
            await leaving.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        }

        var refused = await gate.TryAsync("rahma", AccessServer.Password, null, AccessServer.RequestFrom("10.0.2.1"), Browser.Cancellation);
        Assert.Equal((GateOutcome.Locked, true), (refused.Outcome, refused.Wait <= TimeSpan.FromSeconds(2)));
        hasher.Release();
        await Task.WhenAll(held);
        Assert.Equal(GateOutcome.Open, (await gate.TryAsync("rahma", AccessServer.Password, null, AccessServer.RequestFrom("10.0.2.2"), Browser.Cancellation)).Outcome);
    }

    [Fact]
    public async Task Whoever_succeeds_pays_nothing()
    {
        for (var time = 0; time < 70; time++)
        {
            Assert.Equal(GateOutcome.Open, await TryAsync("10.0.2.1"));
        }
    }

    [Fact]
    public async Task A_full_waiting_room_of_the_sign_in_locks_nobody_and_keeps_no_kiosk_outside()
    {
        using var hasher = new HeldHasher(Server.Services.GetRequiredService<IOptions<PasswordHasherOptions>>());
        using var work = new PasswordWork(hasher);
        var gate = Gate(work);
        var held = Fill(work, 64);
        for (var attempt = 0; attempt < 6; attempt++)
        {
            await Assert.ThrowsAsync<BusyException>(() => gate.TryAsync("rahma", AccessServer.Password, null, AccessServer.RequestFrom("10.0.2.1"), Browser.Cancellation));
        }

        var kiosk = work.IsPinRightAsync(null, null, "739102", Browser.Cancellation);
        Assert.Equal(65, work.Waiting);
        hasher.Release();
        Assert.False(await kiosk);
        await Task.WhenAll(held);
        Assert.Equal(GateOutcome.Open, (await gate.TryAsync("rahma", AccessServer.Password, null, AccessServer.RequestFrom("10.0.2.1"), Browser.Cancellation)).Outcome);
    }

    private async Task<GateOutcome> TryAsync(string address, string password = AccessServer.Password) =>
        (await Server.Services.GetRequiredService<PasswordGate>().TryAsync("rahma", password, null, AccessServer.RequestFrom(address), Browser.Cancellation)).Outcome;

    private Task EventuallyKeptAsync(int failures) => StoreSteps.EventuallyAsync(() =>
        Server.InDatabaseAsync(d => d.Users.AnyAsync(a => a.FailedInRow == failures && a.LockedUntil != null, Browser.Cancellation)));

    /// <summary>As after a restart: nothing is in memory.</summary>
    private PasswordGate Gate(PasswordWork work) => new(
        Server.Services.GetRequiredService<IDbContextFactory<AccessContext>>(),
        work,
        Server.Services.GetRequiredService<SecondFactor>(),
        Server.Services.GetRequiredService<RefusalBook>(),
        Server.Clock);

    /// <summary>Until so many wait.</summary>
    private static List<Task<bool>> Fill(PasswordWork work, int waiting)
    {
        var held = new List<Task<bool>>();
        while (work.Waiting < waiting)
        {
            held.Add(work.IsRightAsync(null, null, "not the password at all", Browser.Cancellation));
        }

        return held;
    }

    /// <summary>Compares when it is told to.</summary>
    private sealed class HeldHasher(IOptions<PasswordHasherOptions> options) : PasswordHasher<Account>(options), IDisposable
    {
        private readonly ManualResetEventSlim released = new();

        public void Release() => released.Set();

        public override PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
        {
            // Not longer than its test: a failed assertion must not leave a thread waiting for a release that never comes.
            released.Wait(Browser.Cancellation);
            return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }

        public void Dispose() => released.Dispose();
    }
}
