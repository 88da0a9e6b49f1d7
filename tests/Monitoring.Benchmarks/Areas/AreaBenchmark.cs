using BenchmarkDotNet.Attributes;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;
using Monitoring.Records.Plans;

namespace Monitoring.Benchmarks.Areas;

/// <summary>How fast the shipped kitchen decides: batches of 64 normal readings, three out of four of the two fryers with two rules each.</summary>
[MemoryDiagnoser]
public class AreaBenchmark
{
    private const int Batch = 64;

    private readonly Reading[] readings = new Reading[Batch];
    private Area area = null!;
    private long now = 1_795_435_200_000;
    private int[] signals = [];

    [GlobalSetup]
    public void Open()
    {
        var plan = PlanFile.Load(Path.Combine(AppContext.BaseDirectory, "plan.yaml"));
        var kitchen = new AreaId("palu", "kitchen");
        signals = [.. new[] { "fryer-1/oil_temp", "fryer-1/basket", "fryer-2/oil_temp", "fridge/temp" }.Select(s => plan.FindSignal($"{kitchen}/{s}")!.Number)];
        area = new Area(plan, kitchen, null, Guid.NewGuid(), now);
    }

    [Benchmark(OperationsPerInvoke = Batch)]
    public void Take()
    {
        for (var i = 0; i < Batch; i++)
        {
            var signal = i % 4;
            now += i % 4 == 0 ? 250 : 0;
            readings[i] = new Reading(signals[signal], now, signal switch { 1 => 1, 3 => 3.5, _ => 145 + i % 7 });
        }

        area.Take(readings, now);
    }
}
