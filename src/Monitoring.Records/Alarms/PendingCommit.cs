using System.Collections.Immutable;
using System.Text.Json;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;

namespace Monitoring.Records.Alarms;

/// <summary>A commit on its way to the writer, already turned into what its rows hold.</summary>
internal sealed class PendingCommit(AreaId area, ImmutableArray<AlarmEdge> edges, AreaState state)
{
    // The writer must not run a grain's continuation.
    private readonly TaskCompletionSource completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public AreaId Area => area;

    public ImmutableArray<(AlarmEdge Edge, string Alarm)> Edges { get; } = [.. edges.Select(e => (e, JsonSerializer.Serialize(e.Alarm, RecordsJson.Default.Alarm)))];

    public string State { get; } = JsonSerializer.Serialize(state, RecordsJson.Default.AreaState);

    public Task Completion => completion.Task;

    public void Complete() => completion.SetResult();

    public void Fail(IOException reason) => completion.SetException(reason);
}
