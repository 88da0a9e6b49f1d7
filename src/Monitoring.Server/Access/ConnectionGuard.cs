using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Monitoring.Domain.People;
using Monitoring.Server.Live;

namespace Monitoring.Server.Access;

/// <summary>
/// Ends a connection when what its caller may do is no longer what it was when they connected: their session, kiosk or key is revoked or has expired, the account
/// is disabled, a grant has changed. Asks at once when something changes, and every <see cref="Period"/> for what only time ends. The browser connects again
/// and is told what is so then.
/// </summary>
internal sealed partial class ConnectionGuard(CallerQuestion question, TimeProvider time, ILogger<ConnectionGuard> logger) : BackgroundService
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    /// <summary>While nothing is known, whoever watches alarms goes on watching, but not for ever.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Watched> connections = [];
    private readonly Pulse pulse = new();
    private long answeredAt;

    public int Count => connections.Count;

    public void Watch(HubCallerContext connection)
    {
        if (connection.User?.Caller() is not { } caller)
        {
            connection.Abort();
            return;
        }

        connections[connection.ConnectionId] = new Watched(connection, caller);

        // What changed between the request's answer and this line is seen now.
        pulse.Poke();
    }

    public void Forget(HubCallerContext connection) => connections.TryRemove(connection.ConnectionId, out _);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var beat = pulse.CreateTimer(time);
        beat.Change(Period, Period);
        using var following = question.OnChange(pulse.Poke);
        var failing = false;
        answeredAt = time.GetTimestamp();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await pulse.WaitAsync(stoppingToken);
                await AskAsync(stoppingToken);
                answeredAt = time.GetTimestamp();
                if (failing)
                {
                    failing = false;
                    LogAnswers();
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                ServerMetrics.AccessFailures.Add(1);
                if (!failing)
                {
                    failing = true;
                    LogFailed(Patience, failure);
                }

                EndAllAfterPatience();
            }
        }
    }

    private async Task AskAsync(CancellationToken cancellation)
    {
        foreach (var same in connections.Values.GroupBy(c => (c.Caller.Kind, c.Caller.Id, c.Caller.SessionId)))
        {
            var now = await question.AskAgain(same.First().Caller, cancellation);
            foreach (var connection in same.Where(c => now is null || !IsSame(now.Permissions, c.Caller.Permissions)))
            {
                End(connection);
            }
        }
    }

    private void EndAllAfterPatience()
    {
        if (time.GetElapsedTime(answeredAt) < Patience)
        {
            return;
        }

        foreach (var connection in connections.Values)
        {
            End(connection);
        }
    }

    private void End(Watched watched)
    {
        if (connections.TryRemove(watched.Connection.ConnectionId, out _))
        {
            ServerMetrics.ConnectionsEnded.Add(1);
            watched.Connection.Abort();
        }
    }

    private static bool IsSame(Permissions one, Permissions other) => one.Each.ToHashSet().SetEquals(other.Each);

    [LoggerMessage(Level = LogLevel.Error, Message = "Nobody can be asked what callers may still do: live connections go on for at most {Patience}. Look at the access database (Data:Directory or Access:PostgreSql).")]
    private partial void LogFailed(TimeSpan patience, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What callers may do is known again.")]
    private partial void LogAnswers();

    private sealed record Watched(HubCallerContext Connection, Caller Caller);
}

/// <summary>What the access database knows of a caller now.</summary>
/// <param name="AskAgain">As they are now; null: not signed in any more.</param>
/// <param name="OnChange">Calls when something of it may have changed, until disposed; must not block.</param>
internal sealed record CallerQuestion(Func<Caller, CancellationToken, ValueTask<Caller?>> AskAgain, Func<Action, IDisposable> OnChange);
