using System.Collections.Immutable;
using System.CommandLine;
using Monitoring.Simulator.Devices;
using Monitoring.Simulator.Faults;

namespace Monitoring.Simulator.Commands;

/// <summary>The default: devices that don't exist, to look at and to break.</summary>
internal static class SimulateCommand
{
    private static readonly Option<string> Host = new("--host") { Description = "The broker's host", DefaultValueFactory = _ => "localhost" };
    private static readonly Option<int> Port = new("--port") { Description = "The broker's port", DefaultValueFactory = _ => 1883 };
    private static readonly Option<int> Seed = new("--seed") { Description = "The same seed gives the same readings", DefaultValueFactory = _ => 1 };
    private static readonly Option<TimeSpan> Start = new("--start") { Description = "The shop's time of day at the start, HH:mm", DefaultValueFactory = _ => TimeSpan.FromHours(8) };
    private static readonly Option<TimeSpan> Back = new("--back") { Description = "Begin so far in the past (for example 1.00:00:00) and catch up at --speed", DefaultValueFactory = _ => TimeSpan.Zero };
    private static readonly Option<double> Speed = SpeedOption();
    private static readonly Option<FileInfo?> PasswordFile = new("--password-file") { Description = "What the stations sign in with: facility.area.device:password, one a line; others come without a name" };
    private static readonly Option<bool> Calm = new("--calm") { Description = "Nothing goes wrong by itself" };

    private static readonly Option<string[]> FaultTexts = FaultOption();

    public static void AddTo(Command command)
    {
        command.Validators.Add(result =>
        {
            if (result.GetValue(Back) < TimeSpan.Zero || (result.GetValue(Back) > TimeSpan.Zero && result.GetValue(Speed) <= 1))
            {
                result.AddError("--back is a span of the past and needs a --speed above 1 to catch up.");
            }
        });
        foreach (var option in (Option[])[Host, Port, Seed, Start, Back, Speed, PasswordFile, Calm, FaultTexts])
        {
            command.Options.Add(option);
        }

        command.SetAction(RunAsync);
    }

    private static Option<double> SpeedOption()
    {
        var option = new Option<double>("--speed") { Description = "Simulated seconds a second until now is reached; alone it begins an hour back", DefaultValueFactory = _ => 1 };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= 1 and <= 100_000))
            {
                result.AddError("--speed is 1 to 100000.");
            }
        });
        return option;
    }

    private static Option<string[]> FaultOption()
    {
        var option = new Option<string[]>("--fault")
        {
            Description = $"equipment[/signal]:kind[@start][+duration][/period], for example fryer-1/oil_temp:overheat@30s+60s; may be repeated, and typed while it runs. Kinds: {string.Join(", ", Fault.Kinds)}",
        };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                try
                {
                    Fault.Parse(token.Value);
                }
                catch (FormatException e)
                {
                    result.AddError(e.Message);
                }
            }
        });
        return option;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var speed = parsed.GetValue(Speed);
        var back = parsed.GetValue(Back);
        ImmutableArray<Fault> faults = [.. parsed.GetValue(Calm) ? [] : Palu.Incidents, .. (parsed.GetValue(FaultTexts) ?? []).Select(Fault.Parse)];
        var options = new SimulationOptions(
            parsed.GetRequiredValue(Host),
            parsed.GetValue(Port),
            parsed.GetValue(Seed),
            parsed.GetValue(Start),
            back == TimeSpan.Zero && speed > 1 ? TimeSpan.FromHours(1) : back,
            speed,
            faults);
        try
        {
            options = parsed.GetValue(PasswordFile) is { } file ? options with { Passwords = DevicePasswords.Read(await File.ReadAllLinesAsync(file.FullName, cancellation)) } : options;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or FormatException)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 2;
        }

        var simulation = new Simulation(options, TimeProvider.System, new ConsoleLog());
        _ = Task.Run(() => ReadFaultsAsync(simulation, cancellation), cancellation);
        await simulation.RunAsync(cancellation);
        return 0;
    }

    private static async Task ReadFaultsAsync(Simulation simulation, CancellationToken cancellation)
    {
        while (await Console.In.ReadLineAsync(cancellation) is { } line)
        {
            try
            {
                Console.Error.WriteLine(line.Trim().Length == 0 || simulation.Add(Fault.Parse(line)) ? "ok" : "There is no such equipment.");
            }
            catch (FormatException e)
            {
                Console.Error.WriteLine(e.Message);
            }
        }
    }
}
