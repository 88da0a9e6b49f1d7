using System.Net;
using System.Text.Json;
using Monitoring.Grains.Ports;

namespace Monitoring.History.Influx;

/// <summary>Asks InfluxQL, and turns whatever goes wrong into one exception that a person can act on.</summary>
internal sealed class InfluxQuestion(InfluxClient client, InfluxHealth health, TimeProvider time)
{
    /// <inheritdoc cref="InfluxAnswer.ReadAsync" path="/param"/>
    /// <exception cref="HistoryUnavailableException">No answer, not all of it, or an error.</exception>
    public async Task AskAsync(string query, string measurement, Action<int, JsonElement> row, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(client.Options.Timeout, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            using var response = await client.QueryAsync(query, ending.Token);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                throw Refused(response.StatusCode, await client.ReadWordsAsync(response, ending.Token));
            }

            await using var body = await response.Content.ReadAsStreamAsync(ending.Token);
            await InfluxAnswer.ReadAsync(body, measurement, row, ending.Token);
            health.Works(InfluxPart.Reading);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw Away($"it didn't answer within {client.Options.Timeout.TotalSeconds:0.#} s; ask for a shorter range, or raise Influx:Timeout", needsPerson: false, e);
        }
        catch (InfluxQueryException e)
        {
            throw Away(e.Message, needsPerson: false, e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw Away($"it can't be reached, or broke off ({e.Message})", needsPerson: false, e);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw Away($"it answered as InfluxDB wouldn't ({e.Message}); check Influx:Address", needsPerson: false, e);
        }
    }

    private HistoryUnavailableException Refused(HttpStatusCode status, ServerWords words)
    {
        var said = $"{(int)status}: {words.Text}";
        var (why, needsPerson) = status switch
        {
            HttpStatusCode.Unauthorized => ($"it doesn't know us ({said}); correct the user name, password or token of the section Influx", true),
            HttpStatusCode.Forbidden => ($"we may not read '{client.Options.Database}' ({said}); grant the right to read it", true),
            HttpStatusCode.NotFound => ($"there is nothing to read ({said}); correct Influx:Database" + (client.Options.Dialect == InfluxDialect.V2 ? ", or make a DBRP mapping for the bucket" : ""), true),
            _ => (said, false),
        };
        return Away(why, needsPerson, null);
    }

    private HistoryUnavailableException Away(string why, bool needsPerson, Exception? reason)
    {
        health.Failing(InfluxPart.Reading, $"{client.Server} can't be read: {why}", needsPerson);
        return new HistoryUnavailableException($"InfluxDB ({client.Server}) can't be read: {why}.", reason);
    }
}
