using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Monitoring.Simulator.Load;

/// <param name="Signals">How many were counted.</param>
/// <param name="Missing">Acknowledged and not in the store.</param>
/// <param name="Surplus">In the store and never sent.</param>
internal sealed record StoreCount(int Signals, long Stored, long Missing, long Surplus);

/// <summary>Counts what the server has kept of a run, signal by signal.</summary>
internal static class StoreCheck
{
    private const int AtOnce = 4;

    /// <param name="key">An API key; null: none is sent.</param>
    /// <param name="from">Unix milliseconds, UTC: before the first reading.</param>
    /// <param name="to">After the last.</param>
    /// <exception cref="HttpRequestException">The server didn't answer.</exception>
    public static async Task<StoreCount> RunAsync(Uri server, string? key, LoadTrust? trust, IReadOnlyList<LoadSensor> sensors, int atMost, long from, long to, CancellationToken cancellation)
    {
        using var http = new HttpClient(LoadTrust.Handler(trust, server)) { BaseAddress = server };
        http.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        long stored = 0, missing = 0, surplus = 0;
        var stride = Math.Max(1, (sensors.Count + atMost - 1) / atMost);
        var checkedSensors = sensors.Where(s => s.Number % stride == 0).ToArray();
        await Parallel.ForEachAsync(checkedSensors, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (sensor, token) =>
        {
            var address = string.Create(CultureInfo.InvariantCulture, $"api/v1/history?signal={Uri.EscapeDataString(sensor.Address)}&from={from}&to={to}&buckets=10");
            var history = await http.GetFromJsonAsync<History>(address, token);
            var count = history?.Series[0].Buckets.Count.Sum() ?? 0;
            Interlocked.Add(ref stored, count);
            Interlocked.Add(ref missing, Math.Max(0, sensor.Acknowledged - count));
            Interlocked.Add(ref surplus, Math.Max(0, count - sensor.Sent));
        });
        return new StoreCount(checkedSensors.Length, stored, missing, surplus);
    }

    private sealed record History(IReadOnlyList<Series> Series);

    private sealed record Series(Buckets Buckets);

    private sealed record Buckets(IReadOnlyList<long> Count);
}
