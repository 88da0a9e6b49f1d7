using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Monitoring.Simulator.Load;

/// <summary>The load's sensors as registered devices: each gets a new password over the API.</summary>
internal static class LoadDevices
{
    private const int AtOnce = 4;

    /// <param name="key">An API key with the right to manage devices.</param>
    /// <returns>By user name.</returns>
    /// <exception cref="HttpRequestException">The server refused, or didn't answer.</exception>
    public static async Task<IReadOnlyDictionary<string, string>> RegisterAsync(Uri server, string? key, LoadTrust? trust, IReadOnlyList<LoadSensor> sensors, CancellationToken cancellation)
    {
        using var http = new HttpClient(LoadTrust.Handler(trust, server)) { BaseAddress = server };
        http.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        var passwords = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(sensors, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (sensor, token) =>
        {
            using var answer = await http.PostAsJsonAsync("api/v1/devices", new Wish(LoadSensor.Facility, sensor.Area, sensor.Equipment), token);
            if (!answer.IsSuccessStatusCode)
            {
                throw new HttpRequestException($"The device {sensor.User} couldn't be registered ({(int)answer.StatusCode}): {await answer.Content.ReadAsStringAsync(token)}");
            }

            passwords[sensor.User] = (await answer.Content.ReadFromJsonAsync<Given>(token))!.Password;
        });
        return passwords;
    }

    private sealed record Wish(string Facility, string Area, string Device);

    private sealed record Given(string User, string Password);
}
