using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Grains.Ports;

namespace Monitoring.Tests.Records.Alarms;

public sealed class JournalQueryTests : IAsyncLifetime
{
    private static readonly AreaId Workshop = new("palu", "workshop");
    private static readonly AreaId Elsewhere = new("palu-2", "kitchen");
    private static readonly JournalQuery Everything = new(null, null, null, null, null, null, 1_000);

    private readonly RecordsFolder folder = new();
    private readonly CancellationToken stop = TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        using var records = folder.Open();
        foreach (var (area, first) in new[] { (RecordsFolder.Kitchen, 0), (Workshop, 100), (Elsewhere, 200) })
        {
            await records.CommitAsync(area, [.. Enumerable.Range(first, 25).Select(i => RecordsFolder.Edge(i, area: area))], RecordsFolder.State(1), stop);
        }
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repeat_from_the_newest_to_the_oldest()
    {
        using var records = folder.Open();
        List<long> numbers = [];
        List<int> sizes = [];
        for (long? before = null; sizes.Count == 0 || before is not null;)
        {
            var page = await records.QueryAsync(Everything with { Before = before, Limit = 25 }, stop);
            numbers.AddRange(page.Entries.Select(e => e.Number));
            sizes.Add(page.Entries.Length);
            before = page.Next;
        }

        Assert.Equal(Enumerable.Range(1, 75).Reverse().Select(n => (long)n), numbers);
        Assert.Equal([25, 25, 25], sizes);
    }

    [Fact]
    public async Task A_page_is_not_disturbed_by_edges_that_come_while_it_is_read()
    {
        using var records = folder.Open();
        var first = await records.QueryAsync(Everything with { Limit = 10 }, stop);
        await records.CommitAsync(RecordsFolder.Kitchen, [RecordsFolder.Edge(500)], RecordsFolder.State(1), stop);

        var second = await records.QueryAsync(Everything with { Limit = 10, Before = first.Next }, stop);

        Assert.Equal(first.Entries[^1].Number - 1, second.Entries[0].Number);
    }

    [Theory]
    [InlineData("palu", null, 50)]
    [InlineData("palu", "kitchen", 25)]
    [InlineData(null, "kitchen", 50)]
    [InlineData("pal", null, 0)]
    [InlineData("' OR 1=1 --", null, 0)]
    [InlineData("palu", "kitchen'; DROP TABLE alarm_edge; --", 0)]
    public async Task Only_what_is_asked_for_comes(string? facility, string? area, int count)
    {
        using var records = folder.Open();

        Assert.Equal(count, (await records.QueryAsync(Everything with { Facility = facility, Area = area }, stop)).Entries.Length);
        Assert.Equal(75, (await records.QueryAsync(Everything, stop)).Entries.Length);
    }

    [Theory]
    [InlineData("palu", 50)]
    [InlineData("palu/kitchen", 25)]
    [InlineData("palu/kitchen palu-2", 50)]
    [InlineData("palu/workshop palu-2/kitchen", 50)]
    [InlineData("palu-2/workshop", 0)]
    [InlineData("palu2", 0)]
    [InlineData("'OR/1=1", 0)]
    public async Task Only_entries_of_the_places_come_whatever_else_is_asked(string places, int count)
    {
        using var records = folder.Open();
        var query = Everything with { Places = [.. places.Split(' ').Select(p => p.Split('/')).Select(p => new JournalPlace(p[0], p.ElementAtOrDefault(1)))] };

        Assert.Equal(count, (await records.QueryAsync(query, stop)).Entries.Length);
        Assert.Equal(count, (await records.QueryAsync(query with { Kinds = [EdgeKind.Raised] }, stop)).Entries.Length);
        Assert.Equal(count, (await records.QueryAsync(query with { Text = "fire" }, stop)).Entries.Length);
        Assert.Equal(count == 0 ? 0 : 1, (await records.QueryAsync(query with { Limit = 1 }, stop)).Entries.Length);
        var ofKitchen = places is "palu" or "palu/kitchen" or "palu/kitchen palu-2";
        var alarm = AlarmId.Create(RecordsFolder.Kitchen, "fryer-1", "oil_temp", "fire", 3);
        Assert.Equal(ofKitchen ? 1 : 0, (await records.QueryAsync(query with { AlarmId = alarm }, stop)).Entries.Length);
        Assert.Equal(ofKitchen ? 25 : 0, (await records.QueryAsync(query with { Facility = "palu", Area = "kitchen" }, stop)).Entries.Length);
    }

    [Fact]
    public async Task A_time_range_has_its_beginning_and_not_its_end()
    {
        using var records = folder.Open();

        var page = await records.QueryAsync(Everything with { From = 5_001 + 10, To = 5_001 + 20 }, stop);

        Assert.Equal(Enumerable.Range(10, 10).Reverse().Select(n => (long)n), page.Entries.Select(e => e.Edge.Alarm.ConditionStart));
    }

    [Fact]
    public async Task One_alarm_tells_its_own_story()
    {
        using var records = folder.Open();
        var raised = RecordsFolder.Edge(3);
        var returned = RecordsFolder.Edge(3, EdgeKind.Returned);
        await records.CommitAsync(RecordsFolder.Kitchen, [returned], RecordsFolder.State(1), stop);

        Assert.Equal([returned, raised], (await records.QueryAsync(Everything with { AlarmId = raised.Alarm.Id }, stop)).Entries.Select(e => e.Edge));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_001)]
    public async Task A_page_has_a_size(int limit)
    {
        using var records = folder.Open();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => records.QueryAsync(Everything with { Limit = limit }, stop));
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
