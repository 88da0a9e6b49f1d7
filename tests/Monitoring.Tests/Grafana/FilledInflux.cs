using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;
using Monitoring.Grains;
using Monitoring.History.Influx;
using Monitoring.History.Store;
using Monitoring.Records;
using Monitoring.Records.Plans;
using Monitoring.Tests.History.Influx;
using Monitoring.Tests.History.Influx.Servers;
using Monitoring.Tests.History.Store;
using Monitoring.Tests.Records.Alarms;

namespace Monitoring.Tests.Grafana;

/// <summary>A real InfluxDB that holds what a morning in the shipped kitchen leaves there, written by what writes it in the product.</summary>
public sealed class FilledInflux : IAsyncLifetime
{
    private const int BatchLines = 5_000;

    /// <summary>System points are written over the last half hour.</summary>
    private const int SystemRounds = 120;

    internal static readonly Plan Plan = PlanFile.Load(Path.Combine(AppContext.BaseDirectory, "plan.yaml"));

    private readonly StoreFolder folder = new();
    private readonly RecordsFolder records = new();
    private readonly LineBatch batch = new();
    private InfluxServer? server;

    internal InfluxServer Server => server ?? throw new InvalidOperationException("InfluxDB isn't installed.");

    /// <summary>What is in it.</summary>
    internal SimulatedShift Shift { get; } = new(Plan, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());

    internal long From => Shift.Start;

    internal long To => Shift.End;

    public async ValueTask InitializeAsync()
    {
        if (!InfluxServer.IsInstalled)
        {
            return;
        }

        server = await InfluxServer.StartAsync();
        using var influx = new SomeInflux(server.Address);
        using var totals = new MetricTotals();
        using var store = folder.Open(plan: Plan);
        await WriteReadingsAsync(influx);
        await WriteAlarmsAsync(influx, store);
        await WriteSystemAsync(influx, store, totals);
        Assert.Empty(influx.Quarantined);
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }

        records.Dispose();
        folder.Dispose();
    }

    /// <summary>As Grafana's data source does it, with a user of its own: a form that is posted.</summary>
    internal async Task<JsonElement> AskAsync(string query)
    {
        using var http = new HttpClient { BaseAddress = Server.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{InfluxServer.User}:{InfluxServer.Password}")));
        using var form = new FormUrlEncodedContent([new("q", query)]);
        using var answer = await http.PostAsync(new Uri($"query?db={InfluxServer.Database}&epoch=ms", UriKind.Relative), form, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode && !text.Contains("\"error\"", StringComparison.Ordinal), $"{query}: {text}");
        return JsonElement.Parse(text).GetProperty("results")[0];
    }

    private async Task WriteReadingsAsync(SomeInflux influx)
    {
        var tags = Plan.Signals.Select(SeriesTags.Of).ToArray();
        foreach (var reading in Shift.Readings)
        {
            batch.AddReading(tags[reading.Signal], reading);
            await SendAsync(influx, BatchLines);
        }

        foreach (var signal in Plan.Signals)
        {
            foreach (var resolution in Enum.GetValues<Resolution>())
            {
                foreach (var rollup in Shift.Rollups(signal, resolution))
                {
                    batch.AddRollup(tags[signal.Number], resolution, rollup);
                    await SendAsync(influx, BatchLines);
                }
            }
        }

        await SendAsync(influx, 1);
    }

    /// <summary>Through the record book and whoever follows it.</summary>
    private async Task WriteAlarmsAsync(SomeInflux influx, ReadingStore store)
    {
        using var book = records.Open();
        foreach (var (area, edge) in Shift.Edges)
        {
            await book.CommitAsync(area, [edge], RecordsFolder.State(1), CancellationToken.None);
        }

        using var points = new AlarmPoints(store, book, influx.Delivery, TimeProvider.System, NullLogger<AlarmPoints>.Instance);
        while (await points.SendPageAsync(CancellationToken.None))
        {
        }
    }

    private async Task WriteSystemAsync(SomeInflux influx, ReadingStore store, MetricTotals totals)
    {
        foreach (var metrics in new[] { typeof(GrainsModule), typeof(RecordsModule), typeof(ReadingStore), typeof(Monitoring.Ingest.IngestModule), typeof(Program) }
            .SelectMany(t => t.Assembly.GetTypes()).Where(t => t.Name.EndsWith("Metrics", StringComparison.Ordinal)))
        {
            RuntimeHelpers.RunClassConstructor(metrics.TypeHandle);
        }

        var all = Shift.Readings.ToArray();
        for (var round = 0; round < SystemRounds; round++)
        {
            await store.KeepAsync(all[(round * 100)..((round + 1) * 100)]);
            SystemPoints.Add(batch, totals.Read(), "node-1", To - ((SystemRounds - round) * (long)SystemPoints.Period.TotalMilliseconds));
        }

        await SendAsync(influx, 1);
    }

    private async Task SendAsync(SomeInflux influx, int atLeast)
    {
        if (batch.Count >= atLeast)
        {
            await influx.Delivery.SettleAsync(batch, CancellationToken.None);
            batch.Clear();
        }
    }
}
