using System.Collections.Frozen;
using System.Collections.Immutable;
using Monitoring.Domain.Areas;

namespace Monitoring.Domain.Wire;

public enum RouteKind
{
    /// <summary>One signal: <c>v1/{facility}/{area}/{device}/{signal}</c>.</summary>
    Signal,

    /// <summary>Several signals of one equipment: <c>v1/{facility}/{area}/{device}</c>.</summary>
    Equipment,

    /// <summary>Whether the device is there: <c>v1/{facility}/{area}/{device}/status</c>.</summary>
    Status,
}

/// <summary>Where messages of one topic belong.</summary>
public sealed class Route
{
    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> byName;

    internal Route(RouteKind kind, int area, string equipment, ImmutableArray<Signal> signals)
    {
        Kind = kind;
        Area = area;
        Equipment = equipment;
        Signals = signals;
        byName = signals.Select((s, i) => (s.Plan.Id, Index: i)).ToFrozenDictionary(p => p.Id, p => p.Index, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public RouteKind Kind { get; }

    /// <summary>Index in <see cref="TopicTable.Areas"/>.</summary>
    public int Area { get; }

    public string Equipment { get; }

    /// <summary>The signals that may come on this topic: one, or all of the equipment.</summary>
    internal ImmutableArray<Signal> Signals { get; }

    /// <summary>Index in <see cref="Signals"/>; -1: there is none of that name.</summary>
    internal int Find(ReadOnlySpan<byte> name)
    {
        const int longest = 128;
        Span<char> chars = stackalloc char[longest];
        return name.Length <= longest && System.Text.Ascii.ToUtf16(name, chars, out var length) == System.Buffers.OperationStatus.Done
            && byName.TryGetValue(chars[..length], out var index)
            ? index
            : -1;
    }
}
