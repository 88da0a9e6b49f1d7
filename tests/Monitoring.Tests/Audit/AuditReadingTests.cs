using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Records.Audit;

namespace Monitoring.Tests.Audit;

public sealed class AuditReadingTests : IAsyncLifetime
{
    private readonly CancellationToken stop = TestContext.Current.CancellationToken;
    private SomeAudit audit = null!;

    public async ValueTask InitializeAsync() => audit = await SomeAudit.WriteAsync(stop);

    public ValueTask DisposeAsync() => audit.DisposeAsync();

    [Fact]
    public async Task Another_process_verifies_while_the_server_writes_and_changes_nothing()
    {
        using var writing = new CancellationTokenSource();
        var writer = Task.Run(
            async () =>
            {
                for (var i = 100; !writing.IsCancellationRequested; i++)
                {
                    await audit.ChangeAsync(i, stop);
                    await audit.AlarmAsync(i, stop);
                    await audit.SignAsync(stop);
                }
            },
            stop);
        for (var i = 0; i < 20; i++)
        {
            var verdict = await VerifyAsync();
            Assert.Null(verdict.Problem);
            Assert.InRange(verdict.Trail.Entries, 10, long.MaxValue);
        }

        await writing.CancelAsync();
        await writer;
    }

    [Fact]
    public async Task The_public_key_and_a_checkpoint_that_were_kept_elsewhere_prove_more_than_those_beside_the_books()
    {
        var kept = new KeptCheckpoint("audit", 8, (string)SomeAudit.Ask(audit.AccessFile, "SELECT \"Hash\" FROM \"AuditEntries\" WHERE \"Number\" = 8")!);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var stranger = Path.Combine(audit.Directory, "stranger.pem");
        await File.WriteAllTextAsync(stranger, other.ExportSubjectPublicKeyInfoPem(), stop);

        Assert.Null((await VerifyAsync([audit.PublicKey], kept)).Problem);
        Assert.Contains("isn't signed by a key that counts", (await VerifyAsync([stranger])).Problem, StringComparison.Ordinal);
        Assert.Contains("written anew", (await VerifyAsync([], kept with { Hash = new string('0', 64) })).Problem, StringComparison.Ordinal);
        Assert.Contains("cut off", (await VerifyAsync([], kept with { Number = 11 })).Problem, StringComparison.Ordinal);
        Assert.Equal(kept, KeptCheckpoint.Parse(kept.ToString()));
        Assert.All(["", "audit:1", "audit:x:00", "else:1:" + kept.Hash, "audit:1:00"], text => Assert.Throws<InvalidDataException>(() => KeptCheckpoint.Parse(text)));
    }

    [Fact]
    public async Task What_is_not_there_is_said_and_not_made()
    {
        var empty = Directory.CreateTempSubdirectory("empty-").FullName;
        try
        {
            var wrong = await Assert.ThrowsAsync<InvalidDataException>(() => VerifyIn(empty, [audit.PublicKey]));
            Assert.Contains("Data__Directory", wrong.Message, StringComparison.Ordinal);
            Assert.Contains("--public-key", (await Assert.ThrowsAsync<InvalidDataException>(() => VerifyIn(empty, []))).Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<InvalidDataException>(() => VerifyIn(audit.Directory, [audit.AccessFile]));
            await Assert.ThrowsAnyAsync<IOException>(() => VerifyIn(audit.Directory, [Path.Combine(empty, "none.pem")]));
            Assert.Empty(Directory.GetFileSystemEntries(empty));
        }
        finally
        {
            Directory.Delete(empty, recursive: true);
        }
    }

    private Task<AuditVerdict> VerifyAsync(string[]? keys = null, params KeptCheckpoint[] kept) => VerifyIn(audit.Directory, keys ?? [], kept);

    private async Task<AuditVerdict> VerifyIn(string directory, string[] keys, params KeptCheckpoint[] kept)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Data:Directory"] = directory }).Build();
        await using var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration).AddAuditReading(configuration).BuildServiceProvider();
        return await services.GetRequiredService<AuditReading>().VerifyAsync(keys, kept, stop);
    }
}
