using Monitoring.Domain.Areas;

namespace Monitoring.Tests.Records.Alarms;

/// <summary>The journal read forward, by somebody who remembers how far.</summary>
public sealed class JournalFollowingTests : IDisposable
{
    private static readonly AreaId Workshop = new("palu", "workshop");

    private readonly RecordsFolder folder = new();
    private readonly CancellationToken stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_remembers_the_last_number_gets_every_entry_once_and_in_order()
    {
        using var records = folder.Open();
        foreach (var (area, first) in new[] { (RecordsFolder.Kitchen, 0), (Workshop, 100), (RecordsFolder.Kitchen, 200) })
        {
            await records.CommitAsync(area, [.. Enumerable.Range(first, 25).Select(i => RecordsFolder.Edge(i, area: area))], RecordsFolder.State(1), stop);
        }

        List<long> numbers = [];
        List<int> sizes = [];
        for (var last = 0L; sizes.Count == 0 || sizes[^1] > 0; last = numbers[^1])
        {
            var page = await records.ReadAfterAsync(last, 20, stop);
            numbers.AddRange(page.Select(e => e.Number));
            sizes.Add(page.Length);
        }

        Assert.Equal(Enumerable.Range(1, 75).Select(n => (long)n), numbers);
        Assert.Equal([20, 20, 20, 15, 0], sizes);
    }

    [Fact]
    public async Task What_comes_later_has_a_greater_number_and_is_whole()
    {
        using var records = folder.Open();
        await records.CommitAsync(RecordsFolder.Kitchen, [RecordsFolder.Edge(1)], RecordsFolder.State(1), stop);
        var first = Assert.Single(await records.ReadAfterAsync(0, 1_000, stop));

        var edge = RecordsFolder.Edge(500, area: Workshop) with { By = "ani", Note = "Sudah dimatikan" };
        await records.CommitAsync(Workshop, [RecordsFolder.Edge(1), edge], RecordsFolder.State(1), stop);

        var followed = await records.ReadAfterAsync(first.Number, 1_000, stop);
        Assert.Equal(edge, followed[^1].Edge);
        Assert.Equal(Workshop, followed[^1].Area);
        Assert.All(followed, e => Assert.True(e.Number > first.Number));
    }

    [Theory]
    [InlineData(-1, 10)]
    [InlineData(0, 0)]
    [InlineData(0, 1_001)]
    public async Task A_page_that_cannot_be_is_refused(long number, int limit)
    {
        using var records = folder.Open();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => records.ReadAfterAsync(number, limit, stop));
    }

    public void Dispose() => folder.Dispose();
}
