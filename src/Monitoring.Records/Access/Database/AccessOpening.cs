using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Monitoring.Records.Access.Database;

/// <summary>
/// Has the tables there before anybody asks. What a person must mend stops the start with a sentence; a database that can't be reached doesn't, once it was waited for: alarms
/// don't need it. Health says so, and <see cref="AccessPoll"/> tries on.
/// </summary>
internal sealed partial class AccessOpening(AccessDatabase database, IOptions<AccessOptions> options, TimeProvider time, ILogger<AccessOpening> logger) : IHostedService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        for (var isFirst = true; ; isFirst = false)
        {
            try
            {
                await Task.Run(database.Prepare, cancellationToken);
                return;
            }
            catch (DbException e)
            {
                var why = database.WhyBroken(e) ?? e.Message;
                var left = options.Value.Patience - time.GetElapsedTime(start);
                if (left <= TimeSpan.Zero)
                {
                    database.Health.ReadsNot(why);
                    return;
                }

                if (isFirst)
                {
                    LogWaiting(why, left);
                }
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Warning, "{Why} The start waits for it, at most {Patience}.")]
    private partial void LogWaiting(string why, TimeSpan patience);
}
