using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Audit;
using Monitoring.Grains.Ports;
using Monitoring.Records.Access;
using Monitoring.Records.Plans;

namespace Monitoring.Records.Audit;

/// <summary>
/// Keeps the text of each plan that was in force, and says in the audit trail when another one came. What changed is told in the entry's private part: addresses of people
/// stand in a plan, and may have to be erased.
/// </summary>
internal sealed partial class PlanRecorder(
    IServiceScopeFactory scopes, Plan plan, IPlanText text, IOptions<PlanOptions> options, AuditState state, TimeProvider time, ILogger<PlanRecorder> logger)
    : BackgroundService
{
    private const string Who = "plan file";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>Records the plan in force, if the last that was recorded is another.</summary>
    /// <returns>True: it was another.</returns>
    public async Task<bool> RecordAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var book = scope.ServiceProvider.GetRequiredService<AccessBook>();
        var (now, before) = (PlanChange.Of(plan.Version, text.InForce), await LastAsync(book.Context, cancellation));
        if (now == before)
        {
            return false;
        }

        await book.ChangeAsync(
            new AuditNote(Who, Path.GetFullPath(options.Value.Path), PlanChange.What),
            async draft =>
            {
                var old = before is null ? null : await book.Context.PlanVersions.Where(v => v.Version == before.Version).Select(v => v.Text).FirstOrDefaultAsync(cancellation);
                if (!await book.Context.PlanVersions.AnyAsync(v => v.Version == now.Version, cancellation))
                {
                    book.Context.PlanVersions.Add(new PlanVersion { Version = now.Version, At = time.GetUtcNow().ToUnixTimeMilliseconds(), Text = text.InForce });
                }

                (draft.Subject, draft.Before, draft.After) = (AuditSubject.Plan, before, now);
                draft.Private = old is null ? null : new { Diff = LineDiff.Of(old, text.InForce) };
            },
            cancellation);
        LogChanged(now.Version);
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RecordAsync(stoppingToken);
                state.Recording(null);
                return;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                AuditMetrics.Failures.Add(1);
                state.Recording($"The plan in force can't be put on record: {(e.InnerException ?? e).Message} It is tried again every 10 s.");
            }

            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<PlanChange?> LastAsync(AccessContext context, CancellationToken cancellation)
    {
        var after = await context.AuditEntries.AsNoTracking().Where(e => e.What == PlanChange.What).OrderByDescending(e => e.Number).Select(e => e.After).FirstOrDefaultAsync(cancellation);
        return after is null ? null : JsonSerializer.Deserialize<PlanChange>(after, PlanChange.Json);
    }

    [LoggerMessage(LogLevel.Information, "The plan {Version} is in force for the first time since another: its text is kept, and the audit trail says what changed.")]
    private partial void LogChanged(string version);
}
