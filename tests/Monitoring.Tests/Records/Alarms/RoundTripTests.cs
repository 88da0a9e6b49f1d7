using System.Collections.Immutable;
using CsCheck;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;
using Monitoring.Grains.Ports;

namespace Monitoring.Tests.Records.Alarms;

public sealed class RoundTripTests : IDisposable
{
    private static readonly string[] OddWords = ["", "Siti \"bu\" \\ <b>", "panas 🔥", "a\tb\nc\0d", "\u2028'; --"];

    private static readonly Gen<double> Value = Gen.OneOf(
        Gen.Double, Gen.Const(double.NaN), Gen.Const(0.1), Gen.Const(-0.0), Gen.Const(double.MaxValue), Gen.Const(double.Epsilon));

    private static readonly Gen<long> Time = Gen.OneOf(Gen.Const(0L), Gen.Const(long.MaxValue), Gen.Long[0, 4_102_444_800_000]);

    private static readonly Gen<string> Word = Gen.OneOf(Gen.String.AlphaNumeric, Gen.Int[0, OddWords.Length - 1].Select(i => OddWords[i]));

    private static readonly Gen<Alarm> Alarms =
        from names in Word.Array[6]
        from kind in Gen.Enum<AlarmKind>()
        from state in Gen.Enum<AlarmState>()
        from level in Gen.Enum<Level>()
        from priority in Gen.Enum<Priority>()
        from times in Time.Array[2]
        from maybe in Time.Nullable().Array[3]
        from person in Word.Null()
        from values in Value.Array[2]
        select new Alarm(
            names[0], names[1], names[2], names[3], kind, state, level, priority, times[0], times[1], maybe[0], person, maybe[1], maybe[2], values[0], values[1], names[4]);

    private static readonly Gen<TimerState> Timers = Gen.Select(Gen.Enum<Level>(), Gen.Bool, Time, Time, (level, on, since, elapsed) => new TimerState(level, on, since, elapsed));

    private static readonly Gen<AreaState> States =
        from version in Word
        from until in Time
        from cursors in Gen.Dictionary(Word, Time)[0, 3]
        from signals in Gen.Select(Word, Time, Value, Gen.Byte.Select(b => (Quality)b), (a, t, v, q) => new SignalState(a, t, v, q)).Array[0, 4]
        from rules in Gen.Select(Word, Word, Timers.Array[0, 4], Alarms.Null(), (a, r, t, alarm) => new RuleState(a, r, [.. t], alarm)).Array[0, 4]
        select new AreaState(version, until, cursors.ToImmutableDictionary(), [.. signals], [.. rules]);

    private static readonly Gen<AlarmEdge> Edges =
        from kind in Gen.Enum<EdgeKind>()
        from alarm in Alarms
        from at in Time
        from recorded in Time
        from person in Word.Null()
        from note in Word.Null()
        from origin in Word.Null()
        select new AlarmEdge(kind, alarm, at, recorded, person, note, origin);

    private readonly RecordsFolder folder = new();
    private readonly CancellationToken stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_state_comes_back_as_it_was_written()
    {
        using var records = folder.Open();
        await States.SampleAsync(
            async state =>
            {
                await records.CommitAsync(RecordsFolder.Kitchen, [], state, stop);
                AssertSame(state, (await records.LoadAsync(RecordsFolder.Kitchen, stop))!);
            },
            iter: 300, threads: 1);
    }

    [Fact]
    public async Task Every_edge_comes_back_as_it_was_written()
    {
        using var records = folder.Open();
        var number = 0;
        await Edges.SampleAsync(
            async generated =>
            {
                var edge = generated with { Alarm = generated.Alarm with { Id = $"{number++}" } };
                await records.CommitAsync(RecordsFolder.Kitchen, [edge], RecordsFolder.State(0), stop);
                Assert.Equal(edge, (await records.QueryAsync(new JournalQuery(null, null, edge.Alarm.Id, null, null, null, 1), stop)).Entries.Single().Edge);
            },
            iter: 300, threads: 1);
    }

    public void Dispose() => folder.Dispose();

    private static void AssertSame(AreaState expected, AreaState actual)
    {
        Assert.Equal((expected.PlanVersion, expected.WatchedUntil), (actual.PlanVersion, actual.WatchedUntil));
        Assert.Equal(expected.Cursors.OrderBy(c => c.Key, StringComparer.Ordinal), actual.Cursors.OrderBy(c => c.Key, StringComparer.Ordinal));
        Assert.Equal(expected.Signals.AsEnumerable(), actual.Signals);
        Assert.Equal(expected.Signals.Select(s => BitConverter.DoubleToInt64Bits(s.Value)), actual.Signals.Select(s => BitConverter.DoubleToInt64Bits(s.Value)));
        Assert.Equal(expected.Rules.Select(r => (r.Address, r.Rule, r.Alarm)), actual.Rules.Select(r => (r.Address, r.Rule, r.Alarm)));
        Assert.Equal(expected.Rules.Select(r => r.Timers.ToList()), actual.Rules.Select(r => r.Timers.ToList()));
    }
}
