using System.Text;
using Monitoring.Domain.Alarms;
using Monitoring.Grains.Ports;
using Monitoring.History.Influx;
using Monitoring.Tests.Records.Alarms;

namespace Monitoring.Tests.History.Influx;

public sealed class AlarmLinesTests
{
    private static readonly AlarmEdge Fire = RecordsFolder.Edge(1) with { At = 1_795_000_205_000 };

    [Fact]
    public void An_entry_is_one_point_at_the_time_when_it_happened()
    {
        var edge = Fire with { Kind = EdgeKind.AcknowledgedAgain, By = "Bu \"Ani\"" };
        var line = LineReader.Read(Assert.Single(Lines(0, Entry(7, edge))));

        Assert.Equal("alarm", line.Measurement);
        Assert.Equal(
            ["area=kitchen", "equipment=fryer-1", "facility=palu", "kind=acknowledgedAgain", "priority=high", "rule=fire", "signal=oil_temp"],
            line.Tags.Select(t => $"{t.Key}={t.Value}"));
        Assert.Equal(
            new Dictionary<string, object> { ["n"] = 1L, ["alarm"] = edge.Alarm.Id, ["value"] = 203.4, ["by"] = "Bu \"Ani\"", ["number"] = 7L }.OrderBy(f => f.Key),
            line.Fields.OrderBy(f => f.Key));
        Assert.Equal(edge.At, line.Time);
    }

    [Fact]
    public void What_an_entry_does_not_have_is_left_out()
    {
        var line = LineReader.Read(Assert.Single(Lines(0, Entry(1, Fire with { Alarm = Fire.Alarm with { Value = double.NaN } }))));
        Assert.Equal(["alarm", "n", "number"], line.Fields.Keys.Order());
    }

    [Fact]
    public void Two_people_who_acknowledge_in_the_same_millisecond_are_two_points_and_the_same_two_when_they_are_sent_again()
    {
        JournalEntry[] entries =
        [
            Entry(1, Fire),
            Entry(2, Fire with { Kind = EdgeKind.AcknowledgedAgain, By = "ani" }),
            Entry(3, Fire with { Kind = EdgeKind.AcknowledgedAgain, By = "dewi" }),
            Entry(4, Fire with { Kind = EdgeKind.AcknowledgedAgain, By = "rahma", At = Fire.At + 1 }),
        ];
        var lines = Lines(0, entries);

        Assert.Equal([0L, 0, 1, 2], lines.Select(l => LineReader.Read(l).Time - Fire.At));
        Assert.Equal(lines[2..], Lines(2, entries));
        Assert.Equal(lines[3..], Lines(3, entries));
    }

    private static JournalEntry Entry(long number, AlarmEdge edge) => new(number, RecordsFolder.Kitchen, edge);

    private static string[] Lines(long after, params JournalEntry[] entries)
    {
        var batch = new LineBatch();
        AlarmLines.Add(batch, entries, after);
        return Encoding.UTF8.GetString(batch.All.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
