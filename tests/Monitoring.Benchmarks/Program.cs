using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Monitoring.Benchmarks.History;

// "store [millions of readings]" measures the reading store; everything else goes to BenchmarkDotNet (try --list flat).
if (args is ["store", ..])
{
    await StoreBenchmark.RunAsync(args[1..]);
    return;
}

var config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
BenchmarkSwitcher.FromAssembly(typeof(StoreBenchmark).Assembly).Run(args, config);
