using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Microsoft.Extensions.Options;
using Monitoring.History;
using Monitoring.History.Copies;

namespace Monitoring.Server.Commands;

/// <summary><c>history copy --to influx|embedded</c>: run while the server is stopped, with the server's own settings.</summary>
internal static class HistoryCommand
{
    private static readonly Option<string> To = new("--to") { Description = "Where the past goes: influx (from the embedded store) or embedded (from InfluxDB)", Required = true };
    private static readonly Option<DateTimeOffset> From = Date("--from", "Begin (ISO 8601 with zone; default: everything)", DateTimeOffset.UnixEpoch);
    private static readonly Option<DateTimeOffset> Until = Date("--until", "End, exclusive (ISO 8601 with zone; default: everything)", DateTimeOffset.MaxValue);

    public static bool IsMeant(string[] args) => args is ["history", ..];

    /// <param name="add">Adds the plan and the history to the services.</param>
    public static Task<int> RunAsync(string[] args, Action<IServiceCollection, IConfiguration> add)
    {
        To.AcceptOnlyFromAmong("influx", "embedded");
        var copy = new Command("copy", "Moves a past from one store to the other. Interrupted, the same command goes on where it was.") { To, From, Until };
        copy.SetAction((parsed, cancellation) => CopyAsync(add, parsed.GetValue(To) == "influx", parsed.GetValue(From), parsed.GetValue(Until), cancellation));
        var root = new RootCommand("Monitoring") { new Command("history", "Readings of the past") { copy } };
        return root.Parse(args).InvokeAsync();
    }

    private static async Task<int> CopyAsync(Action<IServiceCollection, IConfiguration> add, bool toInflux, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellation)
    {
        try
        {
            var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
            // The bar says what is wrong.
            builder.Logging.ClearProviders();
            add(builder.Services, builder.Configuration);
            using var host = builder.Build();
            host.Services.GetRequiredService<IStartupValidator>().Validate();
            var copy = host.Services.GetRequiredService<HistoryCopy>();
            var bar = new ProgressBar(Console.Out, Console.IsOutputRedirected);
            var (first, last) = (Math.Max(0, from.ToUnixTimeMilliseconds()), Math.Min(until.ToUnixTimeMilliseconds(), HistoryOptions.EndOfTime));
            if (first >= last)
            {
                throw new InvalidDataException("--from must lie before --until.");
            }

            var done = toInflux ? await copy.ToInfluxAsync(first, last, bar, cancellation) : await copy.FromInfluxAsync(first, last, bar, cancellation);
            bar.End(toInflux ? $"Everything is in InfluxDB: {done:N0} sealed slots of ten minutes, and what isn't sealed yet." : $"{done:N0} readings are in the embedded store.");
            return 0;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync($"{Environment.NewLine}Interrupted. The same command goes on where it was.");
            return 130;
        }
        catch (Exception wrong) when (wrong is OptionsValidationException or InvalidOperationException or InvalidDataException or IOException or Grains.Ports.HistoryUnavailableException)
        {
            await Console.Error.WriteLineAsync($"{Environment.NewLine}The past can't be copied:{Environment.NewLine}{wrong.Message}");
            return 1;
        }
    }

    private static Option<DateTimeOffset> Date(string name, string description, DateTimeOffset usual) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => usual,
        CustomParser = Parse,
    };

    private static DateTimeOffset Parse(ArgumentResult result)
    {
        if (DateTimeOffset.TryParse(result.Tokens.Single().Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
        {
            return date;
        }

        result.AddError($"'{result.Tokens.Single().Value}' is no date: write it like 2026-11-25 or 2026-11-25T08:00:00+08:00.");
        return default;
    }
}
