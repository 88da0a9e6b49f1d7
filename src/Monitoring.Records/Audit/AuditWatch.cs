using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Monitoring.Grains.Settings;

namespace Monitoring.Records.Audit;

/// <summary>Verifies everything at the start and once a day, slowly, and whenever somebody asks for it. Who asks while an asked walk is under way gets its answer; the daily one goes on beside it.</summary>
public sealed class AuditWatch : BackgroundService
{
    /// <summary>A walk in the background works a fifth of the time.</summary>
    private const double Rest = 4;

    private static readonly TimeSpan Period = TimeSpan.FromDays(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(10);

    private readonly AuditVerifier verifier;
    private readonly AuditState state;
    private readonly TimeProvider time;
    private readonly KeyFolder folder;
    private readonly CancellationTokenSource ending = new();
    private readonly Lock gate = new();
    private Task<AuditVerdict>? asked;
    private bool isDisposed;

    internal AuditWatch(AuditVerifier verifier, AuditState state, IOptions<RecordsOptions> options, TimeProvider time)
    {
        (this.verifier, this.state, this.time) = (verifier, state, time);
        folder = new KeyFolder(options.Value.Directory);
    }

    /// <summary>Now, and as fast as it goes: about twenty seconds for each million entries.</summary>
    /// <exception cref="IOException">Something can't be read now.</exception>
    /// <exception cref="InvalidDataException">Something isn't of this program's form.</exception>
    public Task<AuditVerdict> VerifyAsync(CancellationToken cancellation)
    {
        lock (gate)
        {
            // Not ended by who asked first, if that one goes away: others wait for it.
            asked = asked is { IsCompleted: false } running ? running : Task.Run(() => WalkAsync(0, ending.Token), ending.Token);
            return asked.WaitAsync(cancellation);
        }
    }

    /// <summary>Twice, if the container knows it by two names.</summary>
    public override void Dispose()
    {
        if (!isDisposed)
        {
            isDisposed = true;
            ending.Cancel();
            ending.Dispose();
        }

        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = Period;
            try
            {
                await WalkAsync(Rest, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                AuditMetrics.Failures.Add(1);
                state.Verifying($"The records can't be verified: {e.Message} It is tried again every 10 minutes.");
                pause = AfterFailure;
            }

            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<AuditVerdict> WalkAsync(double rest, CancellationToken cancellation)
    {
        using var keys = AuditKey.ReadPublic(folder);
        var verdict = await verifier.VerifyAsync(keys, rest, cancellation);
        if (verdict.Problem is not null)
        {
            AuditMetrics.Failures.Add(1);
        }

        state.Verified(verdict);
        return verdict;
    }
}
