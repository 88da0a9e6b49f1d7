using System.Buffers;
using System.Globalization;
using System.Text;
using CsCheck;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;
using Monitoring.Domain.Wire;
using Monitoring.Tests.Areas;

namespace Monitoring.Tests.Wire;

public sealed class NativePayloadTests
{
    private const long Now = SomeKitchen.Noon;
    private const string OilTopic = "v1/palu/kitchen/fryer-1/oil_temp";
    private const string FryerTopic = "v1/palu/kitchen/fryer-1";

    private static readonly TopicTable Topics = new(SomeKitchen.Plan);

    private static readonly string Later = DateTimeOffset.FromUnixTimeMilliseconds(Now - 1000).ToString("yyyy-MM-ddTHH:mm:ssZ", null);

    [Fact]
    public void One_value_with_its_own_time_and_quality_is_a_reading() =>
        Assert.Equal([new Reading(0, Now - 1000, 146.3)], Decode(OilTopic, $$"""{"v":146.3,"t":"{{Later}}","q":"good","seq":81234}""").Readings.ToArray());

    [Fact]
    public void A_value_without_a_time_was_measured_when_it_came() =>
        Assert.Equal([new Reading(0, Now, 20)], Decode(OilTopic, """{"v":20}""").Readings.ToArray());

    [Theory]
    [InlineData("true", 1)]
    [InlineData("false", 0)]
    public void A_state_is_one_or_zero(string json, double value) =>
        Assert.Equal(value, Decode("v1/palu/kitchen/fryer-1/basket", $$"""{"v":{{json}}}""").Readings[0].Value);

    [Theory]
    [InlineData("null")]
    [InlineData("\"nan\"")]
    [InlineData("\"NaN\"")]
    public void A_device_that_cannot_measure_gives_a_bad_reading_without_a_number(string json)
    {
        var reading = Decode(OilTopic, $$"""{"v":{{json}}}""").Readings[0];
        Assert.True(double.IsNaN(reading.Value));
        Assert.Equal(Quality.Bad, reading.Quality);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(401)]
    public void An_impossible_value_is_bad_and_kept(double value) =>
        Assert.Equal([new Reading(0, Now, value, Quality.Bad)], Decode(OilTopic, $$"""{"v":{{value}},"q":"good"}""").Readings.ToArray());

    [Theory]
    [InlineData("85", Quality.Bad)]
    [InlineData("85.0", Quality.Bad)]
    [InlineData("84.9375", Quality.Good)]
    public void A_value_with_which_a_sensor_says_that_it_has_failed_is_bad_and_kept(string json, Quality quality)
    {
        var palu = SomeKitchen.Plan.Facilities[0];
        var (kitchen, fryer) = (palu.Areas[0], palu.Areas[0].Equipment[0]);
        var oil = fryer.Signals[0] with { FaultValues = [-127, 85] };
        var plan = new Plan("faults", [palu with { Areas = [kitchen with { Equipment = [fryer with { Signals = [oil] }] }] }]);
        var into = new DecodedMessage();

        NativePayload.Decode(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes($$"""{"v":{{json}},"q":"good"}""")), new TopicTable(plan).Find(OilTopic)!, new Receipt(Now), into);

