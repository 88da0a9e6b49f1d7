using Monitoring.Records.Audit;

namespace Monitoring.Tests.Audit;

public sealed class AuditTrailTests : IAsyncLifetime
{
    private static readonly AuditQuestion Everything = new(null, 100, null, null, null, null, null, null);

    private readonly CancellationToken stop = TestContext.Current.CancellationToken;
    private SomeAudit audit = null!;

    public async ValueTask InitializeAsync() => audit = await SomeAudit.WriteAsync(stop);

    public ValueTask DisposeAsync() => audit.DisposeAsync();

    [Fact]
    public async Task The_trail_comes_newest_first_page_by_page()
    {
        var first = await audit.Trail.QueryAsync(Everything with { Limit = 6 }, stop);
        var second = await audit.Trail.QueryAsync(Everything with { Limit = 6, Before = first.Next }, stop);

        Assert.Equal([10, 9, 8, 7, 6, 5], first.Entries.Select(e => e.Number));
        Assert.Equal([4, 3, 2, 1], second.Entries.Select(e => e.Number));
        Assert.Null(second.Next);
        Assert.Equal((10, 8), (first.Length, first.LastSigned!.Number));
    }

    [Fact]
    public async Task What_is_asked_narrows_it()
    {
        Assert.Equal([10, 8, 6, 4, 2], await Numbers(Everything with { Facilities = ["palu", "poso"] }));
        Assert.Empty(await Numbers(Everything with { Facilities = [] }));
        Assert.Equal([9, 7, 5, 3, 1], await Numbers(Everything with { What = "device" }));
        Assert.Equal([9, 7, 5, 3, 1], await Numbers(Everything with { What = "device.add" }));
        Assert.Empty(await Numbers(Everything with { What = "dev" }));
        Assert.Equal([7], await Numbers(Everything with { Subject = "p7" }));
        Assert.Empty(await Numbers(Everything with { Who = "budi" }));
        Assert.Empty(await Numbers(Everything with { Subject = "%" }));
        Assert.Equal([5, 4, 3], await Numbers(Everything with { From = At(3), To = At(6) }));
    }

    private static long At(int number) => 1_795_435_200_000 + (60_000 * (number - 1));

    private async Task<IEnumerable<long>> Numbers(AuditQuestion asked) => (await audit.Trail.QueryAsync(asked, stop)).Entries.Select(e => e.Number);
}
