using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Monitoring.History.Influx;

/// <summary>Tries at the start, each minute until it is right, and when a question has failed since, whether the settings fit the server, and says what doesn't.</summary>
internal sealed class InfluxCheck(InfluxClient client, InfluxHealth health, TimeProvider time, ILogger<InfluxCheck> log) : BackgroundService
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private string Database => client.Options.Database!;

    private InfluxDialect Dialect => client.Options.Dialect;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var isRight = false; !stoppingToken.IsCancellationRequested;)
        {
            try
            {
                // Once it is right it is asked again only when a question has failed since: nobody else may ask for days.
                isRight = (isRight && !health.IsFailing(InfluxPart.Reading)) || await CheckAsync(stoppingToken) is null;
                if (isRight)
                {
                    health.Works(InfluxPart.Reading);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                health.Failing(InfluxPart.Checking, $"The check of {client.Server} failed ({e.Message}). It is made again each minute.", needsPerson: false);
            }

            await Task.Delay(Minute, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>What is wrong, with the remedy; null: nothing.</returns>
    public async Task<string?> CheckAsync(CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(client.Options.Timeout, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            var version = await VersionAsync(ending.Token);
            if ((WhyNotVersion(version) ?? await WhyNotReadableAsync(ending.Token)) is { } wrong)
            {
                health.Failing(InfluxPart.Checking, wrong, needsPerson: true);
                return wrong;
            }

            health.Works(InfluxPart.Checking);
            InfluxLog.Connected(log, version!, client.Server, Database);
            return null;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            var why = e is OperationCanceledException ? $"no answer within {client.Options.Timeout.TotalSeconds:0.#} s" : e.Message;
            var unreachable = $"{client.Server} can't be reached ({why}). Start it, or correct Influx:Address.";
            health.Failing(InfluxPart.Checking, unreachable, needsPerson: false);
            return unreachable;
        }
    }

    private async Task<string?> VersionAsync(CancellationToken cancellation)
    {
        using var response = await client.PingAsync(cancellation);
        return response.Headers.TryGetValues("X-Influxdb-Version", out var version) ? version.First() : null;
    }

    private string? WhyNotVersion(string? said)
    {
        if (said is null)
        {
            return $"{client.Server} answers, but not as InfluxDB: its /ping names no version. Correct Influx:Address.";
        }

        var words = said.TrimStart('v').Split('.', '-', '~');
        var (major, minor) = (words[0], words.Length > 1 && int.TryParse(words[1], out var number) ? number : 0);
        var fits = (Dialect, major) switch
        {
            (InfluxDialect.V1, "2" or "3") => false,
            (InfluxDialect.V2, "1") => minor >= 8,
            (InfluxDialect.V3, "1" or "2") => false,
            _ => true,
        };
        return fits ? null : $"{client.Server} is InfluxDB {ServerWords.Of(said, null, null).Text}, which Influx:Dialect {Dialect} doesn't fit. Set it to V{major}"
            + (major == "1" ? ", with Influx:UserName and Influx:PasswordFile." : ", with Influx:TokenFile.");
    }

    private async Task<string?> WhyNotReadableAsync(CancellationToken cancellation) =>
        await WhyNotAsync("SHOW MEASUREMENTS", "measurements", cancellation)
        // 1.x lists the measurements of a database that isn't there too: none.
        ?? (Dialect == InfluxDialect.V1 ? await WhyNotAsync("""SELECT "q" FROM "reading" LIMIT 1""", SeriesTags.ReadingMeasurement, cancellation) : null);

    private async Task<string?> WhyNotAsync(string query, string series, CancellationToken cancellation)
    {
        using var response = await client.QueryAsync(query, cancellation);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            return WhyNot(response.StatusCode, await client.ReadWordsAsync(response, cancellation));
        }

        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellation);
            await InfluxAnswer.ReadAsync(body, series, (_, _) => { }, cancellation);
            return null;
        }
        catch (InfluxQueryException refused)
        {
            return WhyNot(refused.Message);
        }
        catch (Exception strange) when (strange is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return $"{client.Server} answers, but not as InfluxDB ({strange.Message}). Correct Influx:Address.";
        }
    }

    private string? WhyNot(string words)
    {
        if (words.Contains("retention policy", StringComparison.OrdinalIgnoreCase))
        {
            return $"'{Database}' at {client.Server} has no such retention policy ({words}). Make it, or correct Influx:RetentionPolicy.";
        }

        if (words.Contains("not found", StringComparison.OrdinalIgnoreCase))
        {
            // It is made with the first batch.
            return client.Options.CreateDatabase ? null : NotThere(words);
        }

        return $"'{Database}' at {client.Server} can't be read: {words}.";
    }

    private string WhyNot(HttpStatusCode status, ServerWords words)
    {
        var said = $"{(int)status}: {words.Text}";
        return status switch
        {
            HttpStatusCode.Unauthorized => $"{client.Server} doesn't know us ({said}). Correct {(Dialect == InfluxDialect.V1 ? "Influx:UserName and Influx:PasswordFile" : "Influx:TokenFile")}.",
            HttpStatusCode.Forbidden => $"We may not read '{Database}' at {client.Server} ({said}). Give {(Dialect == InfluxDialect.V1 ? $"user '{client.Options.UserName}'" : "the token")} the right to read and write it.",
            HttpStatusCode.NotFound => NotThere(said),
            _ => $"'{Database}' at {client.Server} can't be read ({said}).",
        };
    }

    private string NotThere(string said) => Dialect == InfluxDialect.V2
        ? $"There is no bucket '{Database}' at {client.Server}, or it has no DBRP mapping, which InfluxQL needs ({said}). Make the bucket, or the mapping (influx v1 dbrp create), or correct Influx:Database."
        : $"There is no database '{Database}' at {client.Server} ({said}). Make it, set Influx:CreateDatabase, or correct Influx:Database.";
}
