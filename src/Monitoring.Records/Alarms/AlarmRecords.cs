using System.Collections.Immutable;
using System.Text.Json;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Grains.Ports;
using Monitoring.Records.Book;

namespace Monitoring.Records.Alarms;

/// <summary>The record book's journal of alarm edges, append-only, and the last state of each area.</summary>
internal sealed class AlarmRecords(RecordsFile file) : IAlarmRecords
{
    private const int LargestPage = 1_000;

    public Task<AreaState?> LoadAsync(AreaId area, CancellationToken cancellation) => file.Reader.ReadAsync(
        command =>
        {
            command.CommandText = "SELECT state FROM area_state WHERE facility = $facility AND area = $area";
            command.Parameters.AddWithValue("$facility", area.Facility);
            command.Parameters.AddWithValue("$area", area.Area);
            return command.ExecuteScalar() is string state ? JsonSerializer.Deserialize(state, RecordsJson.Default.AreaState) : null;
        },
        cancellation);

    public Task CommitAsync(AreaId area, ImmutableArray<AlarmEdge> edges, AreaState state, CancellationToken cancellation) =>
        file.Writer.WriteAsync(new AreaCommit(area, edges, state, file.Words), cancellation);

    /// <exception cref="ArgumentOutOfRangeException">The limit isn't 1 to 1,000, or the text too long.</exception>
    public Task<JournalPage> QueryAsync(JournalQuery query, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, LargestPage);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Text?.Length ?? 0, JournalQuery.LongestText);
        return file.Reader.ReadAsync(command => JournalReader.Read(command, query), cancellation);
    }

    /// <exception cref="ArgumentOutOfRangeException">The number is negative, or the limit isn't 1 to 1,000.</exception>
    public Task<ImmutableArray<JournalEntry>> ReadAfterAsync(long number, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, LargestPage);
        return file.Reader.ReadAsync(command => JournalReader.ReadAfter(command, number, limit), cancellation);
    }
}
