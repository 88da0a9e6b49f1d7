using Monitoring.Domain.Audit;
using Monitoring.Records.Audit;

namespace Monitoring.Tests.Audit;

public sealed class CheckpointTests : IAsyncLifetime
{
    private readonly CancellationToken stop = TestContext.Current.CancellationToken;
    private SomeAudit audit = null!;

    private long Checkpoints => (long)SomeAudit.Ask(audit.AccessFile, "SELECT count(*) FROM \"Checkpoints\"")!;

    public async ValueTask InitializeAsync()
    {
        audit = new SomeAudit();
        await audit.Signer.StartingAsync(stop);
    }

    public ValueTask DisposeAsync() => audit.DisposeAsync();

    [Fact]
    public async Task The_head_of_each_chain_is_signed_when_there_is_news_and_not_without()
    {
        await audit.SignAsync(stop);
        Assert.Equal(0, Checkpoints);

        await audit.ChangeAsync(1, stop);
        await audit.SignAsync(stop);
        Assert.Equal(1, Checkpoints);

        await audit.AlarmAsync(1, stop);
        await audit.SignAsync(stop);
        await audit.SignAsync(stop);
        Assert.Equal(2, Checkpoints);
        Assert.Null(audit.State.Problem);
    }

    [Fact]
    public async Task The_running_server_signs_every_minute_and_after_everything_has_stopped()
    {
        await audit.ChangeAsync(1, stop);
        await audit.Signer.StartAsync(stop);
        await EventuallyAsync(() => Checkpoints == 1);

        await audit.ChangeAsync(2, stop);
        await EventuallyAsync(() =>
        {
            audit.Time.Advance(CheckpointSigner.Period);
            return Checkpoints == 2;
        });

        await audit.ChangeAsync(3, stop);
        await audit.Signer.StopAsync(stop);
        await audit.Signer.StoppedAsync(stop);
        Assert.Equal(3L, SomeAudit.Ask(audit.AccessFile, "SELECT max(\"Number\") FROM \"Checkpoints\""));
    }

    [Theory]
    [InlineData("UPDATE \"AuditEntries\" SET \"Who\" = 'budi' WHERE \"Number\" = 2", "Audit entry 2 doesn't carry the hash")]
    [InlineData("UPDATE \"AuditEntries\" SET \"Hash\" = $1 WHERE \"Number\" = 1", "Audit entry 1 isn't the one that was signed")]
    [InlineData("DELETE FROM \"AuditEntries\"", "Audit entry 1 was signed, but the last one is 0")]
    [InlineData("DELETE FROM \"Checkpoints\"; INSERT INTO \"Checkpoints\" SELECT 1, 'else', 0, 0, '', '', ''; UPDATE \"AuditEntries\" SET \"Hash\" = $1 WHERE \"Number\" = 1", "Audit entry 1 isn't the one that was signed")]
    public async Task What_does_not_follow_from_what_was_signed_last_is_never_signed(string sql, string problem)
    {
        await audit.ChangeAsync(1, stop);
        await audit.SignAsync(stop);
        await audit.ChangeAsync(2, stop);
        SomeAudit.Attack(audit.AccessFile, sql, new string('0', 64));

        await audit.SignAsync(stop);

        Assert.Equal(1, Checkpoints);
        Assert.StartsWith(problem, audit.State.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_key_is_for_the_servers_user_alone_and_stays_the_same()
    {
        var file = Path.Combine(audit.KeyFolder, "audit.pem");
        var made = File.ReadAllText(file);
        AuditKey.Open(new Monitoring.Grains.Settings.KeyFolder(audit.Directory)).Dispose();

        Assert.Equal(made, File.ReadAllText(file));
        Assert.StartsWith("-----BEGIN PUBLIC KEY-----", File.ReadAllText(audit.PublicKey), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(audit.KeyFolder));
        }
    }

    [Fact]
    public async Task A_key_that_others_may_read_is_a_problem_with_the_command_that_mends_it_and_no_refused_start()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other rights.");
        var file = Path.Combine(audit.KeyFolder, "audit.pem");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        }

        await audit.Signer.StartingAsync(stop);
        Assert.Contains($"chmod 600 '{file}'", audit.State.Problem, StringComparison.Ordinal);

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        await audit.ChangeAsync(1, stop);
        await audit.SignAsync(stop);
        Assert.Null(audit.State.Problem);
        Assert.Equal(1, Checkpoints);
    }

    [Theory]
    [InlineData("", "damaged")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "damaged")]
    [InlineData(null, "is missing")]
    public async Task A_key_that_is_spoilt_or_gone_is_a_problem_with_what_to_do(string? text, string why)
    {
        var file = Path.Combine(audit.KeyFolder, "audit.pem");
        File.Delete(file);
        if (text is not null)
        {
            new Monitoring.Grains.Settings.KeyFolder(audit.Directory).Write("audit.pem", text);
        }

        await audit.Signer.StartingAsync(stop);

        Assert.Contains(why, audit.State.Problem, StringComparison.Ordinal);
        Assert.Contains("audit-public-1.pem", audit.State.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_earlier_key_signed_can_still_be_verified()
    {
        await audit.ChangeAsync(1, stop);
        await audit.SignAsync(stop);
        File.Delete(Path.Combine(audit.KeyFolder, "audit.pem"));
        File.Move(audit.PublicKey, Path.Combine(audit.KeyFolder, "audit-public-1.pem"));
        await audit.Signer.StartingAsync(stop);
        await audit.ChangeAsync(2, stop);
        await audit.SignAsync(stop);

        Assert.Null((await audit.VerifyAsync(stop)).Problem);
        Assert.Equal(2, Checkpoints);
        Assert.NotEqual(
            SomeAudit.Ask(audit.AccessFile, "SELECT \"Key\" FROM \"Checkpoints\" WHERE \"Id\" = 1"), SomeAudit.Ask(audit.AccessFile, "SELECT \"Key\" FROM \"Checkpoints\" WHERE \"Id\" = 2"));
    }

    [Fact]
    public void Different_entries_never_have_the_same_bytes()
    {
        static byte[] Of(string? first, string? second) => new CanonicalBytes("x").Add(first).Add(second).Written.ToArray();

        byte[][] all = [Of("a", "b"), Of("ab", ""), Of("", "ab"), Of("ab", null), Of(null, "ab"), Of("a\0", "b"), Of("a", "\0b"), Of(null, null), Of("", "")];

        Assert.Equal(all.Length, all.Select(Convert.ToHexString).Distinct().Count());
    }

    private async Task EventuallyAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, stop);
        }
    }
}
