using Monitoring.Benchmarks.History;

switch (args.FirstOrDefault())
{
    case "store":
        await StoreBenchmark.RunAsync(args[1..]);
        return 0;
    default:
        Console.Error.WriteLine("Name a benchmark: store [millions of readings]");
        return 2;
}
