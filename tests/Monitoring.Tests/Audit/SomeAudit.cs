using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Monitoring.Grains.Ports;
using Monitoring.Grains.Settings;
using Monitoring.Records;
using Monitoring.Records.Access;
using Monitoring.Records.Audit;
using Monitoring.Tests.Records.Alarms;

namespace Monitoring.Tests.Audit;

/// <summary>Both books in a directory of their own with everything that signs and verifies them; nothing of it runs by itself.</summary>
internal sealed class SomeAudit : IAsyncDisposable
{
    private readonly bool ownsDirectory;
    private readonly ServiceProvider services;

    public SomeAudit(string? directory = null, string plan = "", IEnumerable<(string Key, string Value)>? settings = null)
    {
        ownsDirectory = directory is null;
        Directory = directory ?? System.IO.Directory.CreateTempSubdirectory("audit-").FullName;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Data:Directory"] = Directory, ["Plan:File"] = plan })
            .AddInMemoryCollection((settings ?? []).Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build();
        services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<TimeProvider>(Time)
            .AddRecords(configuration)
            .AddAccessRecords(configuration)
            .AddAudit()
            .BuildServiceProvider();
    }

    public string Directory { get; }

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.FromUnixTimeMilliseconds(1_795_435_200_000));

    public AuditTrail Trail => services.GetRequiredService<AuditTrail>();

    public AuditState State => services.GetRequiredService<AuditState>();

    public AuditWatch Watch => services.GetRequiredService<AuditWatch>();

    public CheckpointSigner Signer => Hosted<CheckpointSigner>();

    public PlanRecorder Plans => Hosted<PlanRecorder>();

    public string KeyFolder => new KeyFolder(Directory).Path;

    public string PublicKey => Path.Combine(KeyFolder, "audit-public.pem");

    public string AccessFile => Path.Combine(Directory, "access.db");

    public string RecordsFile => Path.Combine(Directory, "records.db");

    /// <summary>Both chains with checkpoints after 4 and after 8 entries, and 2 entries that aren't signed yet.</summary>
    public static async Task<SomeAudit> WriteAsync(CancellationToken stop)
    {
        var audit = new SomeAudit();
        await audit.Signer.StartingAsync(stop);
        for (var i = 1; i <= 10; i++)
        {
            await audit.ChangeAsync(i, stop);
            await audit.AlarmAsync(i, stop);
            if (i is 4 or 8)
            {
                await audit.SignAsync(stop);
            }

            audit.Time.Advance(TimeSpan.FromMinutes(1));
        }

        return audit;
    }

    public async Task ChangeAsync(int number, CancellationToken stop)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AccessBook>().ChangeAsync(
            new AuditNote("ani", "10.0.0.7", number % 2 == 0 ? "account.change" : "device.add", number % 3 == 0 ? "she asked \ufffd" : null),
            draft =>
            {
                (draft.Subject, draft.Facility) = ($"account/p{number}", number % 2 == 0 ? "palu" : null);
                (draft.Before, draft.After) = (number % 3 == 0 ? null : new { Number = number }, new { Number = number + 1 });
                draft.Private = number % 2 == 0 ? new { Name = $"Person {number}" } : null;
                return Task.CompletedTask;
            },
            stop);
    }

    public Task AlarmAsync(int number, CancellationToken stop) => services.GetRequiredService<IAlarmRecords>().CommitAsync(
        RecordsFolder.Kitchen, [RecordsFolder.Edge(number) with { By = "siti", From = "10.0.0.8" }], RecordsFolder.State(number), stop);

    /// <summary>As when everything else has stopped.</summary>
    public Task SignAsync(CancellationToken stop) => Signer.StoppedAsync(stop);

    public Task<AuditVerdict> VerifyAsync(CancellationToken stop) => Watch.VerifyAsync(stop);

    /// <summary>What a person with the file and SQLite can do: the triggers are no hindrance.</summary>
    public static void Attack(string file, string sql, params ReadOnlySpan<object?> values)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT 'DROP TRIGGER ' || name FROM sqlite_master WHERE type = 'trigger'";
        List<string> drops = [];
        using (var rows = command.ExecuteReader())
        {
            while (rows.Read())
            {
                drops.Add(rows.GetString(0));
            }
        }

        command.CommandText = string.Join(";\n", [.. drops, sql]);
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"${i + 1}", values[i] ?? DBNull.Value);
        }

        command.ExecuteNonQuery();
    }

    public static object? Ask(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (ownsDirectory)
        {
            System.IO.Directory.Delete(Directory, recursive: true);
        }
    }

    private T Hosted<T>() => services.GetServices<IHostedService>().OfType<T>().Single();
}
