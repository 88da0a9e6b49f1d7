using Microsoft.Extensions.Time.Testing;
using Monitoring.Simulator.Load;

namespace Monitoring.Tests.Simulator.Load;

public sealed class AlertProbeTests
{
    private readonly FakeTimeProvider time = new();
    private readonly LoadSensor sensor = new(0);
    private readonly AlertProbe probe;

    public AlertProbeTests() => probe = new AlertProbe(new Uri("http://localhost/"), null, time);

    [Fact]
    public void An_alert_is_timed_from_the_publish_of_the_reading_that_it_began_with()
    {
        Expect(1000);
        time.Advance(TimeSpan.FromMilliseconds(3));
        Take("activeUnacknowledged", 1000);

        Assert.Equal(TimeSpan.FromMilliseconds(3), probe.Latency.Percentile(0.5));
        Assert.Equal((1L, 0L, 0), (probe.Latency.Count, probe.Missed, probe.Waiting));
    }

    [Fact]
    public void An_alert_that_comes_back_under_its_old_condition_is_known_by_its_edge()
    {
        Expect(1000);
        Take("activeUnacknowledged", 1000);
        Take("returnedUnacknowledged", 1000);
        Expect(2000);
        Take("activeUnacknowledged", 1000);

        Assert.Equal((2L, 0L, 0), (probe.Latency.Count, probe.Missed, probe.Waiting));
    }

    [Fact]
    public void An_alert_that_a_later_one_overtakes_is_missed()
    {
        Expect(1000);
        Expect(2000);
        Take("activeUnacknowledged", 2000);

        Assert.Equal((1L, 1L, 0), (probe.Latency.Count, probe.Missed, probe.Waiting));
    }

    [Fact]
    public void Old_alarms_and_repeated_frames_are_no_alerts()
    {
        Take("activeUnacknowledged", 500);
        Expect(1000);
        Take("activeUnacknowledged", 500);

        Assert.Equal((0L, 0L, 1), (probe.Latency.Count, probe.Missed, probe.Waiting));
    }

    private void Expect(long readingTime) => probe.Expect(sensor, readingTime, time.GetTimestamp());

    private void Take(string state, long conditionStart) =>
        probe.Take(new AlarmFrame(false, [new SeenAlarm("load", sensor.Area, sensor.Equipment, state, conditionStart)]), time.GetTimestamp());
}
