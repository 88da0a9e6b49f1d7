using Monitoring.Tests.Areas;
using static Monitoring.Tests.Grains.KitchenCluster;

namespace Monitoring.Tests.Grains;

/// <summary>What is around a kitchen's grain fails or hangs; its alarms go on.</summary>
public sealed class TroubleTests : IAsyncDisposable
{
    private readonly KitchenCluster cluster = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    [Fact]
    public async Task A_record_book_that_fails_in_a_way_nobody_foresaw_is_behind_like_any_other()
    {
        await cluster.InitializeAsync();
        cluster.Records.Defect = new ArgumentException("Nobody foresaw this.");
        await cluster.Burn();
        Assert.True((await cluster.Kitchen.GetDelta(default)).RecordsBehind);

        cluster.Records.Defect = null;
        await CatchesUp();
    }

    [Fact]
    public async Task A_record_book_that_hangs_silences_no_alarm()
    {
        await cluster.InitializeAsync();
        await cluster.Read(SomeKitchen.OilTemperature, 140);
        var hold = cluster.Records.Hold();
        var burning = cluster.Burn();
        await Until(() =>
        {
            cluster.Time.Advance(TimeSpan.FromMilliseconds(100));
            return burning.IsCompleted;
        });
        var board = await cluster.Kitchen.GetDelta(default);
        Assert.True(board.RecordsBehind);
        Assert.Contains(board.Alarms, a => a.Rule == "fire");

        hold.Dispose();
        await CatchesUp();
    }

    [Fact]
    public async Task A_facility_that_does_not_answer_holds_up_no_alarm()
    {
        await cluster.InitializeAsync();
        var answer = new TaskCompletionSource();
        cluster.FacilityAnswers = answer.Task;
        await cluster.Burn();
        cluster.Time.Advance(TimeSpan.FromSeconds(3));
        await Until(async () => (await cluster.Kitchen.GetDelta(default).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Cancellation)).Alarms.Length > 0);
        await cluster.Kitchen.KeepAwake().WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
        answer.SetResult();
    }

    private async Task CatchesUp()
    {
        await Until(async () =>
        {
            cluster.Time.Advance(TimeSpan.FromSeconds(1));
            return !(await cluster.Kitchen.GetDelta(default)).RecordsBehind;
        });
        Assert.Contains(cluster.Records.Edges, e => e.Alarm.Rule == "fire");
    }
}
