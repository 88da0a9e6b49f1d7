using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;
using Monitoring.Records;
using Monitoring.Records.Book;
using Monitoring.Tests.Areas;

namespace Monitoring.Tests.Records.Alarms;

/// <summary>A directory of its own for a record book, and things to write into it.</summary>
internal sealed class RecordsFolder : IDisposable
{
    public static readonly AreaId Kitchen = new("palu", "kitchen");

    public string Path { get; } = Directory.CreateTempSubdirectory("records-").FullName;

    public string Database => System.IO.Path.Combine(Path, "records.db");

    public RecordsHealth Health { get; } = new(TimeProvider.System);

    public OpenBook Open() =>
        new(new RecordsFile(Options.Create(new RecordsOptions { Directory = Path }), SomeKitchen.Plan, Health, TimeProvider.System, NullLogger<RecordsFile>.Instance));

    /// <summary>The files as a kill or a power cut would leave them at this instant.</summary>
    public RecordsFolder AfterPowerCut()
    {
        var copy = new RecordsFolder();
        foreach (var suffix in new[] { "", "-wal" })
        {
            File.Copy(Database + suffix, copy.Database + suffix);
        }

        return copy;
    }

    public void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    public static AlarmEdge Edge(int number, EdgeKind kind = EdgeKind.Raised, string rule = "fire", AreaId? area = null) => new(
        kind,
        new Alarm(
            AlarmId.Create(area ?? Kitchen, "fryer-1", "oil_temp", rule, number), "fryer-1", "oil_temp", rule, AlarmKind.Limit,
            AlarmState.ActiveUnacknowledged, Level.HiHi, Priority.High, number, number + 5_000, null, null, null, null, 203.4, 200, "v1"),
        number + 5_000,
        number + 5_001);

    public static AreaState State(long watchedUntil) => new(
        "v1",
        watchedUntil,
        ImmutableDictionary<string, long>.Empty.Add("store", watchedUntil),
        [new SignalState("palu/kitchen/fryer-1/oil_temp", watchedUntil, 146.3, Quality.Good)],
        []);
}
