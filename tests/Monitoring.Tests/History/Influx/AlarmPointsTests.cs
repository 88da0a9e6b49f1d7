using Monitoring.Domain.Alarms;
using Monitoring.Grains.Ports;
using Monitoring.History.Influx;
using Monitoring.History.Store;
using Monitoring.Tests.History.Store;
using Monitoring.Tests.Records.Alarms;
using Monitoring.Tests.Server;

namespace Monitoring.Tests.History.Influx;

/// <summary>The journal on its way to InfluxDB.</summary>
public sealed class AlarmPointsTests : IDisposable
{
    private readonly StoreFolder folder = new();
    private readonly RecordsFolder records = new();

    private static CancellationToken Cancellation => SomeInflux.Cancellation;

    [Fact]
    public async Task Every_entry_of_the_journal_arrives_and_a_kill_before_the_cursor_was_kept_changes_nothing()
    {
        await using var server = await SomeInflux.ServerAsync();
        using var influx = new SomeInflux(server.Address);
        using var book = records.Open();
        using var store = folder.Open();
        await CommitAsync(book, 0, 1_500);
        await SendAllAsync(store, book, influx);
        Assert.Equal(1_500, await server.NumberAsync("SELECT count(n) FROM alarm"));
        Assert.Equal(1_500, await server.NumberAsync("SELECT max(number) FROM alarm"));

        await CommitAsync(book, 1_500, 20);
        await SendAllAsync(store, book, influx);
        await new JournalCursor(store).WriteAsync(300);
        await SendAllAsync(store, book, influx);

        Assert.Equal(1_520, await server.NumberAsync("SELECT count(n) FROM alarm"));
        Assert.Equal(1_520L * 1_521 / 2, await server.NumberAsync("SELECT sum(number) FROM alarm"));
    }

    [Fact]
    public async Task After_a_restart_it_goes_on_where_it_was()
    {
        await using var server = await ScriptedInflux.StartAsync(InfluxDialect.V1);
        using var influx = new SomeInflux(server.Address);
        using var book = records.Open();
        using (var store = folder.Open())
        {
            await CommitAsync(book, 0, 200);
            await SendAllAsync(store, book, influx);
        }

        await CommitAsync(book, 200, 5);
        using (var store = folder.Open())
        {
            await SendAllAsync(store, book, influx);
        }

        Assert.Equal(205, server.Taken.Count);
        Assert.All(server.Taken, l => Assert.Equal(1, l.Value));
        Assert.Equal(2, server.Requests);
        Assert.Empty(server.Complaints);
    }

    [Fact]
    public async Task A_record_book_that_was_replaced_is_sent_as_a_whole()
    {
        await using var server = await ScriptedInflux.StartAsync(InfluxDialect.V1);
        using var influx = new SomeInflux(server.Address);
        using var store = folder.Open();
        using (var book = records.Open())
        {
            await CommitAsync(book, 0, 300);
            await SendAllAsync(store, book, influx);
        }

        using var other = new RecordsFolder();
        using (var book = other.Open())
        {
            await CommitAsync(book, 1_000, 3);
            await SendAllAsync(store, book, influx);
        }

        Assert.Equal(303, server.Taken.Count);
        Assert.Contains(influx.Log, l => l.StartsWith("Warning: InfluxDB has had the journal up to number 300", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_record_book_that_cannot_be_read_is_said_once_and_read_again()
    {
        await using var server = await ScriptedInflux.StartAsync(InfluxDialect.V1);
        using var influx = new SomeInflux(server.Address);
        using var store = folder.Open();
        var book = new JournalInMemory { Refuses = true };
        await book.CommitAsync(RecordsFolder.Kitchen, [RecordsFolder.Edge(1)], RecordsFolder.State(1), Cancellation);
        using var totals = new MetricTotals();
        using var points = new AlarmPoints(store, book, influx.Delivery, new HurriedTime(), influx.Logger<AlarmPoints>());

        await points.StartAsync(Cancellation);
        await StoreSteps.EventuallyAsync(() => totals.Read().Single(t => t.Metric == "influx.alarms.failures").Value >= 3);
        book.Refuses = false;
        await StoreSteps.EventuallyAsync(() => influx.Log.Any(l => l == "Information: Alarms go to InfluxDB again."));
        await points.StopAsync(Cancellation);

        Assert.Single(server.Taken);
        Assert.Single(influx.Log, l => l.StartsWith("Error: Alarms can't be read", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        records.Dispose();
        folder.Dispose();
    }

    private static Task CommitAsync(OpenBook book, int first, int count) => book.CommitAsync(
        RecordsFolder.Kitchen, [.. Enumerable.Range(first, count).Select(i => RecordsFolder.Edge(i, EdgeKind.Raised))], RecordsFolder.State(1), Cancellation);

    private static async Task SendAllAsync(ReadingStore store, IAlarmRecords book, SomeInflux influx)
    {
        using var points = new AlarmPoints(store, book, influx.Delivery, TimeProvider.System, influx.Logger<AlarmPoints>());
        while (await points.SendPageAsync(Cancellation))
        {
        }
    }
}
