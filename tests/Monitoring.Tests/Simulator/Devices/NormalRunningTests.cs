using Monitoring.Simulator.Devices;
using Monitoring.Simulator.Physics;

namespace Monitoring.Tests.Simulator.Devices;

/// <summary>A day of every station, held against the default rule pack.</summary>
public sealed class NormalRunningTests
{
    private const long Start = 1_795_392_000_000;

    /// <summary>Signal, lowest, highest, and how many seconds it may be at or beyond.</summary>
    private static readonly (string Signal, double Low, double High, double Seconds)[] Limits =
    [
        ("oil_temp", double.NegativeInfinity, 160, 0),
        ("tpm", double.NegativeInfinity, 20, 0),
        ("fridge/temp", 0, 5, 20 * 60),
        ("fridge/temp", 0, 8, 5 * 60),
        ("freezer/temp", double.NegativeInfinity, -15, 20 * 60),
        ("door", double.NegativeInfinity, 1, 90),
        ("sanitiser", 50, 200, 0),
        ("lpg", double.NegativeInfinity, 10, 0),
        ("packing/humidity", 0, 55, 0),
        ("yarn-store/humidity", 40, 65, 0),
    ];

    [Theory]
    [InlineData(1, 8)]
    [InlineData(2, 0)]
    [InlineData(3, 21)]
    [InlineData(4, 13)]
    public void A_day_of_normal_running_comes_near_no_limit(int seed, int startHour)
    {
        foreach (var station in Day(seed, startHour))
        {
            foreach (var (signal, low, high, allowed) in Limits)
            {
                var samples = station.Value.Where(s => $"{station.Key}/{s.Signal}".EndsWith(signal, StringComparison.Ordinal)).ToArray();
                var longest = LongestSeconds(samples, v => v <= low || v >= high);
                Assert.True(longest <= allowed, $"{station.Key} {signal} was beyond {low} to {high} for {longest} s with seed {seed}");
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void While_the_basket_is_in_the_oil_is_below_130_for_less_than_its_delay_of_a_minute(int seed)
    {
        foreach (var (_, samples) in Day(seed, 8).Where(s => s.Key.StartsWith("kitchen/fryer", StringComparison.Ordinal)))
        {
            var frying = false;
            var below = new List<Sample>();
            foreach (var sample in samples)
            {
                frying = sample.Signal == "basket" ? sample.Value >= 1 : frying;
                if (sample.Signal == "oil_temp")
                {
                    below.Add(sample with { Value = frying ? sample.Value : 145 });
                }
            }

            Assert.InRange(LongestSeconds([.. below], v => v <= 130), 5, 57);
        }
    }

    [Fact]
    public void Every_value_is_physically_possible_and_every_counter_only_grows()
    {
        foreach (var (station, samples) in Day(5, 8))
        {
            foreach (var signal in samples.GroupBy(s => s.Signal))
            {
                Assert.All(signal, s => Assert.InRange(s.Value, -50, 400 + (s.Signal is "light" or "pieces" or "washes" ? 10_000 : 0)));
                Assert.True(signal.Key is not ("pieces" or "washes") || signal.Zip(signal.Skip(1)).All(p => p.Second.Value >= p.First.Value), station);
            }
        }
    }

    [Fact]
    public void A_shift_shows_in_the_counters_the_light_and_the_batches()
    {
        var day = Day(6, 0);
        double Last(string station, string signal) => day[station].Last(s => s.Signal == signal).Value;

        Assert.InRange(Last("kitchen/hand-wash", "washes"), 150, 500);
        Assert.InRange(Last("workshop/table-1", "pieces"), 700, 1500);
        Assert.InRange(day["workshop/room"].First(s => s.Signal == "light").Value, 0, 20);
        Assert.InRange(day["workshop/room"].Where(s => s.Signal == "light").Max(s => s.Value), 600, 800);
        Assert.Equal(24 * 3600, day["kitchen/fryer-1"].Count(s => s.Signal == "oil_temp"));
        Assert.Equal(12, day["kitchen/hand-wash"].Count(s => s.Signal == "sanitiser"));
    }

    [Fact]
    public void The_same_seed_gives_the_same_readings_and_another_gives_others()
    {
        var once = Day(1, 8, hours: 1);
        var again = Day(1, 8, hours: 1);
        var other = Day(2, 8, hours: 1);

        Assert.All(once, station => Assert.Equal(station.Value, again[station.Key]));
        Assert.NotEqual(once["kitchen/fryer-1"], other["kitchen/fryer-1"]);
    }

    [Fact]
    public void The_demonstration_shows_a_gas_alarm_within_a_minute_and_a_fryer_on_fire_within_two()
    {
        var run = Run(1, 8, Palu.Incidents, seconds: 1260);
        long[] Times(string station, string signal, double limit) =>
            [.. run[station].Where(s => s.Signal == signal && s.Value >= limit).Select(s => (s.Time - Start) / 1000)];

        var gas = Times("kitchen/gas", "lpg", 10);
        var fire = Times("kitchen/fryer-2", "oil_temp", 200);
        Assert.InRange(gas.Min(), 15, 30);
        Assert.Contains(gas, t => t - gas.Min() is >= 5 and <= 20);
        Assert.InRange(fire.Min(), 60, 110);
        Assert.Contains(fire, t => t is > 300 and < 900);
        Assert.Empty(Times("kitchen/fryer-1", "oil_temp", 160));
        Assert.True(run["kitchen/fryer-2"].Last(s => s.Signal == "oil_temp" && s.Time < Start + 500_000).Value < 160);
    }

    private static Dictionary<string, List<Sample>> Day(int seed, int startHour, int hours = 24) => Run(seed, startHour, [], hours * 3600);

    private static Dictionary<string, List<Sample>> Run(int seed, int startHour, IReadOnlyCollection<Monitoring.Simulator.Faults.Fault> faults, int seconds)
    {
        var clock = ShiftClock.StartingAt(Start, TimeSpan.FromHours(startHour));
        return Palu.Stations(Start, clock, seed, faults).ToDictionary(s => $"{s.Area}/{s.Equipment}", station =>
        {
            var samples = new List<Sample>();
            for (var i = 0; i < seconds; i++)
            {
                station.Step(samples);
            }

            return samples;
        });
    }

    private static double LongestSeconds(IReadOnlyList<Sample> samples, Func<double, bool> beyond)
    {
        double longest = 0;
        long? since = null;
        foreach (var sample in samples)
        {
            since = beyond(sample.Value) ? since ?? sample.Time : null;
            // One sample beyond counts as a second at least.
            longest = Math.Max(longest, since is { } start ? ((sample.Time - start) / 1000.0) + 1 : 0);
        }

        return longest;
    }
}
