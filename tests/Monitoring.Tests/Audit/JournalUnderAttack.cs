using Microsoft.Data.Sqlite;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Audit;
using Monitoring.Records.Audit;
using Monitoring.Records.Book;
using Monitoring.Tests.Records.Alarms;

namespace Monitoring.Tests.Audit;

/// <summary>A journal that was written by the program, and somebody who can write its file without it.</summary>
internal sealed class JournalUnderAttack : IDisposable
{
    public const int Entries = 30;

    public RecordsFolder Folder { get; } = new();

    public static async Task<JournalUnderAttack> WriteAsync(CancellationToken stop)
    {
        var journal = new JournalUnderAttack();
        using var records = journal.Folder.Open();
        for (var i = 0; i < Entries; i++)
        {
            var edge = RecordsFolder.Edge(i, i % 3 == 0 ? EdgeKind.Acknowledged : EdgeKind.Raised);
            await records.CommitAsync(RecordsFolder.Kitchen, [i % 3 == 0 ? edge with { By = "siti", Note = "api dimatikan \ufffd", From = "10.0.0.7" } : edge], RecordsFolder.State(i), stop);
        }

        return journal;
    }

    /// <summary>What a person with the file and SQLite can do: the triggers are no hindrance.</summary>
    public void Attack(string sql, params ReadOnlySpan<object> values)
    {
        using var connection = new SqliteConnection($"Data Source={Folder.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            DROP TRIGGER IF EXISTS alarm_edge_keeps_its_rows; DROP TRIGGER IF EXISTS alarm_edge_keeps_its_words; DROP TRIGGER IF EXISTS alarm_edge_keeps_its_numbers;
            {sql}
            """;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"${i + 1}", values[i]);
        }

        command.ExecuteNonQuery();
    }

    public object? Ask(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Folder.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public Task<ChainBreak?> VerifyAsync(CancellationToken stop) => VerifyAsync(Folder.Database, stop);

    public static async Task<ChainBreak?> VerifyAsync(string database, CancellationToken stop)
    {
        using var reader = new RecordsReader(database);
        using var keys = new PublicKeys([]);
        var (book, check, number) = (new ChainedJournal(reader), new ChainCheck(Chain.Journal, keys, ChainHead.None), long.MinValue);
        while (await book.ReadAfterAsync(number, stop) is { Count: > 0 } page)
        {
            if (check.Walk(page, []) is { } broken)
            {
                return broken;
            }

            number = page[^1].Number;
        }

        return null;
    }

    public void Dispose() => Folder.Dispose();
}
