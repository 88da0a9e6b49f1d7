using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Monitoring.Domain.Signals;
using Monitoring.History.Influx;
using Monitoring.Tests.History.Influx.Servers;

namespace Monitoring.Benchmarks.History;

/// <summary>
/// <c>influx [thousands of rows in a round]</c>: readings encoded, compressed and delivered to a real InfluxDB, beside a bare <see cref="HttpClient"/> that posts bodies made before, plain and
/// compressed; in turn, against the same server. 1,000 series with value and quality, 5,000 lines in a request, two requests at a time.
/// </summary>
internal static class InfluxBenchmark
{
    private const int Series = 1_000;
    private const int BatchLines = 5_000;
    private const int InFlight = 2;
    private const int Rounds = 6;
    private const long Start = 1_795_000_200_000;

    private static readonly SeriesTags[] Tags = [.. Enumerable.Range(0, Series).Select(i => new SeriesTags("palu", $"area-{i / 100}", $"equipment-{i / 10 % 10}", $"signal-{i % 10}", "°C"))];

    public static async Task RunAsync(string[] args)
    {
        var batches = int.Parse(args.FirstOrDefault() ?? "500", CultureInfo.InvariantCulture) * 1_000 / BatchLines;
        await using var server = await InfluxServer.StartAsync();
        var secret = Path.GetTempFileName();
        await File.WriteAllTextAsync(secret, InfluxServer.Password);
        var options = Options.Create(new InfluxOptions { Address = $"{server.Address}", Database = InfluxServer.Database, UserName = InfluxServer.User, PasswordFile = secret });
        using var client = new InfluxClient(options, TimeProvider.System);
        var delivery = new Delivery(client, new InfluxHealth(TimeProvider.System, NullLogger<InfluxHealth>.Instance), (_, words, _) => throw new InvalidDataException(words), TimeProvider.System, NullLogger<Delivery>.Instance);
        using var bare = new HttpClient();
        bare.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{InfluxServer.User}:{InfluxServer.Password}")));
        var address = new Uri(server.Address, $"write?db={InfluxServer.Database}&precision=ms");
        var rates = new Dictionary<string, List<double>> { ["ours"] = [], ["bare, gzip"] = [], ["bare, plain"] = [] };
        var next = 0;
        for (var round = -1; round < Rounds; round++)
        {
            // The order turns, so that none has always the server's cache or its compactions behind it.
            foreach (var name in rates.Keys.Skip((round + 1) % 3).Concat(rates.Keys.Take((round + 1) % 3)).ToArray())
            {
                var first = next;
                next += batches;
                var rate = name == "ours" ? await OursAsync(delivery, first, batches) : await BareAsync(bare, address, first, batches, name == "bare, gzip");
                if (round >= 0)
                {
                    rates[name].Add(rate);
                }
            }
        }

        var medians = rates.ToDictionary(r => r.Key, r => r.Value.Order().ElementAt(r.Value.Count / 2));
        foreach (var (name, all) in rates)
        {
            Console.WriteLine($"{name,-12} median {medians[name]:N0} rows/s ({string.Join(", ", all.Select(r => $"{r / 1000:F0}k"))})");
        }

        Console.WriteLine($"ours / bare gzip {medians["ours"] / medians["bare, gzip"]:F2}, ours / bare plain {medians["ours"] / medians["bare, plain"]:F2}");
        var kept = await server.NumberAsync("SELECT count(v) FROM reading");
        Console.WriteLine(kept == (double)next * BatchLines ? $"{kept:N0} points at the server: exactly those sent" : $"WRONG: {kept:N0} points at the server of {(double)next * BatchLines:N0}");
        File.Delete(secret);
    }

    private static Task<double> OursAsync(Delivery delivery, int first, int batches) => MeasureAsync(first, batches, async (number, batch) =>
    {
        Fill(batch, number);
        await delivery.SettleAsync(batch, CancellationToken.None);
    });

    private static Task<double> BareAsync(HttpClient http, Uri address, int first, int batches, bool gzip)
    {
        var bodies = Enumerable.Range(first, batches).Select(number => Body(number, gzip)).ToArray();
        return MeasureAsync(first, batches, async (number, _) =>
        {
            using var content = new ByteArrayContent(bodies[number - first]);
            if (gzip)
            {
                content.Headers.ContentEncoding.Add("gzip");
            }

            using var response = await http.PostAsync(address, content);
            response.EnsureSuccessStatusCode();
        });
    }

    private static async Task<double> MeasureAsync(int first, int batches, Func<int, LineBatch, Task> send)
    {
        var next = first - 1;
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, InFlight).Select(_ => Task.Run(async () =>
        {
            var batch = new LineBatch();
            for (var number = Interlocked.Increment(ref next); number < first + batches; number = Interlocked.Increment(ref next))
            {
                await send(number, batch);
            }
        })));
        return batches * (double)BatchLines / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void Fill(LineBatch batch, int number)
    {
        batch.Clear();
        for (var i = 0; i < BatchLines; i++)
        {
            var row = ((long)number * BatchLines) + i;
            batch.AddReading(Tags[row % Series], Start + (row / Series * 1_000), 20 + (row * 7919 % 200 / 10.0), Quality.Good, Origin.Live);
        }
    }

    private static byte[] Body(int number, bool gzip)
    {
        var batch = new LineBatch();
        Fill(batch, number);
        if (!gzip)
        {
            return batch.All.ToArray();
        }

        using var body = new MemoryStream();
        using (var packed = new GZipStream(body, CompressionLevel.Fastest))
        {
            packed.Write(batch.All.Span);
        }

        return body.ToArray();
    }
}
