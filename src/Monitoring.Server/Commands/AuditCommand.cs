using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Options;
using Monitoring.Domain.Audit;
using Monitoring.Records.Audit;

namespace Monitoring.Server.Commands;

/// <summary><c>audit verify</c>: reads everything that is chained, with the server's own settings, whether it runs or not.</summary>
internal static class AuditCommand
{
    private static readonly Option<string[]> PublicKey = new("--public-key")
    {
        Description = "The audit-public.pem that was kept elsewhere (default: the one in the data directory, which proves less)",
    };

    private static readonly Option<string[]> Kept = new("--checkpoint") { Description = "A checkpoint that was kept elsewhere, as this command prints it: audit:NUMBER:HASH or journal:NUMBER:HASH" };

    public static bool IsMeant(string[] args) => args is ["audit", ..];

    public static Task<int> RunAsync(string[] args)
    {
        var verify = new Command("verify", "Says whether the audit trail and the alarm journal are as they were written; if not, names the first broken entry and ends with 1.") { PublicKey, Kept };
        verify.SetAction((parsed, cancellation) => VerifyAsync(parsed.GetValue(PublicKey) ?? [], parsed.GetValue(Kept) ?? [], cancellation));
        var root = new RootCommand("Monitoring") { new Command("audit", "The record of who changed what") { verify } };
        return root.Parse(args).InvokeAsync();
    }

    private static async Task<int> VerifyAsync(string[] files, string[] kept, CancellationToken cancellation)
    {
        try
        {
            var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
            builder.Logging.ClearProviders();
            builder.Services.AddAuditReading(builder.Configuration);
            using var host = builder.Build();
            host.Services.GetRequiredService<IStartupValidator>().Validate();
            var reading = host.Services.GetRequiredService<AuditReading>();
            var verdict = await reading.VerifyAsync(files, [.. kept.Select(KeptCheckpoint.Parse)], cancellation);
            Tell("Audit trail", Chain.Audit, verdict.Trail);
            Tell("Alarm journal", Chain.Journal, verdict.Journal);
            Console.WriteLine(verdict.Problem ?? "Everything is as it was written.");
            return verdict.Problem is null ? 0 : 1;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Interrupted: nothing was proved.");
            return 130;
        }
        catch (Exception wrong) when (wrong is OptionsValidationException or InvalidDataException or IOException)
        {
            await Console.Error.WriteLineAsync($"Nothing was proved:{Environment.NewLine}{wrong.Message}");
            return 1;
        }
    }

    private static void Tell(string name, string chain, ChainVerdict found)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name}: {found.Entries:N0} entries, {found.Checkpoints:N0} checkpoints{(found.Entries > 0 ? $"; {Signed(found)}" : "")}."));
        if (found.LastSigned is { } signed)
        {
            Console.WriteLine($"  to keep elsewhere: --checkpoint {new KeptCheckpoint(chain, signed.Number, Convert.ToHexStringLower(signed.Hash))}");
        }
    }

    private static string Signed(ChainVerdict found) => found.LastSigned is { } signed
        ? string.Create(CultureInfo.InvariantCulture, $"signed up to entry {signed.Number} of {found.Head.Number} ({DateTimeOffset.FromUnixTimeMilliseconds(signed.At):yyyy-MM-dd HH:mm:ss} UTC)")
        : "none is signed yet";
}
