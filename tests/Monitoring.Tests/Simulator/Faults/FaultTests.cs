using Monitoring.Simulator.Devices;
using Monitoring.Simulator.Faults;
using Monitoring.Simulator.Physics;

namespace Monitoring.Tests.Simulator.Faults;

public sealed class FaultTests
{
    private const long Start = 1_795_392_000_000;

    [Fact]
    public void A_fault_is_read_from_one_line()
    {
        Assert.Equal(
            new Fault("fryer-1", "oil_temp", FaultKind.Overheat, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1.5), TimeSpan.FromHours(1)),
            Fault.Parse("fryer-1/oil_temp:overheat@30s+1.5m/1h"));
        Assert.Equal(new Fault("fridge", null, FaultKind.DoorOpen, TimeSpan.Zero, TimeSpan.FromMinutes(1), null), Fault.Parse(" fridge:door-open "));
        Assert.Equal(TimeSpan.FromSeconds(5), Fault.Parse("gas:leak@5").Start);
    }

    [Theory]
    [InlineData("")]
    [InlineData("fryer-1")]
    [InlineData("fryer-1:melt")]
    [InlineData("fryer-1:overheat@soon")]
    [InlineData("fryer-1:overheat+10s/0")]
    [InlineData("fryer 1:overheat")]
    public void What_is_no_fault_is_refused_with_what_was_expected(string text)
    {
        var error = Assert.Throws<FormatException>(() => Fault.Parse(text));
        Assert.Contains("door-open", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_with_a_period_comes_again()
    {
        var fault = Fault.Parse("gas:leak@10s+5s/60s");
        Assert.Null(fault.OnFor(TimeSpan.FromSeconds(9)));
        Assert.Equal(TimeSpan.FromSeconds(4), fault.OnFor(TimeSpan.FromSeconds(14)));
        Assert.Null(fault.OnFor(TimeSpan.FromSeconds(15)));
        Assert.Equal(TimeSpan.FromSeconds(4), fault.OnFor(TimeSpan.FromSeconds(74)));
    }

    [Fact]
    public void A_broken_probe_sends_no_number()
    {
        var samples = Oil("fryer-1/oil_temp:broken@30s+60s");
        Assert.All(samples, s => Assert.Equal(s.Second is >= 30 and < 90, double.IsNaN(s.Value)));
        Assert.Equal(
            """{"v":null,"t":5,"q":"bad","seq":7}""",
            System.Text.Encoding.UTF8.GetString(NativePayload.Encode([new Sample("oil_temp", 5, double.NaN, 7)])));
    }

    [Fact]
    public void A_silent_signal_sends_nothing_and_its_neighbour_goes_on()
    {
        var all = Run("fryer-1/oil_temp:silence@30s+60s", "fryer-1");
        Assert.DoesNotContain(all, s => s.Signal == "oil_temp" && s.Second is >= 30 and < 90);
        Assert.Contains(all, s => s.Signal == "oil_temp" && s.Second == 90);
        Assert.Contains(all, s => s.Signal == "basket" && s.Second is >= 30 and < 90);
    }

    [Fact]
    public void A_drifting_probe_walks_away_by_one_unit_a_minute()
    {
        var right = Oil();
        var drifting = Oil("fryer-1:drift@60s+10m");
        Assert.Equal(right.Take(60), drifting.Take(60));
        Assert.Equal(5, drifting[360].Value - right[360].Value, 1);
    }

    [Fact]
    public void A_duplicate_is_the_same_reading_twice()
    {
        var samples = Oil("fryer-1/oil_temp:duplicate@30s+10s");
        Assert.All(samples.GroupBy(s => s.Second), g => Assert.Equal(g.Key is >= 30 and < 40 ? 2 : 1, g.Count()));
        Assert.All(samples.GroupBy(s => s.Second), g => Assert.Single(g.Distinct()));
    }

    [Fact]
    public void Late_readings_come_all_within_a_minute_and_out_of_order()
    {
        var right = Oil();
        var late = Oil("fryer-1/oil_temp:late@30s+60s");
        Assert.Equal(right, late.OrderBy(s => s.Sequence).Select(s => s with { SentAt = s.Second }));
        Assert.Contains(late.Zip(late.Skip(1)), p => p.First.Second > p.Second.Second);
        Assert.All(late, s => Assert.InRange(s.SentAt - s.Second, 0, 61));
        Assert.Contains(late, s => s.SentAt - s.Second > 30);
    }

    [Fact]
    public void An_overheating_fryer_passes_its_fire_limit_and_comes_back()
    {
        var samples = Oil("fryer-1/oil_temp:overheat@2s+165s");
        Assert.InRange(samples.Max(s => s.Value), 203, 210);
        Assert.InRange(samples[^1].Value, 100, 160);
    }

    [Fact]
    public void An_open_door_and_a_gas_leak_show_in_their_own_signals()
    {
        Assert.All(Run("fridge:door-open@100s+200s", "fridge").Where(s => s.Signal == "door" && s.Second is >= 100 and < 300), s => Assert.Equal(1, s.Value));
        Assert.True(Run("fridge:door-open@100s+200s", "fridge").Where(s => s.Signal == "temp").Max(s => s.Value) > 8);
        Assert.InRange(Run("gas:leak@100s+60s", "gas").Max(s => s.Value), 12, 16);
    }

    [Fact]
    public void A_fault_that_is_typed_starts_from_then()
    {
        var station = Palu.Stations(Start, new ShiftClock(TimeSpan.Zero), 1, []).Single(s => s.Equipment == "fryer-1");
        var samples = new List<Sample>();
        void Steps(int count)
        {
            for (var i = 0; i < count; i++)
            {
                station.Step(samples);
            }
        }

        Steps(100);
        station.Add(Fault.Parse("fryer-1:broken+10s"));
        Steps(20);
        Assert.Equal(9, samples.Count(s => s.Signal == "oil_temp" && double.IsNaN(s.Value)));
    }

    private static Observed[] Oil(params string[] faults) => [.. Run(faults, "fryer-1").Where(s => s.Signal == "oil_temp")];

    private static Observed[] Run(string fault, string equipment) => Run([fault], equipment);

    private static Observed[] Run(string[] faults, string equipment)
    {
        var clock = ShiftClock.StartingAt(Start, TimeSpan.FromHours(8));
        var station = Palu.Stations(Start, clock, 1, [.. faults.Select(Fault.Parse)]).Single(s => s.Equipment == equipment);
        var began = station.NextTime;
        var all = new List<Observed>();
        for (var second = 0; second < 600; second++)
        {
            var wire = new List<Sample>();
            station.Step(wire);
            all.AddRange(wire.Select(s => new Observed(s.Signal, (s.Time - began) / 1000, (station.Time - began) / 1000, s.Value, s.Sequence)));
        }

        return [.. all];
    }

    private sealed record Observed(string Signal, long Second, long SentAt, double Value, long Sequence);
}
