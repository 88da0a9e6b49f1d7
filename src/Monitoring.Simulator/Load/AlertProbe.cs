using System.Net.WebSockets;
using Microsoft.AspNetCore.Http.Connections.Client;
using Microsoft.AspNetCore.SignalR.Client;
using Monitoring.Simulator.Devices;

namespace Monitoring.Simulator.Load;

internal sealed record AlarmFrame(bool Full, IReadOnlyList<SeenAlarm> Alarms);

internal sealed record SeenAlarm(string Facility, string Area, string Equipment, string State, long ConditionStart)
{
    public bool IsActive => State.StartsWith("active", StringComparison.Ordinal);

    public string Sensor => $"{Facility}/{Area}/{Equipment}";
}

/// <summary>A dashboard that only waits for alarms: measures from the publish that must raise one to its arrival here.</summary>
/// <param name="key">An API key; null: none is sent.</param>
/// <param name="trust">Null: the system's authorities.</param>
internal sealed class AlertProbe(Uri server, string? key, TimeProvider time, LoadTrust? trust = null)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Queue<(long Time, long SentAt)>> expected = [];
    private readonly HashSet<string> active = [];
    private readonly TaskCompletionSource watching = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the first frame has come.</summary>
    public Task Watching => watching.Task;

    public LatencyHistogram Latency { get; } = new();

    /// <summary>Alerts that a later one overtook without having been seen.</summary>
    public long Missed { get; private set; }

    public long Reconnects { get; private set; }

    public int Waiting
    {
        get
        {
            lock (gate)
            {
                return expected.Values.Sum(q => q.Count);
            }
        }
    }

    /// <param name="readingTime">The time of the reading that goes over the limit: the alarm's condition start.</param>
    public void Expect(LoadSensor sensor, long readingTime, long sentAt)
    {
        lock (gate)
        {
            var name = $"{LoadSensor.Facility}/{sensor.Area}/{sensor.Equipment}";
            if (!expected.TryGetValue(name, out var queue))
            {
                expected[name] = queue = new Queue<(long, long)>();
            }

            queue.Enqueue((readingTime, sentAt));
        }
    }

    public async Task RunAsync(CancellationToken cancellation)
    {
        for (var failures = 0; !cancellation.IsCancellationRequested;)
        {
            try
            {
                await using var connection = new HubConnectionBuilder().WithUrl(new Uri(server, "hubs/live"), Configure).Build();
                await connection.StartAsync(cancellation);
                await foreach (var frame in connection.StreamAsync<AlarmFrame>("WatchAlarms", (string?)null, cancellation))
                {
                    failures = 0;
                    Take(frame, time.GetTimestamp());
                    watching.TrySetResult();
                }
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // The server may be restarted under load: that is one of the things to measure.
                Reconnects++;
                Problem = e.Message;
            }

            await Task.Delay(ReconnectSchedule.Delay(Math.Min(++failures, 3), Random.Shared.NextDouble()), time, CancellationToken.None);
        }
    }

    private void Configure(HttpConnectionOptions options)
    {
        options.AccessTokenProvider = () => Task.FromResult(key);
        if (trust is not null)
        {
            options.HttpMessageHandlerFactory = _ => LoadTrust.Handler(trust, server);
            options.WebSocketFactory = async (context, cancellation) =>
            {
                var socket = new ClientWebSocket();
                socket.Options.SetRequestHeader("Authorization", key is null ? null : $"Bearer {key}");
                await socket.ConnectAsync(context.Uri, new HttpMessageInvoker(LoadTrust.Handler(trust, server)), cancellation);
                return socket;
            };
        }
    }

    /// <summary>Why the latest connection ended.</summary>
    public string? Problem { get; private set; }

    /// <param name="now">Timestamp of the arrival.</param>
    public void Take(AlarmFrame frame, long now)
    {
        lock (gate)
        {
            if (frame.Full)
            {
                active.IntersectWith(frame.Alarms.Where(a => a.IsActive).Select(a => a.Sensor));
            }

            foreach (var alarm in frame.Alarms)
            {
                var rose = alarm.IsActive ? active.Add(alarm.Sensor) : active.Remove(alarm.Sensor) && false;
                if (alarm.IsActive && expected.TryGetValue(alarm.Sensor, out var queue))
                {
                    Match(alarm, rose, queue, now);
                }
            }
        }
    }

    private void Match(SeenAlarm alarm, bool rose, Queue<(long Time, long SentAt)> queue, long now)
    {
        // An alarm that came back before anybody acknowledged it may keep its first condition start: then the edge itself tells.
        if (!queue.Any(e => e.Time == alarm.ConditionStart) && !rose)
        {
            return;
        }

        while (queue.TryDequeue(out var entry))
        {
            if (entry.Time == alarm.ConditionStart || queue.All(e => e.Time != alarm.ConditionStart))
            {
                Latency.Record(time.GetElapsedTime(entry.SentAt, now));
                return;
            }

            Missed++;
        }
    }
}
