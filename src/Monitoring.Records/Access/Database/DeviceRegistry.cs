using System.Collections.Immutable;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Monitoring.Domain.Devices;
using Monitoring.Grains.Ports;

namespace Monitoring.Records.Access.Database;

/// <summary>The devices in force, read at the start and after each change. If they can't be read, those that were in force stay, and it is tried again.</summary>
internal sealed partial class DeviceRegistry(IDbContextFactory<AccessContext> contexts, AccessChanges changes, TimeProvider time, ILogger<DeviceRegistry> logger)
    : BackgroundService, IDeviceRegistry
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    // One wish is as good as many.
    private readonly Channel<bool> wishes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private volatile DeviceRoster current = DeviceRoster.Empty;

    public event Action? Changed;

    public DeviceRoster Current => current;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LoadAsync(cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Read at once again, and said, by what follows: the devices come in when the database is there.
            AccessMetrics.Rosters.Add(1);
        }

        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = changes.OnChange(() => wishes.Writer.TryWrite(true));
        var isFailing = false;

        // The first wish is for what changed between the start's reading and now.
        for (wishes.Writer.TryWrite(true); await wishes.Reader.WaitToReadAsync(stoppingToken);)
        {
            wishes.Reader.TryRead(out _);
            try
            {
                await LoadAsync(stoppingToken);
                isFailing = false;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                AccessMetrics.Rosters.Add(1);
                if (!isFailing)
                {
                    isFailing = true;
                    LogFailing(e, current.Credentials.Length);
                }

                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                wishes.Writer.TryWrite(true);
            }
        }
    }

    private async Task LoadAsync(CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var rows = await context.Devices.AsNoTracking().Where(d => d.RevokedAt == null)
            .OrderBy(d => d.Facility).ThenBy(d => d.Area).ThenBy(d => d.Id).ToArrayAsync(cancellation);
        ImmutableArray<DeviceCredential> credentials = [.. rows.Select(d => d.ToCredential())];
        if (credentials.SequenceEqual(current.Credentials))
        {
            return;
        }

        current = new DeviceRoster(credentials);
        Tell();
    }

    private void Tell()
    {
        foreach (var handler in (Changed?.GetInvocationList() ?? []).Cast<Action>())
        {
            try
            {
                handler();
            }
            catch (Exception e)
            {
                LogHandlerFailed(e);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "The devices can't be read from the access database: the {Count} that were in force stay so, a device revoked now too. It is tried again every 2 s.")]
    private partial void LogFailing(Exception e, int count);

    [LoggerMessage(LogLevel.Error, "Somebody who must know of changed devices failed to take them in: a revoked device may stay connected until the next change. Report this.")]
    private partial void LogHandlerFailed(Exception e);
}
