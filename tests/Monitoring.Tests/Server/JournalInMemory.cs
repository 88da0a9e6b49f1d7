using System.Collections.Concurrent;
using System.Collections.Immutable;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Grains.Ports;

namespace Monitoring.Tests.Server;

/// <summary>A record book in memory that can be asked.</summary>
internal sealed class JournalInMemory : IAlarmRecords
{
    private readonly ConcurrentQueue<JournalEntry> entries = new();

    public bool Refuses { get; set; }

    public JournalQuery? Asked { get; private set; }

    public Task<AreaState?> LoadAsync(AreaId area, CancellationToken cancellation) => Task.FromResult<AreaState?>(null);

    public Task CommitAsync(AreaId area, ImmutableArray<AlarmEdge> edges, AreaState state, CancellationToken cancellation)
    {
        foreach (var edge in edges)
        {
            entries.Enqueue(new JournalEntry(entries.Count + 1, area, edge));
        }

        return Task.CompletedTask;
    }

    public Task<JournalPage> QueryAsync(JournalQuery query, CancellationToken cancellation)
    {
        Asked = query;
        return Refuses
            ? throw new IOException("The disk is gone.")
            : Task.FromResult(new JournalPage([.. entries.Reverse().Where(e => IsIn(query, e.Area)).Take(query.Limit)], Next: 7));
    }

    private static bool IsIn(JournalQuery query, AreaId area) =>
        (query.Facility ?? area.Facility) == area.Facility && (query.Area ?? area.Area) == area.Area
        && (query.Places.IsEmpty || query.Places.Any(p => p.Facility == area.Facility && (p.Area ?? area.Area) == area.Area));

    public Task<ImmutableArray<JournalEntry>> ReadAfterAsync(long number, int limit, CancellationToken cancellation) =>
        Refuses ? throw new IOException("The disk is gone.") : Task.FromResult(entries.Where(e => e.Number > number).Take(limit).ToImmutableArray());
}

/// <summary>A history that rises by one a bucket, with a gap in the second.</summary>
internal sealed class RampHistory : IReadingHistory
{
    public Task<ImmutableArray<Domain.Signals.Reading?>> LatestAsync(ImmutableArray<int> signals, CancellationToken cancellation) => throw new NotSupportedException("Nobody asks.");

    public Task<ImmutableArray<Bucket>> RangeAsync(int signal, long from, long to, int buckets, CancellationToken cancellation) => Task.FromResult(
        Enumerable.Range(0, buckets)
            .Select(i => i == 1 ? new Bucket(from + i, double.NaN, double.NaN, double.NaN, 0, 2) : new Bucket(from + i, i, i, i, 1, 0))
            .ToImmutableArray());

    public Task<ImmutableArray<Domain.Signals.Reading>> ReadAsync(int signal, long from, long to, int limit, CancellationToken cancellation) =>
        Task.FromResult(ImmutableArray<Domain.Signals.Reading>.Empty);

    public Task<Domain.Signals.Reading?> LastBeforeAsync(int signal, long time, CancellationToken cancellation) => Task.FromResult<Domain.Signals.Reading?>(new(signal, time - 1, 0.5));

    public Task<ImmutableArray<Domain.Signals.Rollup>> RollupsAsync(int signal, Domain.Signals.Resolution resolution, long from, long to, int limit, CancellationToken cancellation) =>
        Task.FromResult(ImmutableArray<Domain.Signals.Rollup>.Empty);
}
