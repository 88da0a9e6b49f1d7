using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Monitoring.Benchmarks.History;
using Monitoring.Benchmarks.Records;

// "store [millions of readings]" measures the reading store, "influx [thousands in a round]" the way to InfluxDB,
// "drain [minutes]" what an outage of it leaves, "years [share of 100 million]" a reviewer's questions, "records" the record book; everything else goes to BenchmarkDotNet (try --list flat).
if (args is ["store", ..])
{
    await StoreBenchmark.RunAsync(args[1..]);
    return;
}

if (args is ["influx", ..])
{
    await InfluxBenchmark.RunAsync(args[1..]);
    return;
}

if (args is ["years", ..])
{
    await YearsBenchmark.RunAsync(args[1..]);
    return;
}

if (args is ["drain", ..])
{
    await DrainBenchmark.RunAsync(args[1..]);
    return;
}

if (args is ["records"])
{
    await RecordsBenchmark.RunAsync();
    return;
}

var config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
BenchmarkSwitcher.FromAssembly(typeof(StoreBenchmark).Assembly).Run(args, config);
