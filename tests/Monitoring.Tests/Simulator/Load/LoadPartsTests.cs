using System.Text;
using Monitoring.Simulator.Load;

namespace Monitoring.Tests.Simulator.Load;

public sealed class LoadPartsTests
{
    [Fact]
    public void Percentiles_are_nearest_ranks_within_two_percent()
    {
        var histogram = new LatencyHistogram();
        Assert.Equal(TimeSpan.Zero, histogram.Percentile(0.5));
        for (var i = 1; i <= 10_000; i++)
        {
            histogram.Record(TimeSpan.FromMicroseconds(i));
        }

        Assert.InRange(histogram.Percentile(0.5).TotalMicroseconds, 5000, 5100);
        Assert.InRange(histogram.Percentile(0.99).TotalMicroseconds, 9900, 10_000);
        Assert.Equal(TimeSpan.FromMicroseconds(100), histogram.Percentile(0.01));
        Assert.Equal(TimeSpan.FromMicroseconds(1), histogram.Percentile(0));
        Assert.Equal(TimeSpan.FromMicroseconds(10_000), histogram.Percentile(1));
        Assert.Equal(10_000, histogram.Maximum);
    }

    [Fact]
    public void Histograms_add_up_and_hold_any_latency()
    {
        var one = new LatencyHistogram();
        one.Record(TimeSpan.FromMicroseconds(10));
        one.Record(TimeSpan.FromMicroseconds(-5));
        var other = new LatencyHistogram();
        other.Record(TimeSpan.FromDays(10_000));
        one.Add(other);

        Assert.Equal(3, one.Count);
        Assert.Equal(TimeSpan.Zero, one.Percentile(0.1));
        Assert.Equal(TimeSpan.FromMicroseconds(10), one.Percentile(0.5));
        Assert.Equal(TimeSpan.FromDays(10_000), one.Percentile(1));
    }

    [Fact]
    public void Acknowledgements_are_found_wherever_the_stream_is_cut()
    {
        byte[] stream = [0x20, 2, 0, 0, 0x40, 2, 0, 1, 0xD0, 0, 0x40, 2, 0x12, 0x34];
        for (var cut = 0; cut <= stream.Length; cut++)
        {
            var reader = new AckReader();
            var ids = new List<ushort>();
            reader.Read(stream.AsSpan(0, cut), ids.Add);
            reader.Read(stream.AsSpan(cut), ids.Add);
            Assert.True(reader.Accepted);
            Assert.Equal([1, 0x1234], ids);
        }
    }

    [Fact]
    public void A_refused_connection_is_an_error_with_its_code()
    {
        var error = Assert.Throws<IOException>(() => new AckReader().Read([0x20, 2, 0, 5], _ => { }));
        Assert.Contains("code 5", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_window_gives_room_back_in_order_and_counts_what_came_out_of_order()
    {
        var window = new InFlightWindow(3);
        ushort[] ids = [.. Enumerable.Range(0, 3).Select(n => window.Add(new Sent(n, 0, 0, 0, 0)))];
        Assert.Equal(0, window.Room);

        Assert.True(window.TryAcknowledge(ids[1], out var sent));
        Assert.Equal(1, sent.Sensor);
        Assert.Equal(0, window.Room);
        Assert.False(window.TryAcknowledge(ids[1], out _));
        Assert.Equal([0, 2], window.Unacknowledged().Select(u => u.Sent.Sensor));

        Assert.True(window.TryAcknowledge(ids[0], out _));
        Assert.Equal(2, window.Room);
        Assert.Equal(1, window.OutOfOrder);
        Assert.False(window.TryAcknowledge(999, out _));
        Assert.False(window.TryAcknowledge(0, out _));
    }

    [Fact]
    public void Packet_ids_go_round_and_are_never_zero()
    {
        var window = new InFlightWindow(100);
        for (var n = 0; n < 200_000; n++)
        {
            var id = window.Add(new Sent(n, 0, 0, 0, 0));
            Assert.NotEqual(0, id);
            Assert.True(window.TryAcknowledge(id, out var sent));
            Assert.Equal(n, sent.Sensor);
        }

        Assert.Equal((100, 0L), (window.Room, window.OutOfOrder));
    }

    [Fact]
    public void A_long_packet_says_its_length_in_several_bytes()
    {
        var packet = MqttPackets.Publish("a/b", new byte[200], out var idAt);
        Assert.Equal([0x32, 0xCF, 0x01, 0, 3], packet[..5]);
        Assert.Equal((8, 210), (idAt, packet.Length));
    }

    [Fact]
    public void A_template_becomes_a_reading_by_four_patches()
    {
        var template = new ReadingTemplate("v1/load/area-00/sensor-00/value");
        var bytes = new byte[template.Length];
        template.Write(bytes, 258, 23_007, 1_795_392_000_123, 1_000_000_042);
        Assert.EndsWith("""{"v":23.007,"t":1795392000123,"seq":1000000042}""", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        Assert.Equal([1, 2], bytes[(2 + 2 + 31)..][..2]);
    }

    [Fact]
    public void A_driven_sensor_is_below_first_then_half_the_time_over()
    {
        var drive = new AlertDrive(10, TimeSpan.FromSeconds(5));
        Assert.False(drive.IsHigh(11, TimeSpan.FromSeconds(7)));
        Assert.All(Enumerable.Range(0, 100), n => Assert.False(drive.IsHigh(n * 10, TimeSpan.FromSeconds(4.9))));
        Assert.True(drive.IsHigh(0, TimeSpan.FromSeconds(5)));
        Assert.False(drive.IsHigh(0, TimeSpan.FromSeconds(10)));
        Assert.InRange(Enumerable.Range(0, 100).Count(n => drive.IsHigh(n * 10, TimeSpan.FromSeconds(62))), 45, 55);
        Assert.DoesNotContain(Enumerable.Range(0, 100), n => new AlertDrive(0, TimeSpan.FromSeconds(5)).IsHigh(n, TimeSpan.FromSeconds(7)));
    }

    [Fact]
    public void Processor_time_is_read_past_any_program_name() =>
        Assert.Equal(TimeSpan.FromSeconds(3.5), ProcessorTime.Parse("42 (a) b) S 1 2 3 4 5 6 7 8 9 10 300 50 0 0 20 0 8 0 12345"));

    [Fact]
    public void A_plan_names_every_sensor_of_the_load()
    {
        var plan = LoadPlan.Write(45);
        Assert.Equal(3, plan.Split("kind: kitchen").Length - 1);
        Assert.Equal(45, plan.Split("- id: sensor-").Length - 1);
        Assert.Contains("hi: 90", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("\r", plan, StringComparison.Ordinal);
    }
}
