using System.Net;
using Microsoft.Extensions.Time.Testing;
using Monitoring.Ingest.Devices;

namespace Monitoring.Tests.Devices;

public sealed class GuessGuardTests
{
    private readonly FakeTimeProvider time = new();
    private readonly GuessGuard guard;

    public GuessGuardTests() => guard = new GuessGuard(time);

    [Fact]
    public void After_five_wrong_guesses_each_further_one_waits_twice_as_long_up_to_a_minute()
    {
        Fail(5);
        var waits = new List<double>();
        for (var i = 0; i < 9; i++)
        {
            waits.Add(WaitNow());
            Fail(1);
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60, 60], waits);
    }

    [Fact]
    public void Others_at_the_same_address_and_the_device_at_another_are_not_held_up()
    {
        Fail(20);
        Assert.False(guard.MayTry("10.0.0.7", "fryer"));
        Assert.True(guard.MayTry("10.0.0.7", "fridge"));
        Assert.True(guard.MayTry("10.0.0.8", "fryer"));
    }

    [Fact]
    public void A_right_password_makes_up_for_the_wrong_ones()
    {
        Fail(4);
        guard.Succeeded("10.0.0.7", "fryer");
        Fail(4);
        Assert.True(guard.MayTry("10.0.0.7", "fryer"));
    }

    [Fact]
    public void After_a_quarter_of_an_hour_of_peace_it_begins_anew()
    {
        Fail(20);
        time.Advance(TimeSpan.FromMinutes(15));
        Fail(1);
        Assert.True(guard.MayTry("10.0.0.7", "fryer"));
    }

    [Fact]
    public void However_many_guess_from_however_many_addresses_it_remembers_so_many_and_the_busy_ones_first()
    {
        Fail(20);
        for (var i = 0; i < 100_000; i++)
        {
            guard.Failed($"10.{i >> 16}.{(i >> 8) & 255}.{i & 255}", "");
            if (i % 1_000 == 0)
            {
                Fail(1);
            }
        }

        Assert.Equal(GuessGuard.Most, guard.Count);
        Assert.False(guard.MayTry("10.0.0.7", "fryer"));
    }

    [Theory]
    [InlineData("10.0.0.7", "10.0.0.7")]
    [InlineData("::ffff:10.0.0.7", "10.0.0.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    [InlineData("::1", "::1")]
    public void An_address_is_counted_as_what_one_hand_holds(string address, string counted) =>
        Assert.Equal(counted, GuessGuard.Of(new IPEndPoint(IPAddress.Parse(address), 1883)));

    [Fact]
    public void What_is_no_address_of_the_internet_is_one_address() => Assert.Equal("", GuessGuard.Of(null));

    private void Fail(int times)
    {
        for (var i = 0; i < times; i++)
        {
            guard.Failed("10.0.0.7", "fryer");
        }
    }

    private double WaitNow()
    {
        var seconds = 0;
        while (!guard.MayTry("10.0.0.7", "fryer"))
        {
            time.Advance(TimeSpan.FromSeconds(1));
            seconds++;
        }

        return seconds;
    }
}
