using Microsoft.Extensions.Hosting;
using Monitoring.History.Store;
using Monitoring.History.Store.Shipping;

namespace Monitoring.History.Influx;

/// <summary>
/// Ships everything to InfluxDB, a few requests at a time. What has arrived is noted in order, about once a second: after a crash the last second is sent again, which changes
/// nothing there. It holds nobody up: readings are acknowledged, decided and sealed without it.
/// </summary>
internal sealed class Forwarder(ReadingStore store, InfluxOptions options, Delivery delivery, InfluxHealth health, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan NoteEvery = TimeSpan.FromSeconds(1);

    /// <summary>Under steady load there is always a next row: so often it looks all the same for what has come onto the lists behind it.</summary>
    private static readonly TimeSpan RewindEvery = TimeSpan.FromSeconds(5);

    private readonly ShipmentSource source = new(store, options.BatchLines);
    private readonly List<ShipSlot> arrivedSlots = [];
    private readonly List<long> arrivedRetries = [];
    private long arrivedSequence;
    private long noted;
    private long rewound;
    private int failures;
    private Action? told;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        for (; !stoppingToken.IsCancellationRequested; failures++)
        {
            try
            {
                await ForwardAsync(untilEmpty: false, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                HistoryMetrics.ForwarderFailures.Add(1);
                health.Failing(InfluxPart.Forwarding, $"The forwarder can't read or note in the embedded store ({e.Message}). It begins again where it was.", needsPerson: false);
                await Task.Delay(Backoff.After(failures, null), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Sends until nothing waits. For a store that nobody else forwards.</summary>
    /// <param name="moved">Told about once a second.</param>
    internal async Task DrainAsync(Action moved, CancellationToken cancellation)
    {
        told = moved;
        await ForwardAsync(untilEmpty: true, cancellation);
    }

    private async Task ForwardAsync(bool untilEmpty, CancellationToken stopping)
    {
        using var round = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Queue<(Shipment Shipment, Task Settled)> underWay = new();
        Forget();
        try
        {
            while (true)
            {
                var isDue = time.GetElapsedTime(rewound) >= RewindEvery;
                while (!isDue && underWay.Count < options.InFlight && source.Next() is { } shipment)
                {
                    underWay.Enqueue((shipment, delivery.SettleAsync(shipment.Lines, round.Token)));
                }

                if (underWay.Count == 0)
                {
                    await NoteAsync();
                    Rewind();
                    if (source.Next() is { } next)
                    {
                        underWay.Enqueue((next, delivery.SettleAsync(next.Lines, round.Token)));
                    }
                    else if (untilEmpty)
                    {
                        return;
                    }
                    else
                    {
                        await Task.Delay(Poll, time, stopping);
                    }

                    continue;
                }

                // Only the oldest counts: the cursor never passes what hasn't arrived.
                await underWay.Peek().Settled;
                Arrived(underWay.Dequeue().Shipment);
                if (time.GetElapsedTime(noted) >= NoteEvery)
                {
                    await NoteAsync();
                }
            }
        }
        finally
        {
            await round.CancelAsync();
            await Task.WhenAll(underWay.Select(u => u.Settled)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Forget()
    {
        arrivedSlots.Clear();
        arrivedRetries.Clear();
        arrivedSequence = 0;
        noted = rewound = time.GetTimestamp();
        source.Rewind();
    }

    /// <summary>All that was under way has arrived and is noted: what has changed or come back onto the lists meanwhile is found from here.</summary>
    private void Rewind()
    {
        rewound = time.GetTimestamp();
        source.Rewind();
        failures = 0;
        health.Works(InfluxPart.Forwarding);
    }

    private void Arrived(Shipment shipment)
    {
        arrivedSlots.AddRange(shipment.Slots);
        arrivedRetries.AddRange(shipment.Retried);
        arrivedSequence = Math.Max(arrivedSequence, shipment.Sequence);
        source.Return(shipment);
    }

    private async Task NoteAsync()
    {
        noted = time.GetTimestamp();
        if (arrivedSequence > 0 || arrivedSlots.Count > 0 || arrivedRetries.Count > 0)
        {
            await store.Writer.WriteAsync(connection =>
            {
                ShippingState.Write(connection, arrivedSequence);
                ShipTable.Remove(connection, arrivedSlots);
                QuarantineTable.Remove(connection, arrivedRetries);
            });
            store.Shipping!.Moved(arrivedSequence);
            arrivedSlots.Clear();
            arrivedRetries.Clear();
            arrivedSequence = 0;
        }

        told?.Invoke();
        HistoryMetrics.InfluxBacklog.Record(store.CommittedSequence - store.Shipping!.Cursor);
    }
}
