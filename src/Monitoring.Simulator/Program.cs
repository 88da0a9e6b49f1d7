using System.CommandLine;
using Monitoring.Simulator.Commands;

namespace Monitoring.Simulator;

internal static class Program
{
    private static Task<int> Main(string[] arguments)
    {
        var root = new RootCommand("Kitchens and workshops that don't exist, over real MQTT");
        var simulate = new Command("simulate", "The stations of the example plan (what happens without a command, too)");
        SimulateCommand.AddTo(root);
        SimulateCommand.AddTo(simulate);
        root.Subcommands.Add(simulate);
        root.Subcommands.Add(LoadCommand.Create());
        return root.Parse(arguments).InvokeAsync();
    }
}
