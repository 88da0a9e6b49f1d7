using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Grains.Ports;

namespace Monitoring.Records.Alarms;

/// <summary>The record book in SQLite: <c>records.db</c> with an append-only journal of alarm edges and the last state of each area.</summary>
internal sealed class AlarmRecords : IAlarmRecords, IDisposable
{
    private const int LargestPage = 1_000;

    private readonly RecordsWriter writer;
    private readonly RecordsReader reader;

    /// <exception cref="InvalidDataException">A newer program has written the file.</exception>
    public AlarmRecords(IOptions<RecordsOptions> options, RecordsHealth health, TimeProvider clock, ILogger<AlarmRecords> logger)
    {
        var file = Path.Combine(options.Value.Directory, "records.db");
        writer = new RecordsWriter(file, health, clock, logger);
        reader = new RecordsReader(file);
    }

    public Task<AreaState?> LoadAsync(AreaId area, CancellationToken cancellation) => Task.Run(() => reader.Load(area), cancellation);

    public Task CommitAsync(AreaId area, ImmutableArray<AlarmEdge> edges, AreaState state, CancellationToken cancellation) =>
        writer.WriteAsync(new PendingCommit(area, edges, state), cancellation);

    /// <exception cref="ArgumentOutOfRangeException">The limit isn't 1 to 1,000.</exception>
    public Task<JournalPage> QueryAsync(JournalQuery query, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, LargestPage);
        return Task.Run(() => reader.Query(query), cancellation);
    }

    public void Dispose()
    {
        writer.Dispose();
        reader.Dispose();
    }
}
