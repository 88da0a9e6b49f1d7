using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Monitoring.Domain.Areas;
using Monitoring.History.Influx;
using Monitoring.History.Store;

namespace Monitoring.History.Copies;

/// <summary>Moves a past from one store to the other while the server is stopped. It may be interrupted anywhere: the same call goes on where it was, and nothing is there twice.</summary>
public sealed class HistoryCopy
{
    private readonly Plan plan;
    private readonly IOptions<HistoryOptions> history;
    private readonly IOptions<InfluxOptions> influx;
    private readonly TimeProvider time;
    private readonly ILoggerFactory loggers;

    public HistoryCopy(Plan plan, IOptions<HistoryOptions> history, IOptions<InfluxOptions> influx, TimeProvider time, ILoggerFactory loggers) =>
        (this.plan, this.history, this.influx, this.time, this.loggers) = (plan, history, influx, time, loggers);

    /// <summary>From the embedded store to InfluxDB: readings and roll-ups. Nothing is deleted here.</summary>
    /// <param name="from">Inclusive: Unix milliseconds, UTC; whole slots of ten minutes that it touches.</param>
    /// <param name="to">Exclusive.</param>
    /// <returns>Slots and readings sent.</returns>
    /// <exception cref="InvalidDataException">No InfluxDB is configured, or it isn't right.</exception>
    /// <exception cref="IOException">The store is in use: the server runs.</exception>
    public async Task<long> ToInfluxAsync(long from, long to, IProgress<CopyProgress> progress, CancellationToken cancellation)
    {
        using var client = await ConnectAsync(cancellation);
        using var store = Open(ships: true);
        return await new CopyToInflux(store, client.Client, client.Health, time, loggers).RunAsync(from, to, progress, cancellation);
    }

    /// <summary>From InfluxDB to the embedded store: the readings of every signal of the plan, and the roll-ups from before the first of them.</summary>
    /// <inheritdoc cref="ToInfluxAsync"/>
    public async Task<long> FromInfluxAsync(long from, long to, IProgress<CopyProgress> progress, CancellationToken cancellation)
    {
        using var client = await ConnectAsync(cancellation);
        using var store = Open(ships: false);
        return await new CopyFromInflux(store, new InfluxHistory(plan, client.Client, client.Health, time), plan).RunAsync(Slot.Start(Slot.Of(from)), to, progress, cancellation);
    }

    private ReadingStore Open(bool ships) => new(plan, history, time, loggers.CreateLogger<ReadingStore>(), ships);

    private async Task<Connection> ConnectAsync(CancellationToken cancellation)
    {
        if (!influx.Value.IsUsed)
        {
            throw new InvalidDataException("Influx:Address isn't set: name the InfluxDB to copy from or to (Influx__Address, Influx__Database, …).");
        }

        var connection = new Connection(new InfluxClient(influx, time), new InfluxHealth(time, loggers.CreateLogger<InfluxHealth>()));
        if (await new InfluxCheck(connection.Client, connection.Health, time, loggers.CreateLogger<InfluxCheck>()).CheckAsync(cancellation) is { } wrong)
        {
            connection.Dispose();
            throw new InvalidDataException(wrong);
        }

        return connection;
    }

    private sealed record Connection(InfluxClient Client, InfluxHealth Health) : IDisposable
    {
        public void Dispose() => Client.Dispose();
    }
}

/// <param name="Share">0 to 1.</param>
/// <param name="Done">Readings, or slots of ten minutes, copied in this run.</param>
/// <param name="Where">What is being copied now.</param>
public sealed record CopyProgress(double Share, long Done, string Where);