        Assert.Equal([new Reading(0, Now, double.Parse(json, CultureInfo.InvariantCulture), quality)], into.Readings.ToArray());
    }

    [Fact]
    public void A_device_that_doubts_its_value_is_believed_about_that() =>
        Assert.Equal(Quality.Uncertain, Decode(OilTopic, """{"q":"uncertain","v":20}""").Readings[0].Quality);

    [Theory]
    [InlineData("2026-11-23T12:00:00+08:00")]
    [InlineData("2026-11-23T04:00:00.000Z")]
    [InlineData("2026-11-23T04:00:00Z")]
    public void A_time_may_have_any_zone(string text)
    {
        var time = DateTimeOffset.Parse(text, null);
        var decoded = Decode(OilTopic, $$"""{"v":20,"t":"{{text}}"}""", new Receipt(time.ToUnixTimeMilliseconds()));
        Assert.Equal(time.ToUnixTimeMilliseconds(), decoded.Readings[0].Time);
        Assert.Equal(Origin.Live, decoded.Readings[0].Origin);
    }

    [Fact]
    public void A_backfill_is_an_array_and_what_is_old_in_it_is_history()
    {
        var decoded = Decode(OilTopic, $$"""[{"v":1,"t":{{Now - 3_600_000}}},{"v":2,"t":{{Now - 1000}}}]""");
        Assert.Equal([Origin.History, Origin.Live], decoded.Readings.ToArray().Select(r => r.Origin));
    }

    [Fact]
    public void Several_values_share_time_and_quality_wherever_those_stand()
    {
        var decoded = Decode(FryerTopic, $$"""{"values":{"oil_temp":146.3,"basket":true},"t":{{Now - 5}},"q":"uncertain"}""");
        Assert.Equal([new Reading(0, Now - 5, 146.3, Quality.Uncertain), new Reading(1, Now - 5, 1, Quality.Uncertain)], decoded.Readings.ToArray());
    }

    [Fact]
    public void A_bad_value_among_several_is_set_aside_alone()
    {
        var decoded = Decode(FryerTopic, """{"values":{"oil_temp":"146 C","basket":1,"humidity":3}}""");
        Assert.Equal([new Reading(1, Now, 1)], decoded.Readings.ToArray());
        Assert.Equal([RejectReason.ValueNotANumber, RejectReason.UnknownSignal], decoded.Rejects);
    }

    [Fact]
    public void A_bad_element_of_an_array_is_set_aside_alone()
    {
        var decoded = Decode(OilTopic, """[{"v":1},7,{"v":1e999},{"v":2,"q":"fine"},{"v":3}]""");
        Assert.Equal([1d, 3d], decoded.Readings.ToArray().Select(r => r.Value));
        Assert.Equal([RejectReason.WrongShape, RejectReason.ValueInfinite, RejectReason.QualityUnknown], decoded.Rejects);
    }

    [Theory]
    [InlineData("""{"v":1,"t":"2026-11-23T12:00:00"}""", RejectReason.TimeWithoutZone)]
    [InlineData("""{"v":1,"t":"2026-11-23"}""", RejectReason.TimeWithoutZone)]
    [InlineData("""{"v":1,"t":"yesterday"}""", RejectReason.TimeNotReadable)]
    [InlineData("""{"v":1,"t":1795435200000.5}""", RejectReason.TimeNotReadable)]
    [InlineData("""{"v":1,"t":null}""", RejectReason.TimeNotReadable)]
    [InlineData("""{"v":1,"t":1795435200}""", RejectReason.ClockNotSet)]
    [InlineData("""{"v":1,"t":"1970-01-01T00:00:00Z"}""", RejectReason.ClockNotSet)]
    [InlineData("""{"v":1,"t":"2100-01-01T00:00:00Z"}""", RejectReason.TimeInTheFuture)]
    [InlineData("""{"v":1e999}""", RejectReason.ValueInfinite)]
    [InlineData("""{"v":"12"}""", RejectReason.ValueNotANumber)]
    [InlineData("""{"v":{"v":1}}""", RejectReason.ValueNotANumber)]
    [InlineData("""{"v":1,"v":1}""", RejectReason.DuplicateKey)]
    [InlineData("""{"t":1795435200000}""", RejectReason.ValueMissing)]
    [InlineData("""{"values":{"oil_temp":1}}""", RejectReason.WrongShape)]
    [InlineData("""146.3""", RejectReason.WrongShape)]
    [InlineData("""{"v":1}}""", RejectReason.NotJson)]
    [InlineData("""{"v":1""", RejectReason.NotJson)]
    [InlineData("", RejectReason.NotJson)]
    public void What_cannot_be_believed_is_set_aside_with_its_reason(string payload, RejectReason reason)
    {
        var decoded = Decode(OilTopic, payload);
        Assert.True(decoded.Readings.IsEmpty);
        Assert.Equal([reason], decoded.Rejects);
        Assert.EndsWith(".", reason.Remedy(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_signal_that_comes_twice_in_one_object_spoils_it() =>
        Assert.Equal([RejectReason.DuplicateKey], Decode(FryerTopic, """{"values":{"oil_temp":1,"basket":1,"oil_temp":2}}""").Rejects);

    [Fact]
    public void A_retained_reading_without_a_time_is_never_taken_for_new() =>
        Assert.Equal([RejectReason.RetainedWithoutTime], Decode(OilTopic, """{"v":1}""", new Receipt(Now, FromRetainedStore: true)).Rejects);

    [Fact]
    public void A_retained_reading_with_a_time_is_history() =>
        Assert.Equal(Origin.History, Decode(OilTopic, $$"""{"v":1,"t":{{Now}}}""", new Receipt(Now, FromRetainedStore: true)).Readings[0].Origin);

    [Fact]
    public void Unknown_keys_are_passed_over_whatever_they_hold() =>
        Assert.Equal(20, Decode(OilTopic, """{"a":{"v":1},"v":20,"b":[1,[2]],"\u0076":3}""").Readings[0].Value);

    [Fact]
    public void Depth_and_size_are_bounded()
    {
        Assert.Equal([RejectReason.NotJson], Decode(OilTopic, $$"""{"v":1,"x":{{new string('[', 10_000)}}""").Rejects);
        Assert.Equal([RejectReason.PayloadTooLarge], Decode(OilTopic, new string(' ', NativePayload.MaxBytes + 1)).Rejects);
    }

    [Theory]
    [InlineData("online", true)]
    [InlineData("Online", true)]
    [InlineData("offline", false)]
    [InlineData("Offline", false)]
    public void A_device_says_whether_it_is_there(string payload, bool online) => Assert.Equal(online, Decode(FryerTopic + "/status", payload).Online);

    [Fact]
    public void A_status_that_is_neither_is_set_aside() => Assert.Equal([RejectReason.StatusUnknown], Decode(FryerTopic + "/status", "on").Rejects);

    [Fact]
    public void No_bytes_make_it_throw()
    {
        var routes = new[] { Topics.Find(OilTopic)!, Topics.Find(FryerTopic)!, Topics.Find(FryerTopic + "/status")! };
        var into = new DecodedMessage();
        string[] pieces = ["{", "}", "[", "]", ",", ":", "\"v\"", "\"t\"", "\"q\"", "\"values\"", "\"oil_temp\"", "1", "-1e308", "1e999", "null", "true", "\"", "\\",
            "\"\\ud800\"", "\"good\"", "\"0001-01-01T00:00:00+14:00\"", "\"9999-12-31T23:59:59-14:00\"", "9223372036854775807", "-9223372036854775808", "\"nan\"", "\"2026-11-23T12:00:00+99:99\""];
        var structured = Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]).Array[1, 24].Select(p => Encoding.UTF8.GetBytes(string.Concat(p)));
        Gen.Select(Gen.OneOf(Gen.Byte.Array[0, 64], structured), Gen.Int[0, 2], Gen.Bool).Sample(
            (bytes, route, retained) =>
            {
                NativePayload.Decode(new ReadOnlySequence<byte>(bytes), routes[route], new Receipt(Now, retained), into);
                return !into.Readings.ToArray().Any(r => double.IsInfinity(r.Value) || (double.IsNaN(r.Value) && r.Quality != Quality.Bad));
            },
            iter: 100_000, threads: 1);
    }

    [Fact]
    public void One_reading_needs_no_memory()
    {
        var payload = new ReadOnlySequence<byte>("""{"v":146.3,"t":"2026-11-23T12:00:00Z","q":"good","seq":81234}"""u8.ToArray());
        var (route, into) = (Topics.Find(OilTopic)!, new DecodedMessage());
        NativePayload.Decode(payload, route, new Receipt(Now), into);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            NativePayload.Decode(payload, route, new Receipt(Now), into);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static DecodedMessage Decode(string topic, string payload, Receipt? receipt = null)
    {
        var into = new DecodedMessage();
        NativePayload.Decode(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(payload)), Topics.Find(topic)!, receipt ?? new Receipt(Now), into);
        return into;
    }
}
