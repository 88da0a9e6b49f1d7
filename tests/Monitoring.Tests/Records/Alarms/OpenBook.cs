using System.Collections.Immutable;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Grains.Ports;
using Monitoring.Records.Alarms;
using Monitoring.Records.Book;
using Monitoring.Records.Notices;

namespace Monitoring.Tests.Records.Alarms;

/// <summary>An open record book with its journal and its delivery log.</summary>
internal sealed class OpenBook(RecordsFile file) : IAlarmRecords, IDisposable
{
    private readonly AlarmRecords alarms = new(file);

    public RecordsReader Reader => file.Reader;

    public NoticeRecords Notices { get; } = new(file);

    public Task<AreaState?> LoadAsync(AreaId area, CancellationToken cancellation) => alarms.LoadAsync(area, cancellation);

    public Task CommitAsync(AreaId area, ImmutableArray<AlarmEdge> edges, AreaState state, CancellationToken cancellation) =>
        alarms.CommitAsync(area, edges, state, cancellation);

    public Task<JournalPage> QueryAsync(JournalQuery query, CancellationToken cancellation) => alarms.QueryAsync(query, cancellation);

    public Task<ImmutableArray<JournalEntry>> ReadAfterAsync(long number, int limit, CancellationToken cancellation) => alarms.ReadAfterAsync(number, limit, cancellation);

    public void Dispose() => file.Dispose();
}
