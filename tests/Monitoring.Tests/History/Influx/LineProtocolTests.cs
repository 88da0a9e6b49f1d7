using System.Text;
using CsCheck;
using Monitoring.Domain.Signals;
using Monitoring.History.Influx;

namespace Monitoring.Tests.History.Influx;

public sealed class LineProtocolTests
{
    private static readonly string[] Pieces = ["a", "Z", "9", "°C", "油", "🍤", ",", "=", " ", "\\", "\"", "'", "\n", "\r", "\t", "\0", "\u0085", "#", "_", ";", "\ud800", "\udc00", "\ufeff", "i", "-"];

    private static readonly Gen<string> Name = Gen.Int[0, Pieces.Length - 1].Array[1, 8].Select(i => string.Concat(i.Select(p => Pieces[p])));

    private static readonly SeriesTags Fryer = new("palu", "fry", "fryer-1", "oil", "°C");

    [Fact]
    public void A_reading_is_one_line_with_sorted_tags_a_float_value_and_an_integer_quality()
    {
        var batch = new LineBatch();
        batch.AddReading(Fryer, 1_795_000_000_000, 178, Quality.Good, Origin.Live);
        batch.AddReading(Fryer, new Reading(0, 1_795_000_000_001, -0.5, Quality.Uncertain, Origin.History));
        batch.AddReading(Fryer, 1_795_000_000_002, double.NaN, Quality.Bad, Origin.Live);
        Assert.Equal("""
            reading,area=fry,equipment=fryer-1,facility=palu,signal=oil,unit=°C v=178.0,q=192i 1795000000000
            reading,area=fry,equipment=fryer-1,facility=palu,signal=oil,unit=°C v=-0.5,q=64i,o=1i 1795000000001
            reading,area=fry,equipment=fryer-1,facility=palu,signal=oil,unit=°C q=0i 1795000000002

            """, Text(batch));
        Assert.Equal(3, batch.Count);
        Assert.EndsWith("q=64i,o=1i 1795000000001\n", Encoding.UTF8.GetString(batch.Lines(1, 1).Span), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rollup_says_its_sums_and_seconds_and_one_without_a_number_leaves_them_out()
    {
        var batch = new LineBatch();
        batch.AddRollup(Fryer, Resolution.Minute, new Rollup(60_000, 60, 1, 10_680.5, 177.9, 178.25, 59_500, new TimeOutside(0, 0, 1500, 20)));
        batch.AddRollup(new SeriesTags("palu", "fry", "fryer-1", "oil", ""), Resolution.Hour, Rollup.Empty(0) with { Bad = 3 });
        Assert.Equal("""
            rollup_1m,area=fry,equipment=fryer-1,facility=palu,signal=oil,unit=°C n=60i,bad=1i,s=10680.5,mn=177.9,mx=178.25,good=59.5,lolo=0.0,lo=0.0,hi=1.5,hihi=0.02 60000
            rollup_1h,area=fry,equipment=fryer-1,facility=palu,signal=oil n=0i,bad=3i,good=0.0,lolo=0.0,lo=0.0,hi=0.0,hihi=0.0 0

            """, Text(batch));
    }

    [Fact]
    public void Any_other_point_leaves_out_what_is_empty_and_without_a_field_is_no_point()
    {
        var batch = new LineBatch();
        var point = new PointBuilder(batch);
        point.Begin("alarm").Tag("area", "fry").Tag("rule", "").Tag("signal", null)
            .Integer("n", 1).Text("alarm", "a \"b\"\\\nc").Float("value", null).Float("v", double.NaN).Text("by", null).Integer("number", null).End(5);
        point.Begin("system").Tag("node", "a").Float("v", double.PositiveInfinity).End(6);
        point.Begin("system").Tag("node", "b").Float("v", 1e300).End(7);
        Assert.Equal("alarm,area=fry n=1i,alarm=\"a \\\"b\\\"\\\\_c\" 5\nsystem,node=b v=1E+300 7\n", Text(batch));
        Assert.Throws<InvalidOperationException>(() => point.Begin("alarm").Integer("n", 1).Tag("area", "fry"));
    }

    [Fact]
    public void Any_name_reads_back_as_what_it_was_cleaned_to_and_never_makes_a_second_line() =>
        Gen.Select(Name, Name, Name, Gen.Double.Where(double.IsFinite), Gen.Long[long.MinValue / 1_000_000, long.MaxValue / 1_000_000]).Sample((first, second, text, value, time) =>
        {
            var batch = new LineBatch();
            new PointBuilder(batch).Begin("alarm").Tag("area", first).Tag("rule", second).Float("v", value).Text("by", text).Integer("n", time).End(time);
            var line = LineReader.Read(Assert.Single(Text(batch)[..^1].Split('\n')));
            Assert.Equal("alarm", line.Measurement);
            Assert.Equal([new("area", LineProtocol.Clean(first)), new("rule", LineProtocol.Clean(second))], line.Tags);
            Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits((double)line.Fields["v"]));
            Assert.Equal(LineProtocol.Clean(text + "x")[..^1], (string)line.Fields["by"]);
            Assert.Equal((time, time), (line.Time, (long)line.Fields["n"]));
        });

    [Theory]
    [InlineData("")]
    [InlineData("_internal")]
    [InlineData("#comment")]
    [InlineData("a b")]
    [InlineData("a,b")]
    [InlineData("a=b")]
    [InlineData("a\\")]
    [InlineData("a\n")]
    [InlineData("é")]
    public void A_key_that_versions_read_differently_is_a_fault_of_ours(string key)
    {
        var point = new PointBuilder(new LineBatch());
        Assert.Throws<ArgumentException>(() => point.Begin(key));
        Assert.Throws<ArgumentException>(() => point.Begin("alarm").Tag(key, "x"));
        Assert.Throws<ArgumentException>(() => point.Begin("alarm").Integer(key, 1));
    }

    [Fact]
    public void A_reading_costs_no_allocation()
    {
        var batch = new LineBatch();
        Fill(batch);
        batch.Clear();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Fill(batch);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        static void Fill(LineBatch batch)
        {
            for (var i = 0; i < 5_000; i++)
            {
                batch.AddReading(Fryer, 1_795_000_000_000 + i, i / 10.0, Quality.Good, Origin.Live);
                batch.AddRollup(Fryer, Resolution.Minute, new Rollup(60_000, 60, 1, i, 177.9, 178.25, 59_500, default));
            }
        }
    }

    [Fact]
    public void A_number_that_line_protocol_has_no_word_for_is_refused_here() =>
        Assert.All([double.NaN, double.PositiveInfinity, double.NegativeInfinity], n => Assert.Throws<ArgumentOutOfRangeException>(() => LineProtocol.WriteFloat(new LineBatch(), n)));

    [Fact]
    public void A_long_text_is_cut_not_refused()
    {
        var batch = new LineBatch();
        new PointBuilder(batch).Begin("alarm").Text("by", new string('x', 100_000)).End(1);
        Assert.Equal(16_000, ((string)LineReader.Read(Text(batch)[..^1]).Fields["by"]).Length);
    }

    private static string Text(LineBatch batch) => Encoding.UTF8.GetString(batch.All.Span);
}
