using System.CommandLine;
using System.CommandLine.Parsing;
using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;
using Monitoring.Simulator.Load;

namespace Monitoring.Simulator.Commands;

/// <summary>Many sensors at once: how fast the server is, and whether it loses anything.</summary>
internal static class LoadCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private static readonly Option<string> Host = new("--host") { Description = "The broker's host", DefaultValueFactory = _ => "127.0.0.1" };
    private static readonly Option<int> Port = new("--port") { Description = "The broker's port", DefaultValueFactory = _ => 1883 };
    private static readonly Option<Uri?> Http = new("--http")
    {
        Description = "The server's address, for example http://localhost:5080/: measures alerts and counts the store",
        CustomParser = ParseAddress,
    };
    private static readonly Option<string?> Key = new("--key") { Description = "An API key of the server with the right to see; other users of this machine can read it in the list of processes" };
    private static readonly Option<FileInfo?> KeyFile = new("--key-file") { Description = "A file that holds the key" };
    private static readonly Option<FileInfo?> Authority = new("--ca") { Description = "Encrypts MQTT (--port is then Mqtt:TlsPort), and believes it and an https address by the authorities in this PEM file" };
    private static readonly Option<bool> Register = new("--register") { Description = "Registers each sensor as a device over --http and connects as it: needs a key that may manage devices, and as many --connections as --sensors" };
    private static readonly Option<int> Rate = Number("--rate", "Readings a second; 0: as fast as it goes", 1000, 0, 10_000_000);
    private static readonly Option<int> Sensors = Number("--sensors", "Signals, in areas of twenty", 1000, 1, 1_000_000);
    private static readonly Option<int> Connections = Number("--connections", "MQTT connections", 20, 1, 10_000);
    private static readonly Option<double> Seconds = Number("--seconds", "How long to send", 10.0, 0.1, 1_000_000);
    private static readonly Option<int> Window = Number("--window", "Publishes in flight on a connection", 500, 1, 65_534);
    private static readonly Option<double> Malformed = Number("--malformed", "Share of malformed packets", 0.0, 0, 1);
    private static readonly Option<int> AlertEvery = Number("--alert-every", "One sensor in so many is driven over its limit and back; 0: none", 10, 0, 1_000_000);
    private static readonly Option<double> AlertSeconds = Number("--alert-seconds", "How long it stays over, and how long below", 5.0, 0.01, 100_000);
    private static readonly Option<double> Drain = Number("--drain", "Seconds to wait for the last acknowledgements", 15.0, 0, 100_000);
    private static readonly Option<int> Check = Number("--check", "Signals whose history is counted, at most", 1000, 1, 1_000_000);
    private static readonly Option<int?> Pid = new("--pid") { Description = "Process id of the server: shows the processor time it spent" };
    private static readonly Option<int> Seed = Number("--seed", "Of the malformed packets", 1, int.MinValue, int.MaxValue);
    private static readonly Option<FileInfo?> WritePlan = new("--write-plan") { Description = "Only write the plan that fits --sensors to this file" };
    private static readonly Option<FileInfo?> JsonFile = new("--json") { Description = "Write the result to this file, too" };

    public static Command Create()
    {
        var command = new Command("load", "Load generator: sequence-numbered readings over many connections; exits 1 if anything was lost");
        foreach (var option in (Option[])[Host, Port, Http, Key, KeyFile, Authority, Register, Rate, Sensors, Connections, Seconds, Window, Malformed, AlertEvery, AlertSeconds, Drain, Check, Pid, Seed, WritePlan, JsonFile])
        {
            command.Options.Add(option);
        }

        command.SetAction(RunAsync);
        return command;
    }

    private static Uri? ParseAddress(ArgumentResult argument)
    {
        if (Uri.TryCreate(argument.Tokens[0].Value, UriKind.Absolute, out var address))
        {
            return address;
        }

        argument.AddError($"--http is an address such as http://localhost:5080/, not '{argument.Tokens[0].Value}'.");
        return null;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(WritePlan) is { } plan)
        {
            await File.WriteAllTextAsync(plan.FullName, LoadPlan.Write(parsed.GetValue(Sensors)), cancellation);
            return 0;
        }

        if ((FindKeyProblem(parsed) ?? FindAccessProblem(parsed)) is { } wrong)
        {
            await Console.Error.WriteLineAsync(wrong);
            return 2;
        }

        if (parsed.GetValue(Connections) > parsed.GetValue(Sensors))
        {
            await Console.Error.WriteLineAsync("--connections can't be more than --sensors: a sensor belongs to one connection.");
            return 2;
        }

        try
        {
            var result = await new LoadRun(Options(parsed), TimeProvider.System).RunAsync(cancellation);
            foreach (var line in LoadReport.Lines(result))
            {
                Console.WriteLine(line);
            }

            if (parsed.GetValue(JsonFile) is { } file)
            {
                await File.WriteAllTextAsync(file.FullName, JsonSerializer.Serialize(result, Json), CancellationToken.None);
            }

            return result.Lost ? 1 : 0;
        }
        catch (Exception e) when (e is TimeoutException or HttpRequestException or CryptographicException or IOException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
    }

    private static string? FindKeyProblem(ParseResult parsed) => (parsed.GetValue(Key), parsed.GetValue(KeyFile)) switch
    {
        (not null, not null) => "Give --key or --key-file, not both.",
        (_, { Exists: false } file) => $"--key-file: there is no {file.FullName}.",
        _ => null,
    };

    private static string? FindAccessProblem(ParseResult parsed) =>
        parsed.GetValue(Authority) is { Exists: false } file ? $"--ca: there is no {file.FullName}."
        : !parsed.GetValue(Register) ? null
        : parsed.GetValue(Http) is null ? "--register needs --http: devices are registered over the API."
        : parsed.GetValue(Connections) != parsed.GetValue(Sensors) ? "--register needs as many --connections as --sensors: a device has a connection of its own."
        : null;

    private static LoadOptions Options(ParseResult parsed) => new(
        parsed.GetRequiredValue(Host),
        parsed.GetValue(Port),
        parsed.GetValue(Http),
        parsed.GetValue(KeyFile) is { } file ? File.ReadAllText(file.FullName).Trim() : parsed.GetValue(Key),
        parsed.GetValue(Rate),
        parsed.GetValue(Sensors),
        parsed.GetValue(Connections),
        TimeSpan.FromSeconds(parsed.GetValue(Seconds)),
        parsed.GetValue(Window),
        parsed.GetValue(Malformed),
        parsed.GetValue(AlertEvery),
        TimeSpan.FromSeconds(parsed.GetValue(AlertSeconds)),
        TimeSpan.FromSeconds(parsed.GetValue(Drain)),
        parsed.GetValue(Check),
        parsed.GetValue(Pid),
        parsed.GetValue(Seed),
        parsed.GetValue(Authority) is { } authority ? LoadTrust.Read(authority.FullName) : null,
        parsed.GetValue(Register));

    private static Option<T> Number<T>(string name, string description, T standard, T lowest, T highest)
        where T : INumber<T>
    {
        var option = new Option<T>(name) { Description = description, DefaultValueFactory = _ => standard };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<T>() is { } value && (value < lowest || value > highest))
            {
                result.AddError($"{name} is {lowest} to {highest}.");
            }
        });
        return option;
    }
}
