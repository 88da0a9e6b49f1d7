using System.Collections.Frozen;
using System.Collections.Immutable;
using Monitoring.Domain.Areas;

namespace Monitoring.Domain.Wire;

/// <summary>The native topics that a plan knows: one look-up for each message. Remembers nothing of topics that it doesn't know.</summary>
public sealed class TopicTable
{
    private const string Version = "v1";
    private const string Status = "status";

    private readonly Plan plan;
    private readonly FrozenDictionary<string, Route> routes;
    private readonly FrozenDictionary<string, FacilityPlan>.AlternateLookup<ReadOnlySpan<char>> facilities;
    private readonly int[] areaOf;

    public TopicTable(Plan plan)
    {
        this.plan = plan;
        Areas = [.. plan.Facilities.SelectMany(f => f.Areas.Where(HasDevices).Select(a => new AreaId(f.Id, a.Id)))];
        var indexes = Areas.Select((id, index) => (id, index)).ToFrozenDictionary(p => p.id, p => p.index);
        areaOf = [.. plan.Signals.Select(s => indexes.GetValueOrDefault(s.Area, -1))];
        facilities = plan.Facilities.ToFrozenDictionary(f => f.Id, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        var table = new Dictionary<string, Route>(StringComparer.Ordinal);
        foreach (var equipment in plan.Signals.Where(s => indexes.ContainsKey(s.Area)).GroupBy(s => (s.Area, s.Equipment.Id)))
        {
            var topic = $"{Version}/{equipment.Key.Area}/{equipment.Key.Id}";
            var area = indexes[equipment.Key.Area];
            foreach (var signal in equipment)
            {
                table[$"{topic}/{signal.Plan.Id}"] = new Route(RouteKind.Signal, area, equipment.Key.Id, [signal]);
            }

            table[topic] = new Route(RouteKind.Equipment, area, equipment.Key.Id, [.. equipment]);
            table[$"{topic}/{Status}"] = new Route(RouteKind.Status, area, equipment.Key.Id, []);
        }

        routes = table.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Every area of the plan that has devices, facility by facility.</summary>
    public ImmutableArray<AreaId> Areas { get; }

    /// <summary>Index in <see cref="Areas"/> of each signal, by <see cref="Signal.Number"/>; -1: no device sends it.</summary>
    public ReadOnlySpan<int> AreaOf => areaOf;

    public Route? Find(string topic) => routes.GetValueOrDefault(topic);

    /// <summary>What is wrong with a topic that isn't found.</summary>
    public RejectReason WhyUnknown(string topic)
    {
        var levels = topic.Length <= 512 ? topic.Split('/') : [];
        if (levels is not ([Version, _, _, _] or [Version, _, _, _, _]) || !levels.All(IsId))
        {
            return RejectReason.NotANativeTopic;
        }

        return plan.FindFacility(levels[1]) is null ? RejectReason.UnknownFacility
            : plan.FindArea(new AreaId(levels[1], levels[2])) is not { } area || !HasDevices(area) ? RejectReason.UnknownArea
            : area.Equipment.All(e => e.Id != levels[3]) ? RejectReason.UnknownEquipment
            : RejectReason.UnknownSignal;
    }

    /// <summary>The facility of the plan that a topic names; empty: none of them.</summary>
    public string FacilityOf(string topic)
    {
        const int start = 3;
        if (!topic.StartsWith(Version + "/", StringComparison.Ordinal))
        {
            return "";
        }

        var length = topic.AsSpan(start).IndexOf('/');
        return length > 0 && facilities.TryGetValue(topic.AsSpan(start, length), out var facility) ? facility.Id : "";
    }

    /// <summary>Nobody may say in this system's place how it is.</summary>
    private static bool HasDevices(AreaPlan area) => area.Kind != AreaKind.System;

    private static bool IsId(string level) => level.Length > 0 && level.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
}
