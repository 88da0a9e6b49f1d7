using System.Text.Json;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;

namespace Monitoring.Domain.Wire;

/// <summary>One object of a native payload: one value, or several of one equipment, at one instant. Good as a whole or, by its shape, time or quality, bad as a whole.</summary>
internal ref struct NativeElement(Route route, Receipt receipt, DecodedMessage into)
{
    private const long FutureTolerance = 2 * 60 * 1000;

    /// <summary>2020-01-01: no device of ours is older, but many start at 1970.</summary>
    private const long EarliestTime = 1_577_836_800_000;

    private Keys keys;
    private RejectReason fault;
    private double value;
    private long time;
    private Quality quality;

    [Flags]
    private enum Keys
    {
        None = 0,
        Value = 1,
        Time = 2,
        Quality = 4,
        Values = 8,
    }

    /// <summary>Reads to the end of the object that <paramref name="json"/> stands at.</summary>
    public void Read(ref Utf8JsonReader json)
    {
        var (count, rejects) = (into.Count, into.RejectCount);
        (keys, fault, value, time, quality) = (Keys.None, RejectReason.None, double.NaN, receipt.At, Quality.Good);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var key = KeyOf(json.ValueSpan);
            json.Read();
            if ((keys & key) != 0)
            {
                Blame(RejectReason.DuplicateKey);
            }

            keys |= key;
            ReadProperty(ref json, key);
        }

        if (Complete(count) is { } reason and not RejectReason.None)
        {
            into.Rewind(count, rejects);
            into.Reject(reason);
        }
    }

    private static Keys KeyOf(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("v"u8) ? Keys.Value
        : name.SequenceEqual("t"u8) ? Keys.Time
        : name.SequenceEqual("q"u8) ? Keys.Quality
        : name.SequenceEqual("values"u8) ? Keys.Values
        : Keys.None;

    private void ReadProperty(ref Utf8JsonReader json, Keys key)
    {
        switch (key)
        {
            case Keys.Value:
                Blame(NativeToken.ReadValue(ref json, out value));
                break;
            case Keys.Time:
                Blame(NativeToken.ReadTime(ref json, out time));
                break;
            case Keys.Quality:
                Blame(NativeToken.ReadQuality(ref json, out quality));
                break;
            case Keys.Values when json.TokenType == JsonTokenType.StartObject && route.Kind == RouteKind.Equipment:
                ReadValues(ref json);
                break;
            case Keys.Values:
                json.Skip();
                Blame(RejectReason.WrongShape);
                break;
            default:
                json.Skip();
                break;
        }
    }

    /// <summary>A bad value is set aside alone. Time and quality may come later in the object: <see cref="Complete"/> puts them in.</summary>
    private void ReadValues(ref Utf8JsonReader json)
    {
        into.ForgetNames(route.Signals.Length);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var signal = route.Find(json.ValueSpan);
            json.Read();
            var reason = NativeToken.ReadValue(ref json, out var number);
            if (signal < 0)
            {
                into.Reject(RejectReason.UnknownSignal);
            }
            else if (!into.See(signal))
            {
                Blame(RejectReason.DuplicateKey);
            }
            else if (reason != RejectReason.None)
            {
                into.Reject(reason);
            }
            else
            {
                into.Add(new Reading(signal, 0, number));
            }
        }
    }

    private RejectReason Complete(int first)
    {
        if (route.Kind == RouteKind.Signal && fault == RejectReason.None)
        {
            Blame(Has(Keys.Value) ? RejectReason.None : RejectReason.ValueMissing);
            into.Add(new Reading(0, 0, value));
        }
        else if (route.Kind == RouteKind.Equipment)
        {
            Blame(Has(Keys.Value) ? RejectReason.WrongShape : Has(Keys.Values) ? RejectReason.None : RejectReason.ValueMissing);
        }

        Blame(receipt.FromRetainedStore && !Has(Keys.Time) ? RejectReason.RetainedWithoutTime
            : time > receipt.At + FutureTolerance ? RejectReason.TimeInTheFuture
            : time < EarliestTime ? RejectReason.ClockNotSet
            : RejectReason.None);
        for (var i = first; i < into.Count && fault == RejectReason.None; i++)
        {
            into[i] = Judge(route.Signals[into[i].Signal], into[i].Value);
        }

        return fault;
    }

    private readonly Reading Judge(Signal signal, double number)
    {
        var possible = number >= signal.Plan.Minimum && number <= signal.Plan.Maximum && !signal.Plan.FaultValues.AsSpan().Contains(number);
        var late = receipt.FromRetainedStore || receipt.At - time > signal.Plan.LateAfter.TotalMilliseconds;
        return new Reading(signal.Number, time, number, possible ? quality : Quality.Bad, late ? Origin.History : Origin.Live);
    }

    private readonly bool Has(Keys key) => (keys & key) != 0;

    /// <summary>The first fault is the one that is told.</summary>
    private void Blame(RejectReason reason) => fault = fault == RejectReason.None ? reason : fault;
}
