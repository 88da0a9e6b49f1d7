using System.Text;
using System.Text.RegularExpressions;

namespace Monitoring.EndToEnd.Tests;

/// <summary>A byte changed anywhere in the stored chain is found, by a command that works beside the server.</summary>
public sealed class AuditVerifyTests
{
    private const int PerArea = 2;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_killed_while_it_wrote_is_whole_what_was_stopped_is_signed_and_a_changed_byte_is_named()
    {
        await using var server = new ServerUnderTest(HotPlan.Yaml(PerArea), new Dictionary<string, string> { ["Mqtt__Anonymous"] = "true" });
        await server.StartAsync(Cancellation);
        var stoves = HotPlan.Addresses(PerArea).Select((address, i) => new Stove(address, server.MqttPort, seed: i)).ToArray();
        await CrashTests.RunAsync(stoves, async () =>
        {
            await Task.Delay(TimeSpan.FromSeconds(6), TimeProvider.System, Cancellation);
            await AssertWholeAsync(server);
            await server.KillAsync(Cancellation);
            await AssertWholeAsync(server);
            await server.StartAsync(Cancellation);
        });
        await Task.WhenAll(stoves.Select(s => s.DisposeAsync().AsTask()));
        await server.StopAsync(Cancellation);

        var said = await AssertWholeAsync(server);
        var journal = Regex.Match(said, "Alarm journal: (?<n>[0-9,]+) entries, [0-9,]+ checkpoints?; signed up to entry (?<s>[0-9]+) of (?<h>[0-9]+) ");
        Assert.True(journal.Success, said);
        Assert.NotEqual("0", journal.Groups["n"].Value);
        Assert.Equal(journal.Groups["h"].Value, journal.Groups["s"].Value);

        Flip(Path.Combine(server.DataDirectory, "access.db"), "plan.change");

        var (exit, found) = await server.RunCommandAsync(["audit", "verify"], Cancellation);
        Assert.Equal(1, exit);
        Assert.Matches("Audit entry [0-9]+ doesn't carry the hash of what it says after ", found);
    }

    private static async Task<string> AssertWholeAsync(ServerUnderTest server)
    {
        var (exit, said) = await server.RunCommandAsync(["audit", "verify"], Cancellation);
        Assert.Contains("Everything is as it was written.", said, StringComparison.Ordinal);
        Assert.Equal(0, exit);
        return said;
    }

    private static void Flip(string file, string text)
    {
        var bytes = File.ReadAllBytes(file);
        var at = bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(text));
        Assert.True(at >= 0, $"{file} doesn't hold '{text}'.");
        bytes[at] ^= 1;
        File.WriteAllBytes(file, bytes);
    }
}
