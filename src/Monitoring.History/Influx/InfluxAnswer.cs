using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;

namespace Monitoring.History.Influx;

/// <summary>An answer to InfluxQL as it comes in: one JSON document a line, each with the next rows.</summary>
internal static class InfluxAnswer
{
    private const int LongestDocument = 64 * 1024 * 1024;

    /// <param name="measurement">Whose rows they must be: a server that only looks like InfluxDB says something else.</param>
    /// <param name="row">Called for each row in order: the statement's index, and the row's values, of which the first is the time. They live as long as the call.</param>
    /// <exception cref="InfluxQueryException">An error, which may stand inside a 200 or behind rows.</exception>
    /// <exception cref="JsonException">No JSON, or not all of it.</exception>
    /// <exception cref="IOException">The answer broke off.</exception>
    public static async Task ReadAsync(Stream body, string measurement, Action<int, JsonElement> row, CancellationToken cancellation)
    {
        var reader = PipeReader.Create(body, new StreamPipeReaderOptions(bufferSize: 64 * 1024, leaveOpen: true));
        var isUnfinished = true;
        while (true)
        {
            var result = await reader.ReadAsync(cancellation);
            var rest = result.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                isUnfinished = Read(rest.Slice(0, end), measurement, row, isUnfinished);
                rest = rest.Slice(rest.GetPosition(1, end));
            }

            if (result.IsCompleted)
            {
                isUnfinished = Read(rest, measurement, row, isUnfinished);
                break;
            }

            if (rest.Length > LongestDocument)
            {
                throw new JsonException($"One document of more than {LongestDocument} bytes.");
            }

            reader.AdvanceTo(rest.Start, rest.End);
        }

        await reader.CompleteAsync();
        if (isUnfinished)
        {
            throw new JsonException("The answer ends before its last rows.");
        }
    }

    /// <returns>True: more rows must follow.</returns>
    private static bool Read(ReadOnlySequence<byte> line, string measurement, Action<int, JsonElement> row, bool isUnfinished)
    {
        if (line.Length <= 1)
        {
            return isUnfinished;
        }

        using var document = JsonDocument.Parse(line);
        ThrowIfError(document.RootElement);
        if (!document.RootElement.TryGetProperty("results", out var results))
        {
            throw new JsonException("An answer without results.");
        }

        var isPartial = false;
        foreach (var result in results.EnumerateArray())
        {
            ThrowIfError(result);
            isPartial |= result.TryGetProperty("partial", out var partial) && partial.GetBoolean();
            var statement = result.TryGetProperty("statement_id", out var id) ? id.GetInt32() : 0;
            if (result.TryGetProperty("series", out var series))
            {
                foreach (var one in series.EnumerateArray())
                {
                    ReadSeries(one, statement, measurement, row);
                }
            }
        }

        return isPartial;
    }

    private static void ReadSeries(JsonElement series, int statement, string measurement, Action<int, JsonElement> row)
    {
        if (series.GetProperty("name").GetString() != measurement)
        {
            throw new InfluxQueryException($"it answered about '{series.GetProperty("name").GetString()}' when asked about '{measurement}': it isn't InfluxDB, or no InfluxQL");
        }

        foreach (var values in series.GetProperty("values").EnumerateArray())
        {
            row(statement, values);
        }
    }

    private static void ThrowIfError(JsonElement element)
    {
        if (element.TryGetProperty("error", out var error))
        {
            throw new InfluxQueryException(ServerWords.Of(error.GetString() ?? "", null, null).Text);
        }
    }
}

/// <param name="words">The server's own.</param>
internal sealed class InfluxQueryException(string words) : Exception(words);
