using System.Collections.Immutable;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Server.Api;

namespace Monitoring.Server.Live;

/// <summary>An area's board as this process knows it. Never changes: each delta makes a new one, so that anybody may read it at any time.</summary>
/// <param name="PulledAt">When the area told it, by the clock: Unix milliseconds, UTC.</param>
/// <param name="Values">By the signal's index in the area; so are the next two.</param>
/// <param name="Alarms">Those that aren't over.</param>
internal sealed record BoardImage(
    AreaId Area, BoardVersion Version, long PulledAt, bool RecordsBehind, double[] Values, long[] Times, Trust[] Trust, ImmutableArray<AlarmView> Alarms, AreaMarks Marks)
{
    /// <summary>Nothing is known yet.</summary>
    public static BoardImage Blank(AreaId area, Plan plan)
    {
        var count = plan.SignalsOf.TryGetValue(area, out var signals) ? signals.Length : 0;
        return new BoardImage(area, default, 0, false, [.. Enumerable.Repeat(double.NaN, count)], new long[count], new Trust[count], [], AreaMarks.None);
    }

    /// <summary>Does this delta continue this image? If not, the whole board must be asked for.</summary>
    public bool IsContinuedBy(BoardDelta delta) => delta.Version.Activation == Version.Activation && delta.Version.Number >= Version.Number;

    /// <param name="alarms">The delta's, as people see them.</param>
    public BoardImage With(BoardDelta delta, ImmutableArray<AlarmView> alarms, long now)
    {
        var next = this with { Version = delta.Version, PulledAt = now, RecordsBehind = delta.RecordsBehind, Alarms = Merge(alarms), Marks = delta.Marks ?? Marks };
        if (delta.Signals.Length == 0)
        {
            return next;
        }

        next = next with { Values = [.. Values], Times = [.. Times], Trust = [.. Trust] };
        for (var i = 0; i < delta.Signals.Length; i++)
        {
            var index = delta.Signals[i];
            next.Values[index] = delta.Values[i];
            next.Times[index] = delta.Times[i];
            next.Trust[index] = delta.Trust[i];
        }

        return next;
    }

    public AreaBoard ToBoard(Plan plan)
    {
        var facility = plan.FindFacility(Area.Facility)!;
        var area = plan.FindArea(Area)!;
        var tiles = plan.SignalsOf[Area].Select(s => SignalTile.Of(s, Values[s.IndexInArea], Times[s.IndexInArea], Trust[s.IndexInArea]));
        return new AreaBoard(
            facility.Id, area.Id, area.Kind, TextView.Of(area.Name), facility.TimeZone, PulledAt, Version.Activation, Version.Number, RecordsBehind, [.. tiles], [.. Alarms], Marks);
    }

    private ImmutableArray<AlarmView> Merge(ImmutableArray<AlarmView> changed)
    {
        if (changed.IsEmpty)
        {
            return Alarms;
        }

        var open = Alarms.Where(a => !changed.Any(c => c.Id == a.Id)).Concat(changed.Where(c => c.State != AlarmState.Normal)).ToArray();
        Array.Sort(open, AlarmView.Compare);
        return [.. open];
    }
}

/// <summary>What a pull brought.</summary>
/// <param name="Full">The image is a new one: nothing of what was known before counts.</param>
/// <param name="EdgeReceivedAt">When the reading behind a new alarm edge was received, in ticks (100 ns) UTC; 0: no such edge.</param>
internal sealed record BoardChange(bool Full, int[] Signals, ImmutableArray<AlarmView> Alarms, bool RecordsChanged, bool MarksChanged, long EdgeReceivedAt)
{
    public bool IsEmpty => !Full && Signals.Length == 0 && Alarms.IsEmpty && !RecordsChanged && !MarksChanged;
}
