using System.Net;
using Microsoft.Extensions.Time.Testing;
using Monitoring.Server.Access.Passwords;

namespace Monitoring.Tests.Server.Access;

public sealed class FailureTimeTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider clock = new(Noon);

    [Fact]
    public void A_clock_that_is_set_back_makes_no_lock_longer_than_it_was()
    {
        var rows = new FailureRows(Backoff.OfPerson, 10, clock);
        for (var failure = 0; failure < 5; failure++)
        {
            rows.Fail("RAHMA");
        }

        clock.AdjustTime(Noon - TimeSpan.FromHours(1));
        Assert.Equal(TimeSpan.FromSeconds(30), rows.LockedFor("RAHMA"));
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Null(rows.LockedFor("RAHMA"));
    }

    [Fact]
    public void A_clock_that_is_set_back_keeps_no_address_waiting()
    {
        var budget = new FailureBudget(clock);
        while (budget.Take(IPAddress.Loopback) is null)
        {
            Assert.InRange(budget.Count, 1, 1);
        }

        clock.AdjustTime(Noon - TimeSpan.FromHours(1));
        Assert.Equal(TimeSpan.FromSeconds(2), budget.WaitFor(IPAddress.Loopback));
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(budget.Take(IPAddress.Loopback));
    }

    [Fact]
    public void An_attempt_that_is_taken_back_leaves_the_others_their_age()
    {
        var rows = new FailureRows(Backoff.OfPerson, 10, clock);
        rows.Fail("RAHMA");
        clock.Advance(TimeSpan.FromMinutes(10));
        rows.TakeBack("RAHMA", null, rows.Fail("RAHMA"));
        clock.Advance(TimeSpan.FromMinutes(4));
        var third = rows.Fail("RAHMA");
        Assert.Equal(2, third.Failures);
        rows.TakeBack("RAHMA", null, third);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, rows.Fail("RAHMA").Failures);
    }

    [Fact]
    public void No_wait_is_longer_than_failures_are_kept()
    {
        Backoff[] all = [Backoff.OfPerson, Backoff.OfName, Backoff.OfKiosk];
        Assert.All(all, b => Assert.InRange(b.Longest, b.First, Backoff.Forgotten));
    }
}
