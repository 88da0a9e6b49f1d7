using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Monitoring.Domain.Escalation;
using Monitoring.Grains.Ports;
using Monitoring.Records.Book;

namespace Monitoring.Records.Notices;

/// <summary>The record book's delivery log, append-only, and the last state of each facility's escalation.</summary>
internal sealed class NoticeRecords(RecordsFile file) : INoticeRecords
{
    private const int LargestPage = 1_000;

    public Task<EscalationState?> LoadAsync(string facility, CancellationToken cancellation) => file.Reader.ReadAsync(
        command =>
        {
            command.CommandText = "SELECT state FROM facility_state WHERE facility = $facility";
            command.Parameters.AddWithValue("$facility", facility);
            return command.ExecuteScalar() is string state ? JsonSerializer.Deserialize(state, RecordsJson.Default.EscalationState) : null;
        },
        cancellation);

    public Task CommitAsync(string facility, ImmutableArray<Delivery> deliveries, EscalationState state, CancellationToken cancellation) =>
        file.Writer.WriteAsync(new FacilityCommit(facility, deliveries, state), cancellation);

    /// <exception cref="ArgumentOutOfRangeException">The limit isn't 1 to 1,000.</exception>
    public Task<DeliveryPage> QueryAsync(DeliveryQuery query, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, LargestPage);
        return file.Reader.ReadAsync(command => Read(command, query), cancellation);
    }

    private static DeliveryPage Read(SqliteCommand command, DeliveryQuery query)
    {
        var (source, number) = query switch
        {
            { AlarmId: not null } => ("delivery_alarm CROSS JOIN delivery ON delivery.number = delivery_alarm.number", "delivery_alarm.number"),
            { Facility: not null } => ("delivery INDEXED BY delivery_facility", "number"),
            _ => ("delivery", "number"),
        };
        var conditions = new Conditions(command);
        conditions
            .Add("alarm_id = ", query.AlarmId)
            .Add("facility = ", query.Facility)
            .AddAnyOf(query.Facilities, f => $"facility = {conditions.Bind(f)}")
            .AddRange(Span.Deliveries, number, "at", query.From, query.To)
            .Add($"{number} < ", query.Before);

        // One more than asked for tells whether there is a next page.
        command.CommandText = $"SELECT {number}, attempt, outcome, at, answer, notice FROM {source} {conditions.Where} ORDER BY {number} DESC LIMIT $limit";
        command.Parameters.AddWithValue("$limit", query.Limit + 1);
        using var rows = command.ExecuteReader();
        List<DeliveryEntry> entries = [];
        while (rows.Read())
        {
            entries.Add(ReadEntry(rows));
        }

        var page = entries.Take(query.Limit).ToImmutableArray();
        return new DeliveryPage(page, entries.Count > query.Limit ? page[^1].Number : null);
    }

    private static DeliveryEntry ReadEntry(SqliteDataReader row) => new(
        row.GetInt64(0),
        new Delivery(
            JsonSerializer.Deserialize(row.GetString(5), RecordsJson.Default.Notice)!,
            row.GetInt32(1),
            Enum.Parse<DeliveryOutcome>(row.GetString(2)),
            row.GetInt64(3),
            row.IsDBNull(4) ? null : row.GetString(4)));
}
